#include "train/setup/initialization.h"

#include <algorithm>
#include <cmath>

#include "core/grid/random.h"

namespace convlens {
namespace {

Grid UniformAround0(Shape shape, uint64_t seed, double bound) {
  const auto limit = static_cast<float>(bound);
  return UniformGrid(shape, seed, -limit, limit);
}

/// Independent values of a weight that sees `fan_in` inputs and is seen by `fan_out` outputs.
Grid InitializedGrid(Initialization initialization, Shape shape, uint64_t seed, double fan_in,
                     double fan_out) {
  switch (initialization) {
    case Initialization::kNormal:
      return NormalGrid(shape, seed);
    case Initialization::kUniform:
      return UniformAround0(shape, seed, 1 / std::sqrt(fan_in));
    case Initialization::kXavier:
      return UniformAround0(shape, seed, std::sqrt(6 / (fan_in + fan_out)));
    case Initialization::kHe:
      return NormalGrid(shape, seed, static_cast<float>(std::sqrt(2 / fan_in)));
    case Initialization::kZeros:
      break;
  }
  return Grid(shape);
}

}  // namespace

Grid InitializedKernel(Initialization initialization, Shape shape, uint64_t seed, Fans fans) {
  if (shape.empty()) return Grid(shape);
  const auto taps = static_cast<double>(shape.count());
  return InitializedGrid(initialization, shape, seed, taps * fans.in_channels,
                         taps * fans.out_channels);
}

Weights InitializedWeights(Initialization initialization, const Weights& like, uint64_t seed) {
  Weights made = like;
  const auto taps = static_cast<double>(like.window().count());
  made.matrix() = InitializedGrid(initialization, like.matrix()->shape(), seed,
                                  taps * like.second(), taps * like.first());
  return made;
}

uint64_t SeedOfLayer(uint64_t seed, size_t layer) {
  if (layer == 0) return seed;
  // Neighbouring seeds give the same stream, shifted; scattered ones do not.
  Random scatter(seed ^ (layer * 0xD1B54A32D192ED03U));
  return scatter.Next();
}

std::vector<Layer> InitializedLayers(Initialization initialization, std::vector<Layer> layers,
                                     uint64_t seed, bool zero_bias) {
  for (size_t i = 0; i < layers.size(); ++i) {
    Layer& layer = layers[i];
    if (!layer.learns || !layer.settings.has_weights()) continue;
    layer.weights = InitializedWeights(initialization, layer.weights, SeedOfLayer(seed, i));
    if (zero_bias) std::fill(layer.bias.begin(), layer.bias.end(), 0.0F);
  }
  return layers;
}

Grid WithNoise(GridView target, double deviation, uint64_t seed) {
  Random random(seed);
  Grid noisy(target);
  for (int r = 0; r < noisy.height(); ++r) {
    for (int c = 0; c < noisy.width(); ++c) {
      noisy.at(r, c) = static_cast<float>(noisy.at(r, c) + deviation * random.Normal());
    }
  }
  return noisy;
}

}  // namespace convlens
