#pragma once

#include "imgui.h"
#include "scene/figure/figure.h"

namespace convlens {

/// How the figure's plane is seen in the window: pixel = origin + zoom · point.
struct FigureCamera {
  ImVec2 origin{0, 0};
  float zoom = 1;
  bool fitted = true;  ///< follows the window's size until the user pans or zooms
};

/// Arithmetic of the figure's pan and zoom; pixel = origin + zoom · point. All pure.

Point ToPlane(const FigureCamera& camera, ImVec2 pixel);
ImVec2 ToPixel(const FigureCamera& camera, Point point);
/// A rectangle of the plane in window pixels.
Rect ToPixels(const FigureCamera& camera, const Rect& rect);

/// Pixels kept free around the figure when it is fitted.
struct Margins {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
};

/// The camera that shows all of `figure` (points), centred in `bounds` (pixels) less `margins`, at
/// most `max_zoom` pixels per point. An empty figure, or no room, gives `max_zoom`.
FigureCamera FitCamera(const Rect& figure, const Rect& bounds, const Margins& margins,
                       float max_zoom);

struct ZoomLimits {
  float min = 0.1F;
  float max = 64;
};
/// From a quarter of `fitted_zoom` to where the smallest cell of the figure is `cell_pixels` wide,
/// so that single numbers can be read in a large image; never less far than `fitted_zoom`.
ZoomLimits ZoomLimitsFor(const Figure& figure, float fitted_zoom, float cell_pixels);

/// Zoomed by `factor`, the point under `pixel` staying there. No longer fitted.
FigureCamera ZoomedAt(FigureCamera camera, ImVec2 pixel, float factor, const ZoomLimits& limits);
/// Moved by `delta` pixels. No longer fitted.
FigureCamera PannedBy(FigureCamera camera, ImVec2 delta);
/// Moved back just so far that at least `reach` pixels of `figure` stay inside `bounds`: a figure
/// cannot be lost.
FigureCamera KeptInSight(FigureCamera camera, const Rect& figure, const Rect& bounds, float reach);

}  // namespace convlens
