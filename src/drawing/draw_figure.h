#pragma once

#include <functional>
#include <string>

#include "drawing/drawing.h"
#include "scene/figure/figure.h"

namespace convlens {

/// How the plane of a figure is seen on a page.
struct FigureSight {
  Point origin;    ///< pixel of the figure's (0, 0)
  float zoom = 1;  ///< pixels per point of the figure
  Rect clip;       ///< pixels that are seen
  const ViewSettings& view;
  std::function<std::string(const Message&)> translate;
};

/// Everything that is seen of a figure, in the style's colours. Pure; costs as much as there is to
/// be seen. Grids point into the figure's evaluation, which has to outlive the drawing.
Drawing DrawFigure(const Figure& figure, const DrawingStyle& style, const FigureSight& sight);

}  // namespace convlens
