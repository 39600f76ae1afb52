#pragma once

#include <span>
#include <vector>

#include "chart/axis.h"
#include "core/grid/plane.h"
#include "train/run/loss_series.h"

namespace convlens {

/// Where a plot is on the screen and what its axes show.
struct PlotArea {
  Rect bounds;  ///< pixels; step 0 and the lowest loss are at its lower left corner
  PlotAxis steps;
  PlotAxis losses;

  Point PointOf(const LossPoint& point) const;  ///< kept within the height of `bounds`
};

/// Connected runs of points in pixels. Where many steps fall into one column of pixels only its
/// first, lowest, highest and last point remain, so drawing costs no more than the width. A NaN
/// breaks the line; what is too large or too small for the axis is drawn on its edge.
std::vector<std::vector<Point>> PlotCurve(std::span<const LossPoint> points, const PlotArea& area);

/// The point whose step is nearest to `step`; nullptr when there is none.
const LossPoint* NearestPoint(std::span<const LossPoint> points, double step);

}  // namespace convlens
