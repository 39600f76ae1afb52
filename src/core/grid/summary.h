#pragma once

#include <limits>
#include <span>

#include "core/grid/statistics.h"

namespace convlens {

// Statistics and pyramids in parts: made band by band while the numbers are still in the cache, and
// patched where an edit changed some. All parts together are `StatisticsOf` and `MakePyramid`, to
// the bit, for every SIMD target. Views have any pitch and alignment; nothing here allocates except
// what returns a vector.

/// What one row adds to the statistics of its grid.
struct RowStatistics {
  float min = std::numeric_limits<float>::infinity();  ///< of the finite cells, as all but counts
  float max = -std::numeric_limits<float>::infinity();
  double sum = 0;
  int nan_count = 0;
  int infinity_count = 0;

  bool operator==(const RowStatistics&) const = default;
};
/// Of `width` cells. O(width).
RowStatistics StatisticsOfRow(const float* cells, int width);

/// The statistics of a grid of rows `width` wide, by all of its rows in order. O(rows).
Statistics CombinedStatistics(std::span<const RowStatistics> rows, int width);

/// The shapes of the levels of a pyramid, that of its grid first. O(levels).
std::vector<Shape> PyramidShapes(Shape grid);

/// The cells of the next coarser level that the cells of `rect` are part of. O(1).
CellRect HalvedRect(CellRect rect);

/// Fills the cells `rect` of `coarse`, the next coarser level of `fine`: each is the mean of the up
/// to four cells that it covers. They must not overlap. O(cells of rect).
void HalveGrid(GridView fine, CellRect rect, MutableGridView coarse);

}  // namespace convlens
