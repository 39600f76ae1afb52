#include <algorithm>
#include <cmath>

#include "scene/figure/figure.h"

// Where the cells of a laid out grid are, and what is under a point.

namespace convlens {

CellRect FigureGrid::padded_region() const {
  return {region.row - padding.top, region.col - padding.left, region.height + padding.rows(),
          region.width + padding.cols()};
}

Rect FigureGrid::CellBounds(Cell at) const { return RectBounds({at.row, at.col, 1, 1}); }

Rect FigureGrid::RectBounds(CellRect rect) const {
  const float size = cell();
  return {bounds.x + static_cast<float>(rect.col - region.col) * size,
          bounds.y + static_cast<float>(rect.row - region.row) * size,
          static_cast<float>(rect.width) * size, static_cast<float>(rect.height) * size};
}

int FigureGrid::cards() const { return std::clamp(channels - 1, 0, kMostCards); }

Rect FigureGrid::cards_bounds() const {
  const float step = kCardStep * static_cast<float>(cards());
  const Rect front = padded_bounds();
  return {front.x, front.y, front.width + step, front.height + step};
}

std::optional<FigureHit> HitTest(const Figure& figure, Point point) {
  for (size_t i = figure.grids.size(); i-- > 0;) {
    const FigureGrid& grid = figure.grids[i];
    if (!grid.bounds.Contains(point) || grid.cell() <= 0) continue;
    const int row = static_cast<int>((point.y - grid.bounds.y) / grid.cell());
    const int col = static_cast<int>((point.x - grid.bounds.x) / grid.cell());
    return FigureHit{i,
                     {grid.region.row + std::min(row, grid.region.height - 1),
                      grid.region.col + std::min(col, grid.region.width - 1)}};
  }
  return std::nullopt;
}

std::optional<size_t> HitBehind(const Figure& figure, Point point) {
  for (size_t i = figure.grids.size(); i-- > 0;) {
    const FigureGrid& grid = figure.grids[i];
    if (grid.padded_bounds().Contains(point)) return std::nullopt;
    Rect card = grid.padded_bounds();
    for (int behind = 0; behind < grid.cards(); ++behind) {
      card.x += kCardStep;
      card.y += kCardStep;
      if (card.Contains(point)) return i;
    }
  }
  return std::nullopt;
}

std::optional<size_t> HitCorner(const Figure& figure, Point point, float reach) {
  for (size_t i = figure.grids.size(); i-- > 0;) {
    const FigureGrid& grid = figure.grids[i];
    const float dx = point.x - grid.bounds.right();
    const float dy = point.y - grid.bounds.bottom();
    if (!grid.close_up && std::fabs(dx) <= reach && std::fabs(dy) <= reach) return i;
  }
  return std::nullopt;
}

}  // namespace convlens
