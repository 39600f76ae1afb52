#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "chart/chart.h"
#include "train/run/loss_surface.h"

namespace convlens {

/// The part of a parameter plane that is seen: as wide and as high as the frame, one scale for both
/// axes, so that a step against the gradient is seen at a right angle to the contours.
struct SurfaceWindow {
  PlanePoint center;
  double half_height = 1;  ///< in the unit of the weights

  bool operator==(const SurfaceWindow&) const = default;
};

/// The window that shows `points` (those that are finite) and as much again around them.
SurfaceWindow WindowAround(const std::vector<PlanePoint>& points, double aspect);
/// `window` zoomed by `factor` (below 1: nearer) so that `fixed` stays where it is.
SurfaceWindow ZoomedWindow(const SurfaceWindow& window, PlanePoint fixed, double factor);

/// Between points of a plane and points of a chart.
class SurfaceScale {
 public:
  SurfaceScale(const SurfaceWindow& window, Rect frame);
  Point ToChart(PlanePoint point) const;
  PlanePoint ToPlane(Point point) const;
  PlaneWindow Samples(int rows, int cols) const;

 private:
  SurfaceWindow window_;
  Rect frame_;
  double unit_;  ///< points of the chart per unit of the weights
};

/// The way of an earlier run over the surface.
struct SurfacePath {
  std::vector<PlanePoint> points;
  Ink ink = Ink::kRun1;
};

/// What a loss surface shows; names are translated already.
struct SurfaceContent {
  std::string title;
  std::string s_name;  ///< "K[0,0]"
  std::string t_name;
  std::string lowest_name;  ///< "minimum"
  std::function<double(PlanePoint)> loss;
  std::optional<PlanePoint> lowest;  ///< nothing where there is no single lowest point
  std::vector<SurfacePath> earlier;  ///< of earlier runs
  std::vector<PlanePoint> path;      ///< of the present run, from its start
  PlanePoint now;
};

/// Where the surface is within `bounds`.
Rect SurfaceFrame(Rect bounds);
Chart SurfaceChart(const SurfaceContent& content, const SurfaceWindow& window, Rect bounds,
                   bool with_title);

}  // namespace convlens
