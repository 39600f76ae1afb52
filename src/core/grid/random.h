#pragma once

#include <cstdint>

#include "core/grid/grid.h"

namespace convlens {

/// A small deterministic generator (SplitMix64, Steele et al. 2014): the same seed gives the same
/// numbers on every machine and with every standard library.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  /// Uniform over all 64-bit numbers.
  uint64_t Next();
  /// Uniform in [0, 1).
  double Uniform();
  /// Standard normal, by Box and Muller.
  double Normal();

 private:
  uint64_t state_;
};

/// A grid of independent normal values, row by row, with mean 0 and standard deviation `deviation`.
Grid NormalGrid(Shape shape, uint64_t seed, float deviation = 1.0F);
/// A grid of independent uniform values in [low, high).
Grid UniformGrid(Shape shape, uint64_t seed, float low = 0.0F, float high = 1.0F);

}  // namespace convlens
