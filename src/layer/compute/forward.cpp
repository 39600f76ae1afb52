#include "layer/compute/forward.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "layer/compute/channel_cut.h"
#include "layer/compute/layer_pool.h"
#include "layer/compute/layer_sums.h"
#include "layer/compute/winograd_sums.h"

namespace convlens {
namespace {

/// The elements of `part` whose windows see nothing but the input itself.
CellRect Interior(const LayerSettings& s, Shape input, CellRect part) {
  const auto inside = [](int count, int span, int stride, int before) {
    const int first = (before + stride - 1) / stride;
    const int end = count + before < span ? first : (count + before - span) / stride + 1;
    return std::pair(first, std::max(0, end - first));
  };
  const auto [row, rows] = inside(input.height, s.span().height, s.stride.rows, s.padding.top);
  const auto [col, cols] = inside(input.width, s.span().width, s.stride.cols, s.padding.left);
  return Intersection(part, {row, col, rows, cols});
}

/// Cuts `part` into what needs no copy of the input with its border around it, and the frame: so a
/// large input is not copied for the sake of its edge.
std::vector<CellRect> WithoutCopy(const LayerSettings& s, Shape input, CellRect part) {
  constexpr int64_t kLarge = 1 << 16;  // elements: below, one copy is as good as another
  constexpr int kWide = 64;
  const CellRect in = Interior(s, input, part);
  const bool large = Shape{in.height, in.width}.count() >= kLarge && in.width >= kWide;
  const bool copies_anyway = s.kind != LayerKind::kConvolution || s.stride.cols != 1;
  if (s.padding.none() || copies_anyway || !large) return {part};
  const int below = in.row + in.height;
  const int behind = in.col + in.width;
  std::vector<CellRect> parts{in,
                              {part.row, part.col, in.row - part.row, part.width},
                              {below, part.col, part.row + part.height - below, part.width},
                              {in.row, part.col, in.height, in.col - part.col},
                              {in.row, behind, in.height, part.col + part.width - behind}};
  std::erase_if(parts, [](const CellRect& rect) { return rect.empty(); });
  return parts;
}

/// Whether the core's correlation carries a layer out: one channel to one channel, step by step.
bool IsByCore(const LayerSettings& s, const Weights& weights) {
  return s.kind == LayerKind::kConvolution && s.stride == Step{} && s.dilation == Step{} &&
         weights.second() == 1 && s.outputs == s.groups;
}

int TileOf(ManyChannels way) { return way == ManyChannels::kFourByFour ? 4 : 2; }

/// What the windows of `output` cover.
Shape Read(const LayerSettings& s, Shape output) {
  return {output.height + s.window.height - 1, output.width + s.window.width - 1};
}

}  // namespace

struct ForwardPass::State {
  struct Part {
    CellRect elements;
    std::variant<LayerSums, LayerPool, WinogradSums> way;
  };
  TensorShape output;
  std::vector<Part> parts;
  PreparedWeightsPtr prepared;
};

ForwardPass::ForwardPass(const Layer& layer, const Tensor& x, CorrelationMethod method,
                         Threads threads, ManyChannels way, PreparedWeightsPtr kept)
    : ForwardPass(layer, x, method, WholeOf(CheckedOutputShape(layer, x.shape())->grid), threads,
                  way, std::move(kept)) {}

ForwardPass::ForwardPass(const Layer& layer, const Tensor& x, CorrelationMethod method,
                         CellRect part, Threads threads, ManyChannels way,
                         PreparedWeightsPtr kept) {
  const TensorShape output = *CheckedOutputShape(layer, x.shape());
  const LayerSettings& settings = layer.settings;
  auto state = std::make_unique<State>(State{output, {}, std::move(kept)});
  if (settings.pooling()) {
    state->parts.push_back({part, LayerPool(settings, x, part, threads)});
  } else if (way != ManyChannels::kDirect && HasManyChannels(settings, x.shape().channels)) {
    WinogradSums sums(settings, layer.weights, layer.bias, x, output.grid, TileOf(way), threads,
                      state->prepared);
    state->prepared = sums.prepared();
    state->parts.push_back({part, std::move(sums)});
  } else {
    const Shape unit = UnitOf(settings, layer.weights, output.grid, method);
    const std::vector<CellRect> parts = unit == Shape{1, 1}
                                            ? WithoutCopy(settings, x.shape().grid, part)
                                            : std::vector{WholeUnits(part, unit, output.grid)};
    for (const CellRect& rect : parts) {
      LayerSums sums(settings, layer.weights, layer.bias, x, output.grid, rect, threads, method,
                     state->prepared);
      state->prepared = sums.prepared();
      state->parts.push_back({rect, std::move(sums)});
    }
  }
  state_ = std::move(state);
}
ForwardPass::~ForwardPass() = default;
ForwardPass::ForwardPass(ForwardPass&&) noexcept = default;
ForwardPass& ForwardPass::operator=(ForwardPass&&) noexcept = default;

TensorShape ForwardPass::output_shape() const { return state_->output; }

PreparedWeightsPtr ForwardPass::prepared() const { return state_->prepared; }

Shape ForwardPass::unit() const {
  const auto* winograd = std::get_if<WinogradSums>(&state_->parts.front().way);
  if (winograd != nullptr) return winograd->unit();
  const auto* sums = std::get_if<LayerSums>(&state_->parts.front().way);
  return sums != nullptr ? sums->unit() : Shape{1, 1};
}

double ForwardPass::relative_cost() const {
  const auto* sums = std::get_if<LayerSums>(&state_->parts.front().way);
  return sums != nullptr ? sums->relative_cost() : 1;
}

void ForwardPass::Compute(int channel, CellRect region, MutableGridView y) const {
  ComputeChannels(channel, region, {&y, 1});
}

void ForwardPass::ComputeChannels(int first, CellRect region,
                                  std::span<const MutableGridView> y) const {
  for (const State::Part& part : state_->parts) {
    const CellRect rect = Intersection(region, part.elements);
    if (rect.empty()) continue;
    if (const auto* sums = std::get_if<LayerSums>(&part.way)) {
      sums->Compute(first, rect, y);
      continue;
    }
    if (const auto* winograd = std::get_if<WinogradSums>(&part.way)) {
      winograd->Compute(first, rect, y);
      continue;
    }
    const auto& pool = std::get<LayerPool>(part.way);
    for (size_t i = 0; i < y.size(); ++i) pool.Compute(first + static_cast<int>(i), rect, y[i]);
  }
}

std::optional<CorrelationPlan> PlanOf(const LayerSettings& settings, const Weights& weights,
                                      int channel, Shape output, CorrelationMethod method) {
  if (!IsByCore(settings, weights)) return std::nullopt;
  return PlanCorrelation(settings.operation, Read(settings, output), weights.kernel(channel, 0),
                         method);
}

Shape UnitOf(const LayerSettings& settings, const Weights& weights, Shape output,
             CorrelationMethod method) {
  const ManyChannels way = ManyChannelsOf(method);
  if (way != ManyChannels::kDirect &&
      HasManyChannels(settings, weights.second() * settings.groups)) {
    return WinogradSums::UnitOf(TileOf(way));
  }
  if (!IsByCore(settings, weights)) return {1, 1};
  for (int channel = 0; channel < settings.outputs; ++channel) {
    const Shape unit =
        UnitOfPlan(settings.operation, Read(settings, output), weights.kernel(channel, 0), method);
    if (unit != Shape{1, 1}) return unit;  // of all that have tiles
  }
  return {1, 1};
}

ManyChannels ManyChannelsOf(CorrelationMethod method) {
  switch (method) {
    case CorrelationMethod::kDirect:
      return ManyChannels::kDirect;
    case CorrelationMethod::kFourByFour:
      return ManyChannels::kFourByFour;
    case CorrelationMethod::kAutomatic:
    case CorrelationMethod::kPasses:
    case CorrelationMethod::kFourier:
      break;
  }
  return ManyChannels::kAutomatic;
}

bool HasManyChannels(const LayerSettings& settings, int input_channels) {
  return WinogradSums::Suits(settings, input_channels);
}

Tensor Forward(const Layer& layer, const Tensor& x, Threads threads, ManyChannels way,
               PreparedWeightsPtr* kept) {
  const ForwardPass pass(layer, x, CorrelationMethod::kAutomatic, threads, way,
                         kept == nullptr ? nullptr : *kept);
  if (kept != nullptr) *kept = pass.prepared();
  const int64_t work = MultiplyAdds(layer.settings, x.shape());
  return ComputeByChannels(
      pass.output_shape(), work, threads,
      [&](int first, CellRect region, std::span<const MutableGridView> y) {
        pass.ComputeChannels(first, region, y);
      },
      pass.unit());
}

Tensor Forward(const std::vector<Layer>& layers, Tensor x, Threads threads, ManyChannels way) {
  for (const Layer& layer : layers) x = Forward(layer, x, threads, way);
  return x;
}

}  // namespace convlens
