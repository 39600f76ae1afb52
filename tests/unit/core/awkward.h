#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/grid/grid.h"
#include "core/grid/random.h"
#include "core/grid/targets.h"
#include "unit/grids.h"

// What the tests of the numerics share: awkward sizes as data, views inside poisoned frames, and
// every SIMD target in turn.

namespace convlens::awkward {

inline Grid Absolute(GridView grid) {
  Grid result(grid);
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) result.at(r, c) = std::abs(grid.at(r, c));
  }
  return result;
}

/// A block of cells in the middle of a larger buffer: odd pitch, no alignment, and NaN all around,
/// so that a read outside shows in the result and a write outside shows in the frame.
class Framed {
 public:
  explicit Framed(GridView content, int before = 3)
      : before_(before), pitch_(content.width + before + 5), shape_(content.shape()) {
    cells_.assign(static_cast<size_t>(pitch_) * static_cast<size_t>(shape_.height + 2 * kRows),
                  std::numeric_limits<float>::quiet_NaN());
    CopyGrid(content, view());
  }
  explicit Framed(Shape shape) : Framed(Grid(shape, -77.0F)) {}

  MutableGridView view() {
    return {&cells_[static_cast<size_t>(kRows * pitch_ + before_)], shape_.height, shape_.width,
            pitch_};
  }

  /// Whether every cell around the block is still the NaN that it was.
  bool FrameIntact() const {
    for (size_t i = 0; i < cells_.size(); ++i) {
      const int row = static_cast<int>(i) / pitch_ - kRows;
      const int col = static_cast<int>(i) % pitch_ - before_;
      if (!CellRect{0, 0, shape_.height, shape_.width}.Contains({row, col}) &&
          !std::isnan(cells_[i])) {
        return false;
      }
    }
    return true;
  }

 private:
  static constexpr int kRows = 2;
  int before_;
  int pitch_;
  Shape shape_;
  std::vector<float> cells_;
};

/// Calls `test` once with each target in use, and gives the choice back.
template <typename Test>
void ForEveryTarget(Test test) {
  for (const std::string& name : AttainableTargets()) {
    CAPTURE(name);
    REQUIRE(ForceTarget(name));
    REQUIRE(CurrentTarget() == name);
    test();
  }
  REQUIRE(ForceTarget(""));
}

/// The largest excess of |got - expected| over `tolerance` times the terms' magnitude; at most 0
/// when all agree. NaN where either is NaN counts as an excess.
inline double WorstExcess(GridView got, GridView expected, GridView magnitude, double tolerance) {
  double worst = -1;
  for (int r = 0; r < got.height; ++r) {
    for (int c = 0; c < got.width; ++c) {
      const double excess =
          std::abs(double{got.at(r, c)} - expected.at(r, c)) - tolerance * magnitude.at(r, c);
      if (!(excess <= worst)) worst = std::isnan(excess) ? 1e300 : excess;
    }
  }
  return worst;
}

/// Of sums of `terms` products: a few roundings plus those of a random walk along the sum.
inline double SumTolerance(int64_t terms) {
  return (4 + std::sqrt(static_cast<double>(terms))) *
         double{std::numeric_limits<float>::epsilon()};
}

/// Output sides around the widths of vectors and of blocks of them, and primes.
inline constexpr int kWidths[] = {1,  2,  3,  4,  5,  7,  8,  9,   15,  16,  17,
                                  31, 32, 33, 47, 63, 64, 65, 127, 129, 131, 257};

/// Every class of kernel: single taps, lines, the unrolled sizes, their neighbours, the largest.
inline constexpr Shape kKernels[] = {{1, 1},  {1, 2},  {2, 1},  {1, 3},   {3, 1},  {2, 2},
                                     {2, 3},  {3, 2},  {3, 3},  {3, 5},   {4, 4},  {5, 5},
                                     {5, 7},  {6, 6},  {7, 7},  {8, 3},   {9, 9},  {11, 11},
                                     {1, 31}, {31, 1}, {13, 4}, {15, 15}, {31, 31}};

}  // namespace convlens::awkward
