#pragma once

#include <string>
#include <vector>

#include "paint/theme.h"
#include "render/grid_draw.h"

namespace convlens {

/// The numbers of one grid, written into its cells.
struct NumberPainting {
  const FigureGrid& grid;
  const GridDraw& draw;      ///< where the cells are, in pixels of the draw list
  std::vector<Rect> badged;  ///< cells (in points) whose lower corner carries a badge
  const Theme& theme;
};

/// Numbers of the cells in sight; none where they would be too small to read. The digits after the
/// point give way, down to two significant ones, before a number gets small.
void PaintNumbers(ImDrawList* list, const NumberPainting& painting);

/// The ink for text on `ground`: the theme's text colour, or white or black where its contrast is
/// below 4.5:1. With `quiet`, as near to the ground as 4.5:1 allows.
ImU32 InkOn(const Color& ground, const Theme& theme, bool quiet);

}  // namespace convlens
