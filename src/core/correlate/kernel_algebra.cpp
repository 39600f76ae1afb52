#include "core/correlate/kernel_algebra.h"

#include <cmath>

namespace convlens::kernel_algebra {
namespace {

/// A grid of `shape` whose cell (r, c) is `value(r, c)`.
template <typename Value>
Grid Built(Shape shape, Value value) {
  Grid grid(shape);
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) grid.at(r, c) = value(r, c);
  }
  return grid;
}

}  // namespace

Grid FlipHorizontally(GridView k) {
  return Built(k.shape(), [&](int r, int c) { return k.at(r, k.width - 1 - c); });
}

Grid FlipVertically(GridView k) {
  return Built(k.shape(), [&](int r, int c) { return k.at(k.height - 1 - r, c); });
}

Grid FlipBoth(GridView k) {
  return Built(k.shape(), [&](int r, int c) { return k.at(k.height - 1 - r, k.width - 1 - c); });
}

Grid Rotate90(GridView k) {
  return Built({k.width, k.height}, [&](int r, int c) { return k.at(k.height - 1 - c, r); });
}

Grid Transpose(GridView k) {
  return Built({k.width, k.height}, [&](int r, int c) { return k.at(c, r); });
}

Grid Negate(GridView k) {
  // 0 - v rather than -v: a cell that shows 0 does not turn into -0.
  return Built(k.shape(), [&](int r, int c) { return 0.0F - k.at(r, c); });
}

Grid Normalize(GridView k) {
  double sum = 0;
  double magnitude = 0;
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) {
      sum += k.at(r, c);
      magnitude += std::abs(k.at(r, c));
    }
  }
  const bool cancels = std::abs(sum) <= magnitude * 1e-6;
  const double divisor = cancels ? magnitude : sum;
  if (divisor == 0) return Grid(k);
  return Built(k.shape(), [&](int r, int c) { return static_cast<float>(k.at(r, c) / divisor); });
}

Grid Resized(GridView k, Shape shape, float fill) {
  return Built(shape,
               [&](int r, int c) { return r < k.height && c < k.width ? k.at(r, c) : fill; });
}

}  // namespace convlens::kernel_algebra
