#pragma once

#include "drawing/grid_draw.h"

namespace convlens {

/// Where the cells of a drawn grid are.

PixelRect Overlap(const PixelRect& a, const PixelRect& b);
bool IsEmpty(const PixelRect& rect);

/// Pixels a cell.
float CellPixels(const GridDraw& draw);
/// Where `cells` of the whole grid lie.
PixelRect PixelsOf(const GridDraw& draw, CellRect cells);
/// The cells at least partly within `pixels`; empty when none is.
CellRect CellsWithin(const GridDraw& draw, const PixelRect& pixels);

/// The finest level of `levels` of a pyramid whose texels are not smaller than a pixel.
int LevelFor(float pixels_a_cell, int levels);

}  // namespace convlens
