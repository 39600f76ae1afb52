#pragma once

#include <string>
#include <vector>

#include "drawing/drawing.h"
#include "drawing/grid_draw.h"

namespace convlens {

/// The numbers of one grid, written into its cells.
struct NumberPainting {
  const FigureGrid& grid;
  const GridDraw& draw;      ///< where the cells are, in pixels of the page
  std::vector<Rect> badged;  ///< cells (in points) whose lower corner carries a badge
  const DrawingStyle& style;
};

/// Numbers of the cells in sight; none where they would be too small to read. The digits after the
/// point give way, down to two significant ones, before a number gets small.
void PaintNumbers(Drawing& out, const NumberPainting& painting);

/// The ink for text on `ground`: the text colour, or white or black where its contrast is
/// below 4.5:1. With `quiet`, as near to the ground as 4.5:1 allows.
Color InkOn(const Color& ground, const Color& text, bool quiet);

}  // namespace convlens
