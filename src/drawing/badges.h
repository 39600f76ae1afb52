#pragma once

#include "drawing/drawing.h"
#include "scene/figure/figure.h"

namespace convlens {

/// The kernel's factors in the corners of a window's cells.
struct BadgePainting {
  const Figure& figure;
  const DrawingStyle& style;
  Point origin;      ///< of the figure's plane, in pixels
  float zoom = 1;    ///< pixels a point
  float stroke = 1;  ///< pixels per point of lines and tags
};

/// Whether all of them can be read where they are.
bool HasRoomForBadges(const BadgePainting& painting);
/// With as many digits as fit into every badge; no badges where there is no room for all.
void PaintBadges(Drawing& out, const BadgePainting& painting);

/// Where the middle of a cell's number stands above its badge, as a share of the cell's side.
/// `side` in pixels.
float MiddleAboveBadge(const DrawingStyle& style, float side);

}  // namespace convlens
