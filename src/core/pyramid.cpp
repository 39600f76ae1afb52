#include <algorithm>

#include "core/statistics.h"

namespace convlens {
namespace {

/// The mean of each 2×2 block of two rows; an odd last column stands for its missing neighbour.
void HalveRows(const float* top, const float* bottom, int width, float* out) {
  const int pairs = width / 2;
  for (int c = 0; c < pairs; ++c) {
    out[c] = 0.25F * ((top[2 * c] + top[2 * c + 1]) + (bottom[2 * c] + bottom[2 * c + 1]));
  }
  if (width % 2 != 0) out[pairs] = 0.5F * (top[width - 1] + bottom[width - 1]);
}

Grid Halved(const Grid& grid) {
  Grid half((grid.height() + 1) / 2, (grid.width() + 1) / 2);
  for (int r = 0; r < half.height(); ++r) {
    // The mean of an odd last row with itself is the row.
    const int below = std::min(2 * r + 1, grid.height() - 1);
    HalveRows(grid.row(2 * r), grid.row(below), grid.width(), half.row(r));
  }
  return half;
}

}  // namespace

Pyramid MakePyramid(const SharedGrid& grid) {
  Pyramid pyramid{grid};
  while (pyramid.back()->height() > kPyramidStop || pyramid.back()->width() > kPyramidStop) {
    pyramid.emplace_back(Halved(*pyramid.back()));
  }
  return pyramid;
}

}  // namespace convlens
