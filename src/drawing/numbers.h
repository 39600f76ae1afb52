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
  bool exact = false;  ///< three digits matter more than their size
};

/// How finely the numbers of a grid are written, from the finest on; each costs less width.
enum class Fineness { kFourDigits, kThreeDigits, kTwoDigits, kTwoDecimals, kOneDecimal };

/// The finest that leaves the numbers of the cells in sight a comfortable size: digits after the
/// point give way, down to two significant ones, before a number gets small.
Fineness FinenessOf(const NumberPainting& painting);

/// Numbers of the cells in sight; none where they would be too small to read. No finer than
/// `most`: grids that are compared have the least fineness of them all.
void PaintNumbers(Drawing& out, const NumberPainting& painting,
                  Fineness most = Fineness::kFourDigits);

/// The ink for text on `ground`: the text colour, or white or black where its contrast is
/// below 4.5:1. With `quiet`, as near to the ground as 4.5:1 allows.
Color InkOn(const Color& ground, const Color& text, bool quiet);

}  // namespace convlens
