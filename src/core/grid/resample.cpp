#include <algorithm>
#include <cmath>
#include <vector>

#include "core/grid/statistics.h"

namespace convlens {
namespace {

/// One new cell along one axis: the old cells [first, first + weights.size()) and their shares of
/// its area, which sum to 1. No share is zero, so a NaN next to the area does not leak in.
struct Coverage {
  int first = 0;
  std::vector<float> weights;
};

Coverage NearestTo(int index, int from, int to) {
  const int64_t old = (int64_t{2} * index + 1) * from / (int64_t{2} * to);
  return {static_cast<int>(old), {1.0F}};
}

Coverage AreaOf(int index, int from, int to) {
  const double scale = static_cast<double>(from) / to;
  const double begin = index * scale;
  const double end = std::min<double>(from, (index + 1) * scale);
  Coverage coverage;
  coverage.first = static_cast<int>(begin);
  for (int old = coverage.first; old < from && old < end; ++old) {
    const double share = std::min(end, old + 1.0) - std::max(begin, static_cast<double>(old));
    // Less than the rounding of the borders: a cell that is only touched.
    if (share < 1e-9 * scale && !coverage.weights.empty()) break;
    coverage.weights.push_back(static_cast<float>(share / scale));
  }
  return coverage;
}

std::vector<Coverage> Axis(int from, int to) {
  std::vector<Coverage> axis;
  axis.reserve(static_cast<size_t>(to));
  for (int i = 0; i < to; ++i) {
    axis.push_back(to >= from ? NearestTo(i, from, to) : AreaOf(i, from, to));
  }
  return axis;
}

/// The weighted sum of the covered rows: the vertical half of the work, in whole rows.
void MixRows(GridView grid, const Coverage& coverage, std::vector<float>& mixed) {
  std::fill(mixed.begin(), mixed.end(), 0.0F);
  for (size_t i = 0; i < coverage.weights.size(); ++i) {
    const float weight = coverage.weights[i];
    const float* row = grid.row(coverage.first + static_cast<int>(i));
    for (size_t c = 0; c < mixed.size(); ++c) mixed[c] += weight * row[c];
  }
}

float MixColumns(const std::vector<float>& mixed, const Coverage& coverage) {
  float sum = 0;
  for (size_t i = 0; i < coverage.weights.size(); ++i) {
    sum += coverage.weights[i] * mixed[static_cast<size_t>(coverage.first) + i];
  }
  return sum;
}

}  // namespace

Grid ResampledGrid(GridView grid, Shape shape) {
  if (grid.shape() == shape) return Grid(grid);
  Grid result(shape);
  if (shape.empty() || grid.shape().empty()) return result;
  const std::vector<Coverage> rows = Axis(grid.height, shape.height);
  const std::vector<Coverage> columns = Axis(grid.width, shape.width);
  std::vector<float> mixed(static_cast<size_t>(grid.width));
  for (int r = 0; r < shape.height; ++r) {
    MixRows(grid, rows[static_cast<size_t>(r)], mixed);
    for (int c = 0; c < shape.width; ++c) {
      result.at(r, c) = MixColumns(mixed, columns[static_cast<size_t>(c)]);
    }
  }
  return result;
}

}  // namespace convlens
