#pragma once

#include <cstdint>

#include "core/grid/grid.h"

namespace convlens {

enum class Pattern {
  kZeros,
  kOnes,
  kCounting,        ///< 0, 1, 2, … row by row: the input of figure 6.2.1 at 3×3
  kBookEdges,       ///< ones with the middle half of the columns zero: 6.2.3's image at 6×8
  kVerticalEdge,    ///< left half 1, right half 0
  kHorizontalEdge,  ///< top half 1, bottom half 0
  kDiagonal,        ///< ones on and above the main diagonal
  kCheckerboard,    ///< 0 and 1 in squares of `period` cells
  kGradient,        ///< 0 at the left to 1 at the right
  kDisc,            ///< 1 inside a centred disc of diameter 0.7 of the smaller side
  kNoise,           ///< uniform in [0, 1), by `seed`
  kLandscape,       ///< a picture in grey levels: see landscape.h
};

struct PatternOptions {
  Pattern pattern = Pattern::kZeros;
  Shape shape{8, 8};
  int period = 1;
  uint64_t seed = 1;

  bool operator==(const PatternOptions&) const = default;
};

/// The pattern as a grid. Requires a non-empty shape within `kMaxInputSide`, and period ≥ 1.
Grid MakePattern(const PatternOptions& options);

}  // namespace convlens
