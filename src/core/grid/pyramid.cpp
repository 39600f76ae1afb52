#include <algorithm>

#include "core/grid/simd/summary_routines.h"
#include "core/grid/statistics.h"
#include "core/grid/summary.h"

namespace convlens {

std::vector<Shape> PyramidShapes(Shape grid) {
  std::vector<Shape> shapes{grid};
  while (shapes.back().height > kPyramidStop || shapes.back().width > kPyramidStop) {
    shapes.push_back({(shapes.back().height + 1) / 2, (shapes.back().width + 1) / 2});
  }
  return shapes;
}

CellRect HalvedRect(CellRect rect) {
  if (rect.empty()) return {};
  const int row = rect.row / 2;
  const int col = rect.col / 2;
  return {row, col, (rect.row + rect.height + 1) / 2 - row, (rect.col + rect.width + 1) / 2 - col};
}

void HalveGrid(GridView fine, CellRect rect, MutableGridView coarse) {
  const int end = rect.col + rect.width;
  const int pairs = std::min(end, fine.width / 2) - rect.col;
  for (int r = rect.row; r < rect.row + rect.height; ++r) {
    // The mean of an odd last row with itself is the row.
    const float* top = fine.row(2 * r);
    const float* bottom = fine.row(std::min(2 * r + 1, fine.height - 1));
    HalveRows(top + 2 * rect.col, bottom + 2 * rect.col, pairs, coarse.row(r) + rect.col);
    // An odd last column stands for its missing neighbour.
    if (rect.col + pairs < end) {
      coarse.at(r, end - 1) = 0.5F * (top[fine.width - 1] + bottom[fine.width - 1]);
    }
  }
}

Pyramid MakePyramid(const SharedGrid& grid) {
  Pyramid pyramid{grid};
  const std::vector<Shape> shapes = PyramidShapes(grid->shape());
  for (size_t i = 1; i < shapes.size(); ++i) {
    Grid level = Grid::Unfilled(shapes[i]);
    HalveGrid(*pyramid.back(), {0, 0, level.height(), level.width()}, level);
    pyramid.emplace_back(std::move(level));
  }
  return pyramid;
}

}  // namespace convlens
