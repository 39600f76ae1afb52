#include "layer/forward.h"

#include <variant>

#include "layer/layer_pool.h"
#include "layer/layer_sums.h"

namespace convlens {
namespace {

CellRect Everything(const TensorShape& shape) {
  return {0, 0, shape.grid.height, shape.grid.width};
}

}  // namespace

struct ForwardPass::State {
  TensorShape output;
  std::variant<LayerSums, LayerPool> way;
};

ForwardPass::ForwardPass(const Layer& layer, const Tensor& x, CorrelationMethod method)
    : ForwardPass(layer, x, method, Everything(*CheckedOutputShape(layer, x.shape()))) {}

ForwardPass::ForwardPass(const Layer& layer, const Tensor& x, CorrelationMethod method,
                         CellRect part) {
  const TensorShape output = *CheckedOutputShape(layer, x.shape());
  const LayerSettings& settings = layer.settings;
  if (settings.pooling()) {
    state_ = std::make_unique<State>(State{output, LayerPool(settings, x, part)});
  } else {
    state_ = std::make_unique<State>(State{
        output, LayerSums(settings, layer.weights, layer.bias, x, output.grid, part, method)});
  }
}
ForwardPass::~ForwardPass() = default;
ForwardPass::ForwardPass(ForwardPass&&) noexcept = default;
ForwardPass& ForwardPass::operator=(ForwardPass&&) noexcept = default;

TensorShape ForwardPass::output_shape() const { return state_->output; }

void ForwardPass::Compute(int channel, CellRect region, MutableGridView y) const {
  ComputeChannels(channel, region, {&y, 1});
}

void ForwardPass::ComputeChannels(int first, CellRect region,
                                  std::span<const MutableGridView> y) const {
  if (const auto* sums = std::get_if<LayerSums>(&state_->way)) {
    sums->Compute(first, region, y);
    return;
  }
  const auto& pool = std::get<LayerPool>(state_->way);
  for (size_t i = 0; i < y.size(); ++i) pool.Compute(first + static_cast<int>(i), region, y[i]);
}

std::optional<CorrelationPlan> PlanOf(const LayerSettings& settings, const Weights& weights,
                                      int channel, Shape output, CorrelationMethod method) {
  const bool one_to_one = weights.second() == 1 && settings.outputs == settings.groups;
  if (settings.kind != LayerKind::kConvolution || settings.stride != Step{} ||
      settings.dilation != Step{} || !one_to_one) {
    return std::nullopt;
  }
  const Shape read{output.height + settings.window.height - 1,
                   output.width + settings.window.width - 1};
  return PlanCorrelation(settings.operation, read, weights.kernel(channel, 0), method);
}

Tensor Forward(const Layer& layer, const Tensor& x) {
  const ForwardPass pass(layer, x);
  Tensor y(pass.output_shape());
  std::vector<MutableGridView> grids;
  for (SharedGrid& channel : y.channels) grids.emplace_back(channel.Mutable());
  pass.ComputeChannels(0, Everything(y.shape()), grids);
  return y;
}

}  // namespace convlens
