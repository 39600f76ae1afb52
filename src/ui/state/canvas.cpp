#include "ui/state/canvas.h"

#include <cmath>

namespace convlens {
namespace {

constexpr float kReadableCell = 96;  // points of the smallest cell at the largest zoom
constexpr float kZoomNotch = 1.15F;
constexpr float kKeptInSight = 48;  // points of the figure, at least

FigureCamera InSight(const FigureCamera& camera, const CanvasView& view) {
  return KeptInSight(camera, view.figure.bounds, view.panel, kKeptInSight * view.scale);
}

}  // namespace

void Canvas::Fit(const CanvasView& view, const Margins& margins, float largest_zoom) {
  if (camera.fitted) camera = FitCamera(view.figure.bounds, view.panel, margins, largest_zoom);
}

CanvasStep Canvas::Step(const CanvasPointer& pointer, const CanvasView& view) {
  if (held()) {
    const bool pans = hold == Grip::kPan;
    if (!pointer.down[static_cast<size_t>(button)]) {
      hold = Grip::kNone;
      return {pans ? CanvasStep::Kind::kPan : CanvasStep::Kind::kRelease, false, {}, false};
    }
    if (!pointer.known) return {CanvasStep::Kind::kLost, false, {}, false};
    if (!pans) return {CanvasStep::Kind::kDrag, false, {}, false};
    const ImVec2 delta{pointer.at.x - last.x, pointer.at.y - last.y};
    last = pointer.at;
    if (delta.x != 0 || delta.y != 0) camera = InSight(PannedBy(camera, delta), view);
    return {CanvasStep::Kind::kPan, false, {}, false};
  }
  CanvasStep step;
  if (!pointer.over) return step;
  step.turned = pointer.wheel != 0;
  for (int pressed = 0; pressed < CanvasPointer::kButtons; ++pressed) {
    if (!pointer.pressed[static_cast<size_t>(pressed)]) continue;
    step.press = pressed;
    const bool left = pressed == ImGuiMouseButton_Left;
    step.pan_begins = pressed == ImGuiMouseButton_Middle || (left && pointer.space);
    if (step.pan_begins) {
      Hold(pointer, pressed);
      hold = Grip::kPan;
    }
    break;
  }
  return step;
}

void Canvas::Hold(const CanvasPointer& pointer, int pressed) {
  hold = Grip::kOwner;
  button = pressed;
  start = pointer.at;
  last = pointer.at;
}

void Canvas::Zoom(const CanvasPointer& pointer, const CanvasView& view) {
  const float fitted = FitCamera(view.figure.bounds, view.panel, {}, view.scale).zoom;
  const ZoomLimits limits = ZoomLimitsFor(view.figure, fitted, kReadableCell * view.scale);
  const float factor = std::pow(kZoomNotch, pointer.wheel);
  camera = InSight(ZoomedAt(camera, pointer.at, factor, limits), view);
}

float Canvas::MovedBy(const CanvasPointer& pointer) const {
  return std::hypot(pointer.at.x - start.x, pointer.at.y - start.y);
}

}  // namespace convlens
