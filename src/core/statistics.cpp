#include "core/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr int kLanes = 16;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Running minimum, maximum and sum in lanes, shaped so that the compiler makes vectors of them.
struct Lanes {
  std::array<float, kLanes> min;
  std::array<float, kLanes> max;
  std::array<float, kLanes> sum;

  Lanes() {
    min.fill(kInfinity);
    max.fill(-kInfinity);
    sum.fill(0);
  }
};

/// What one row adds to the whole.
struct RowSums {
  float min = kInfinity;
  float max = -kInfinity;
  double sum = 0;
  int64_t nan_count = 0;
  int64_t infinity_count = 0;
};

void AddCell(float value, RowSums& row) {
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

RowSums CheckedRow(const float* values, int width) {
  RowSums row;
  for (int c = 0; c < width; ++c) AddCell(values[c], row);
  return row;
}

/// `CheckedRow` for rows of finite numbers; with others among them `sum` is not finite.
RowSums FastRow(const float* values, int width) {
  constexpr int kFlush = 256;  // cells a lane sums in float32 before double takes over: 16 of them
  RowSums row;
  int c = 0;
  while (c + kLanes <= width) {
    Lanes lanes;
    const int end = std::min(width, c + kFlush);
    for (; c + kLanes <= end; c += kLanes) {
      for (size_t i = 0; i < kLanes; ++i) {
        const float value = values[c + static_cast<int>(i)];
        lanes.min[i] = value < lanes.min[i] ? value : lanes.min[i];
        lanes.max[i] = value > lanes.max[i] ? value : lanes.max[i];
        lanes.sum[i] += value;
      }
    }
    for (size_t i = 0; i < kLanes; ++i) {
      row.min = std::min(row.min, lanes.min[i]);
      row.max = std::max(row.max, lanes.max[i]);
      row.sum += lanes.sum[i];
    }
  }
  for (; c < width; ++c) {
    row.min = std::min(row.min, values[c]);
    row.max = std::max(row.max, values[c]);
    row.sum += values[c];
  }
  return row;
}

}  // namespace

Statistics StatisticsOf(GridView grid) {
  RowSums total;
  for (int r = 0; r < grid.height; ++r) {
    RowSums row = FastRow(grid.row(r), grid.width);
    if (!std::isfinite(row.sum)) row = CheckedRow(grid.row(r), grid.width);
    total.min = std::min(total.min, row.min);
    total.max = std::max(total.max, row.max);
    total.sum += row.sum;
    total.nan_count += row.nan_count;
    total.infinity_count += row.infinity_count;
  }
  const int64_t finite = grid.shape().count() - total.nan_count - total.infinity_count;
  if (finite == 0) return {0, 0, 0, total.nan_count, total.infinity_count};
  return {total.min, total.max, total.sum / static_cast<double>(finite), total.nan_count,
          total.infinity_count};
}

}  // namespace convlens
