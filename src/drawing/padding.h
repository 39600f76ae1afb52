#pragma once

#include "drawing/drawing.h"
#include "scene/figure/figure.h"

namespace convlens {

/// What is not a number of the input: the cells of the padding around it, hatched, each with the
/// value that the layer reads there where it can be read; the zeros that a transposed convolution
/// inserts; and what no window reaches.
struct PaddingPainting {
  const Figure& figure;
  const DrawingStyle& style;
  Point origin;       ///< of the figure's plane, in pixels
  float zoom = 1;     ///< pixels per point
  bool show_numbers;  ///< whether values are written
  bool show_badges;   ///< whether a badge may stand in the lower corner of a cell
};

void PaintPadding(Drawing& out, const PaddingPainting& painting);

}  // namespace convlens
