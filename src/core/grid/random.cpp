#include "core/grid/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace convlens {

uint64_t Random::Next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

double Random::Uniform() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

double Random::Normal() {
  const double radius = std::sqrt(-2 * std::log(1 - Uniform()));
  return radius * std::cos(2 * std::numbers::pi * Uniform());
}

Grid NormalGrid(Shape shape, uint64_t seed, float deviation) {
  Random random(seed);
  Grid grid(shape);
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      grid.at(r, c) = static_cast<float>(random.Normal() * deviation);
    }
  }
  return grid;
}

Grid UniformGrid(Shape shape, uint64_t seed, float low, float high) {
  Random random(seed);
  Grid grid(shape);
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      const double value = low + random.Uniform() * (double{high} - low);
      // Rounding to float32 may reach `high` itself, which is outside.
      grid.at(r, c) = std::min(static_cast<float>(value), std::nextafter(high, low));
    }
  }
  return grid;
}

}  // namespace convlens
