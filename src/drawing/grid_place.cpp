#include "drawing/grid_place.h"

#include <algorithm>
#include <cmath>

namespace convlens {

int LevelFor(float pixels_a_cell, int levels) {
  // A hair of tolerance: a picture fitted to exactly one pixel per cell is drawn from its own
  // cells.
  constexpr float kAPixel = 0.999F;
  int level = 0;
  for (float texel = pixels_a_cell; texel < kAPixel && level + 1 < levels; texel *= 2) ++level;
  return level;
}

PixelRect Overlap(const PixelRect& a, const PixelRect& b) {
  const float left = std::max(a.x, b.x);
  const float top = std::max(a.y, b.y);
  const float right = std::min(a.x + a.width, b.x + b.width);
  const float bottom = std::min(a.y + a.height, b.y + b.height);
  return {left, top, std::max(0.0F, right - left), std::max(0.0F, bottom - top)};
}

bool IsEmpty(const PixelRect& rect) { return rect.width <= 0 || rect.height <= 0; }

float CellPixels(const GridDraw& draw) {
  return draw.bounds.width / static_cast<float>(draw.region.width);
}

PixelRect PixelsOf(const GridDraw& draw, CellRect cells) {
  const float side = CellPixels(draw);
  return {draw.bounds.x + static_cast<float>(cells.col - draw.region.col) * side,
          draw.bounds.y + static_cast<float>(cells.row - draw.region.row) * side,
          static_cast<float>(cells.width) * side, static_cast<float>(cells.height) * side};
}

CellRect CellsWithin(const GridDraw& draw, const PixelRect& pixels) {
  const PixelRect shared = Overlap(draw.bounds, pixels);
  if (IsEmpty(shared)) return {};
  const float side = CellPixels(draw);
  const auto cell = [side](float from) { return static_cast<int>(std::floor(from / side)); };
  const auto end = [side](float from) { return static_cast<int>(std::ceil(from / side)); };
  const int top = cell(shared.y - draw.bounds.y);
  const int left = cell(shared.x - draw.bounds.x);
  const CellRect cells = {draw.region.row + top, draw.region.col + left,
                          end(shared.y + shared.height - draw.bounds.y) - top,
                          end(shared.x + shared.width - draw.bounds.x) - left};
  return Intersection(cells, draw.region);
}

}  // namespace convlens
