#include "layer/settings/layer.h"

#include <algorithm>
#include <cmath>
#include <new>

#include "core/grid/random.h"
#include "layer/settings/weight_counts.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

// First and second dimension of the weights, as PyTorch has them.
bool CanBeSplit(const LayerSettings& s, int input_channels) {
  return input_channels % s.groups == 0 && s.outputs % s.groups == 0;
}

/// Calls `visit(input channel, output channel, place of their kernel)` for all that are joined, of
/// the outputs [first, end). None where the channels cannot be split into the groups.
template <class Visit>
void ForEachKernel(const LayerSettings& s, int input_channels, int first, int end, Visit visit) {
  if (!CanBeSplit(s, input_channels)) return;
  for (int o = first; o < end; ++o) {
    const ChannelGroup seen = InputsOf(s, input_channels, o);
    for (int i = seen.first; i < seen.first + seen.count; ++i) {
      visit(i, o, KernelBetween(s, seen, i, o));
    }
  }
}

/// The place of the kernel between an input and an output channel of `layer`, if it has one.
std::optional<KernelIndex> KernelOf(const Layer& layer, int input, int output) {
  const LayerSettings& s = layer.settings;
  const bool transposed = s.kind == LayerKind::kTransposed;
  const int inputs = transposed ? layer.weights.first() : layer.weights.second() * s.groups;
  if (input >= inputs || !CanBeSplit(s, inputs)) return std::nullopt;
  const ChannelGroup seen = InputsOf(s, inputs, output);
  if (input < seen.first || input >= seen.first + seen.count) return std::nullopt;
  const KernelIndex at = KernelBetween(s, seen, input, output);
  const bool there = at.first < layer.weights.first() && at.second < layer.weights.second();
  return there ? std::optional(at) : std::nullopt;
}

/// The numbers of a row of weights. More than any session may hold are refused as the system
/// refuses memory, before it is asked for.
int ColumnsOf(int first, int second, Shape window) {
  constexpr int64_t kMost = 2 * kMaxTensorCells;
  const int64_t columns = second * window.count();
  if (columns > kMost / std::max(first, 1)) throw std::bad_alloc();
  return static_cast<int>(columns);
}

}  // namespace

Weights::Weights(const Grid& kernel) : Weights(1, 1, kernel.shape()) {
  if (!kernel.empty()) CopyGrid(kernel, MutableKernel(0, 0));
}

Weights::Weights(int first, int second, Shape window)
    : matrix_(Grid(first, ColumnsOf(first, second, window))), second_(second), window_(window) {}

GridView Weights::kernel(int first, int second) const {
  assert(first >= 0 && first < this->first() && second >= 0 && second < second_);
  return {matrix_->row(first) + second * window_.count(), window_.height, window_.width,
          window_.width};
}

MutableGridView Weights::MutableKernel(int first, int second) {
  assert(first >= 0 && first < this->first() && second >= 0 && second < second_);
  return {matrix_.Mutable().row(first) + second * window_.count(), window_.height, window_.width,
          window_.width};
}

bool Weights::SameAs(const Weights& other) const {
  return matrix_.SameAs(other.matrix_) && second_ == other.second_ && window_ == other.window_;
}

WeightCounts CountsFor(const LayerSettings& settings, int input_channels) {
  const LayerSettings& s = settings;
  if (s.pooling()) return {};
  if (s.kind == LayerKind::kTransposed) return {input_channels, s.outputs / s.groups};
  return {s.outputs, input_channels / s.groups};
}

Layer ZeroLayer(const LayerSettings& settings, int input_channels) {
  Layer layer{settings, {}, {}};
  if (settings.pooling()) return layer;
  const WeightCounts counts = CountsFor(settings, input_channels);
  layer.weights = Weights(counts.first, counts.second, settings.window);
  layer.bias.assign(static_cast<size_t>(settings.outputs), 0.0F);
  return layer;
}

