#include "core/grid/statistics.h"

#include <algorithm>
#include <cmath>

#include "core/grid/simd/summary_routines.h"
#include "core/grid/summary.h"

namespace convlens {
namespace {

void AddCell(float value, RowStatistics& row) {
  if (std::isnan(value)) {
    ++row.nan_count;
  } else if (std::isinf(value)) {
    ++row.infinity_count;
  } else {
    row.min = value < row.min ? value : row.min;
    row.max = value > row.max ? value : row.max;
    row.sum += value;
  }
}

/// The statistics of rows that are added one after the other.
struct Total {
  RowStatistics rows;
  int64_t nan_count = 0;
  int64_t infinity_count = 0;

  void Add(const RowStatistics& row) {
    rows.min = std::min(rows.min, row.min);
    rows.max = std::max(rows.max, row.max);
    rows.sum += row.sum;
    nan_count += row.nan_count;
    infinity_count += row.infinity_count;
  }
  Statistics Of(int64_t cells) const {
    const int64_t finite = cells - nan_count - infinity_count;
    if (finite == 0) return {0, 0, 0, nan_count, infinity_count};
    return {rows.min, rows.max, rows.sum / static_cast<double>(finite), nan_count, infinity_count};
  }
};

}  // namespace

RowStatistics StatisticsOfRow(const float* cells, int width) {
  const RowStatistics fast = StatisticsOfFiniteRow(cells, width);
  if (std::isfinite(fast.sum)) return fast;
  RowStatistics row;
  for (int c = 0; c < width; ++c) AddCell(cells[c], row);
  return row;
}

Statistics CombinedStatistics(std::span<const RowStatistics> rows, int width) {
  Total total;
  for (const RowStatistics& row : rows) total.Add(row);
  return total.Of(static_cast<int64_t>(rows.size()) * width);
}

Statistics StatisticsOf(GridView grid) {
  Total total;
  for (int r = 0; r < grid.height; ++r) total.Add(StatisticsOfRow(grid.row(r), grid.width));
  return total.Of(grid.shape().count());
}

}  // namespace convlens
