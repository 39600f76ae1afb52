#pragma once

#include <vector>

#include "core/grid/grid.h"
#include "core/grid/plane.h"

namespace convlens {

/// A line along which a field has one value, in the coordinates of its samples: x is the column, y
/// the row.
struct ContourLine {
  double level = 0;
  std::vector<Point> points;
  bool closed = false;  ///< the last point goes on to the first
};

/// The lines on which `field`, between its samples bilinear, has the value `level`: marching
/// squares. A cell with a sample that is not finite has none. A saddle is resolved by its middle.
/// Every line is whole: it ends only at the border (or at what is not finite), or is closed.
std::vector<ContourLine> Contours(GridView field, double level);

/// Levels that show the shape of a bowl from its lowest value up: `lowest` plus a geometric series,
/// which spaces the rings of a quadratic evenly in their logarithm, `count` of them, the last at
/// `highest`. Empty when there is no room between both.
std::vector<double> BowlLevels(double lowest, double highest, int count);

}  // namespace convlens
