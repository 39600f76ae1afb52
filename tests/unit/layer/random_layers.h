#pragma once

#include <algorithm>
#include <string>

#include "layer_values.h"

// Layers of every kind with seeded random settings and small integers: sums are exact, so the fast
// version must give the plain loops' bits.

namespace convlens::random_layers {

struct RandomCase {
  Layer layer;
  Tensor x;
};

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  int From(int low, int high) {
    return low + static_cast<int>(random_.Next() % static_cast<uint64_t>(high - low + 1));
  }
  bool Sometimes() { return From(0, 2) == 0; }

 private:
  Random random_;
};

inline LayerSettings RandomSettings(Dice& dice, LayerKind kind) {
  LayerSettings s;
  s.kind = kind;
  s.window = {dice.From(1, 5), dice.From(1, 5)};
  if (dice.Sometimes()) s.stride = {dice.From(1, 4), dice.From(1, 4)};
  if (dice.Sometimes() && kind != LayerKind::kAveragePool) {
    s.dilation = {dice.From(1, 3), dice.From(1, 3)};
  }
  if (dice.Sometimes()) {
    const Shape most = s.pooling() ? Shape{s.window.height / 2, s.window.width / 2} : Shape{4, 4};
    s.padding = {dice.From(0, most.height), dice.From(0, most.height), dice.From(0, most.width),
                 dice.From(0, most.width)};
  }
  if (kind == LayerKind::kConvolution) s.border = static_cast<Border>(dice.From(0, 4));
  if (kind == LayerKind::kTransposed && dice.Sometimes()) {
    s.output_padding = {std::max(s.stride.rows, s.dilation.rows) - 1,
                        std::max(s.stride.cols, s.dilation.cols) - 1};
  }
  if (dice.Sometimes()) s.operation = Operation::kConvolution;
  if (dice.Sometimes()) s.groups = dice.From(1, 4);
  s.outputs = s.groups * dice.From(1, dice.Sometimes() ? 19 : 3);
  s.ceil_mode = s.pooling() && dice.Sometimes();
  s.count_padding = dice.From(0, 1) == 0;
  if (dice.Sometimes()) s.activation = Activation::kReLU;
  return s;
}

/// Random settings of the kind that an input of random size can go through.
inline RandomCase MakeCase(LayerKind kind, uint64_t seed) {
  Dice dice(seed);
  for (;;) {
    const LayerSettings settings = RandomSettings(dice, kind);
    const int channels = settings.pooling() ? dice.From(1, 4) : settings.groups * dice.From(1, 3);
    const int width = dice.Sometimes() ? dice.From(17, 75) : dice.From(1, 18);
    const TensorShape shape{channels, {dice.From(1, 14), width}};
    if (!CheckedOutputShape(settings, shape).ok()) continue;
    Layer layer = ZeroLayer(settings, channels);
    if (settings.has_weights()) {
      const Shape matrix = layer.weights.matrix()->shape();
      layer.weights.matrix() = layer_values::SmallIntegers({1, matrix}, seed + 1)[0];
      for (float& bias : layer.bias) bias = static_cast<float>(dice.From(-3, 3));
    }
    return {layer, layer_values::SmallIntegers(shape, seed + 2)};
  }
}

inline std::string Describe(const RandomCase& one) {
  const LayerSettings& s = one.layer.settings;
  const auto text = [](int a, int b) { return std::to_string(a) + "," + std::to_string(b) + " "; };
  std::string result("kind ");
  result.append(std::to_string(static_cast<int>(s.kind)))
      .append(" x " + std::to_string(one.x.shape().channels) + "," +
              text(one.x.shape().grid.height, one.x.shape().grid.width))
      .append("window " + text(s.window.height, s.window.width))
      .append("stride " + text(s.stride.rows, s.stride.cols))
      .append("dilation " + text(s.dilation.rows, s.dilation.cols))
      .append("pad " + text(s.padding.top, s.padding.bottom) +
              text(s.padding.left, s.padding.right))
      .append("border,op " + text(static_cast<int>(s.border), static_cast<int>(s.operation)))
      .append("groups,outputs " + text(s.groups, s.outputs))
      .append("output padding " + text(s.output_padding.rows, s.output_padding.cols))
      .append("ceil,count " + text(s.ceil_mode, s.count_padding));
  return result;
}

inline constexpr LayerKind kKinds[] = {LayerKind::kConvolution, LayerKind::kTransposed,
                                       LayerKind::kMaxPool, LayerKind::kAveragePool};

}  // namespace convlens::random_layers
