#pragma once

#include "core/grid/summary.h"

namespace convlens {

// The vector parts of summary.h, compiled for every SIMD target and chosen at run time.

/// As `StatisticsOfRow` for rows of finite numbers; with others among them, or where partial sums
/// overflow, `sum` is not finite.
RowStatistics StatisticsOfFiniteRow(const float* cells, int width);

/// out[c] = the mean of cells 2c and 2c + 1 of two rows, for `pairs` cells.
void HalveRows(const float* top, const float* bottom, int pairs, float* out);

}  // namespace convlens
