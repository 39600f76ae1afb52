#include "paint/camera.h"

#include <algorithm>

namespace convlens {
namespace {

// The shift that brings [low, high] to overlap [from, to] by `reach`, or by its own length.
float ShiftIntoSight(float low, float high, float from, float to, float reach) {
  const float overlap = std::min({reach, high - low, to - from});
  if (high < from + overlap) return from + overlap - high;
  if (low > to - overlap) return to - overlap - low;
  return 0;
}

}  // namespace

Point ToPlane(const FigureCamera& camera, ImVec2 pixel) {
  return {(pixel.x - camera.origin.x) / camera.zoom, (pixel.y - camera.origin.y) / camera.zoom};
}

ImVec2 ToPixel(const FigureCamera& camera, Point point) {
  return {camera.origin.x + camera.zoom * point.x, camera.origin.y + camera.zoom * point.y};
}

Rect ToPixels(const FigureCamera& camera, const Rect& rect) {
  const ImVec2 corner = ToPixel(camera, {rect.x, rect.y});
  return {corner.x, corner.y, rect.width * camera.zoom, rect.height * camera.zoom};
}

FigureCamera FitCamera(const Rect& figure, const Rect& bounds, const Margins& margins,
                       float max_zoom) {
  const float width = bounds.width - margins.left - margins.right;
  const float height = bounds.height - margins.top - margins.bottom;
  FigureCamera camera;
  camera.zoom = max_zoom;
  if (figure.width > 0 && figure.height > 0 && width > 0 && height > 0) {
    camera.zoom = std::min({max_zoom, width / figure.width, height / figure.height});
  }
  const Point center = figure.center();
  camera.origin = {bounds.x + margins.left + width / 2 - camera.zoom * center.x,
                   bounds.y + margins.top + height / 2 - camera.zoom * center.y};
  camera.fitted = true;
  return camera;
}

ZoomLimits ZoomLimitsFor(const Figure& figure, float fitted_zoom, float cell_pixels) {
  ZoomLimits limits{fitted_zoom / 4, fitted_zoom};
  for (const FigureGrid& grid : figure.grids) {
    if (grid.cell() > 0) limits.max = std::max(limits.max, cell_pixels / grid.cell());
  }
  return limits;
}

FigureCamera ZoomedAt(FigureCamera camera, ImVec2 pixel, float factor, const ZoomLimits& limits) {
  const Point held = ToPlane(camera, pixel);
  camera.zoom = std::clamp(camera.zoom * factor, limits.min, limits.max);
  camera.origin = {pixel.x - camera.zoom * held.x, pixel.y - camera.zoom * held.y};
  camera.fitted = false;
  return camera;
}

FigureCamera PannedBy(FigureCamera camera, ImVec2 delta) {
  camera.origin = {camera.origin.x + delta.x, camera.origin.y + delta.y};
  camera.fitted = false;
  return camera;
}

FigureCamera KeptInSight(FigureCamera camera, const Rect& figure, const Rect& bounds, float reach) {
  const Rect seen = ToPixels(camera, figure);
  camera.origin.x += ShiftIntoSight(seen.x, seen.right(), bounds.x, bounds.right(), reach);
  camera.origin.y += ShiftIntoSight(seen.y, seen.bottom(), bounds.y, bounds.bottom(), reach);
  return camera;
}

}  // namespace convlens
