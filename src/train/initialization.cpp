#include "train/initialization.h"

#include <cmath>

#include "core/random.h"

namespace convlens {
namespace {

Grid UniformAround0(Shape shape, uint64_t seed, double bound) {
  const auto limit = static_cast<float>(bound);
  return UniformGrid(shape, seed, -limit, limit);
}

}  // namespace

Grid InitializedKernel(Initialization initialization, Shape shape, uint64_t seed, Fans fans) {
  if (shape.empty()) return Grid(shape);
  const auto taps = static_cast<double>(shape.count());
  const double fan_in = taps * fans.in_channels;
  const double fan_out = taps * fans.out_channels;
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