Layer RandomLayer(const LayerSettings& settings, int input_channels, uint64_t seed) {
  Layer layer = ZeroLayer(settings, input_channels);
  if (!settings.has_weights()) return layer;
  // PyTorch takes the second dimension for the fan in, of a transposed convolution too.
  const auto fan_in = static_cast<double>(layer.weights.second() * settings.window.count());
  const double bound = 1.0 / std::sqrt(fan_in);
  Random random(seed);
  Grid& matrix = layer.weights.matrix().Mutable();
  for (int r = 0; r < matrix.height(); ++r) {
    for (int c = 0; c < matrix.width(); ++c) {
      matrix.at(r, c) = static_cast<float>(bound * (2 * random.Uniform() - 1));
    }
  }
  return layer;
}

Layer ReshapedLayer(const Layer& layer, const LayerSettings& settings, int input_channels) {
  Layer made = ZeroLayer(settings, input_channels);
  made.learns = layer.learns;
  if (!settings.has_weights() || !layer.settings.has_weights()) return made;
  const Shape kept{std::min(settings.window.height, layer.settings.window.height),
                   std::min(settings.window.width, layer.settings.window.width)};
  const CellRect corner{0, 0, kept.height, kept.width};
  const int outputs = std::min(settings.outputs, layer.settings.outputs);
  ForEachKernel(settings, input_channels, 0, outputs, [&](int input, int output, KernelIndex to) {
    if (const auto from = KernelOf(layer, input, output)) {
      CopyGrid(layer.weights.kernel(from->first, from->second).Sub(corner),
               made.weights.MutableKernel(to.first, to.second).Sub(corner));
    }
  });
  std::copy_n(layer.bias.begin(), std::min(layer.bias.size(), made.bias.size()), made.bias.begin());
  return made;
}

Layer ExtendedLayer(const Layer& layer, const LayerSettings& settings, int input_channels,
                    uint64_t seed) {
  Layer made = ReshapedLayer(layer, settings, input_channels);
  const int known = layer.settings.has_weights() ? layer.settings.outputs : 0;
  if (!settings.has_weights() || known >= settings.outputs) return made;
  const Layer random = RandomLayer(settings, input_channels, seed);
  ForEachKernel(settings, input_channels, known, settings.outputs, [&](int, int, KernelIndex at) {
    CopyGrid(random.weights.kernel(at.first, at.second),
             made.weights.MutableKernel(at.first, at.second));
  });
  return made;
}

int64_t ParameterCount(const Layer& layer) {
  return layer.weights.count() + static_cast<int64_t>(layer.bias.size());
}

Result<TensorShape> CheckedOutputShape(const Layer& layer, TensorShape input) {
  Result<TensorShape> shape = CheckedOutputShape(layer.settings, input);
  if (!shape.ok() || layer.settings.pooling()) return shape;
  const WeightCounts counts = CountsFor(layer.settings, input.channels);
  if (layer.weights.first() == counts.first && layer.weights.second() == counts.second &&
      layer.weights.window() == layer.settings.window) {
    return shape;
  }
  return Message{"The layer's kernels do not fit the {} channels that come in.",
                 {std::to_string(input.channels)}};
}

StackShapes ShapesOf(const std::vector<Layer>& layers, TensorShape input) {
  StackShapes shapes;
  for (const Layer& layer : layers) {
    const Result<TensorShape> shape = CheckedOutputShape(layer, input);
    if (!shape.ok()) {
      shapes.problem = shape.problem();
      break;
    }
    shapes.outputs.push_back(*shape);
    input = *shape;
  }
  return shapes;
}

std::vector<LayerSettings> SettingsOf(const std::vector<Layer>& layers) {
  std::vector<LayerSettings> settings;
  settings.reserve(layers.size());
  for (const Layer& layer : layers) settings.push_back(layer.settings);
  return settings;
}

int64_t MultiplyAdds(const std::vector<Layer>& layers, TensorShape input) {
  int64_t products = 0;
  for (size_t i = 0; const TensorShape& output : ShapesOf(layers, input).outputs) {
    products += MultiplyAdds(layers[i++].settings, input);
    input = output;
  }
  return products;
}

}  // namespace convlens
