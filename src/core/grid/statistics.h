#pragma once

#include <vector>

#include "core/grid/grid.h"

namespace convlens {

/// Over the finite cells of a grid; the others are counted.
struct Statistics {
  float min = 0;
  float max = 0;
  double mean = 0;
  int64_t nan_count = 0;
  int64_t infinity_count = 0;

  bool operator==(const Statistics&) const = default;
  bool finite() const { return nan_count == 0 && infinity_count == 0; }
};
/// Any pitch and alignment; O(cells); allocates nothing. Rows are summed apart, and added in order.
Statistics StatisticsOf(GridView grid);

/// A grid for drawing at any zoom: level 0 is the grid itself, each further level is half as high
/// and wide (rounded up), a cell being the mean of the up to four cells it covers. NaN stays
/// visible: a mean with a NaN is NaN. Levels stop once both sides are at most `kPyramidStop`.
using Pyramid = std::vector<SharedGrid>;
inline constexpr int kPyramidStop = 256;
/// Allocates the levels, a third of the grid's size together, and shares the grid itself. O(cells).
Pyramid MakePyramid(const SharedGrid& grid);

/// `grid` scaled to `shape`: each new cell is the mean of the area that it covers (box filter), or
/// the nearest cell when enlarging. Requires both not empty. O(cells of both).
Grid ResampledGrid(GridView grid, Shape shape);

}  // namespace convlens
