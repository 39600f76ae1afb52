#pragma once

#include <array>
#include <optional>

#include "paint/camera.h"

namespace convlens {

/// A figure under the pointer: how its plane is seen, and what the pointer does to it between press
/// and release. A plain state machine: it is told once a frame where the pointer is and answers
/// what there is to do; nothing here asks Dear ImGui.

/// The pointer in one frame. Buttons have ImGui's numbers: left, right, middle.
struct CanvasPointer {
  static constexpr int kButtons = 3;

  ImVec2 at{0, 0};                       ///< pixel
  bool known = true;                     ///< false: the window has lost it
  bool over = false;                     ///< it is over the canvas and over none of its controls
  float wheel = 0;                       ///< turns since the last frame
  std::array<bool, kButtons> down{};     ///< held
  std::array<bool, kButtons> pressed{};  ///< gone down in this frame
  bool space = false;                    ///< held: the left button pans
};

/// What is seen on a canvas.
struct CanvasView {
  const Figure& figure;
  Rect panel;       ///< pixels
  float scale = 1;  ///< pixels a point of the interface
};

/// What a frame of the pointer asks of the canvas' owner.
struct CanvasStep {
  enum class Kind {
    kFree,     ///< nothing is held: the pointer hovers, turns its wheel, presses
    kPan,      ///< the figure moves with the pointer
    kDrag,     ///< of the press that the owner holds
    kRelease,  ///< its end
    kLost      ///< the pointer is held, but nobody knows where
  };
  Kind kind = Kind::kFree;
  bool turned = false;       ///< by the wheel, over the canvas
  std::optional<int> press;  ///< the button that went down on it
  bool pan_begins = false;   ///< with that press, which the owner then leaves alone
};

struct Canvas {
  FigureCamera camera;

  /// The camera shows all of the figure, as long as nobody has panned or zoomed.
  void Fit(const CanvasView& view, const Margins& margins, float largest_zoom);
  /// Takes the pointer of this frame; pans.
  CanvasStep Step(const CanvasPointer& pointer, const CanvasView& view);
  /// The owner makes a drag of the button `pressed` that `Step` has just told: it is followed until
  /// the button is let go.
  void Hold(const CanvasPointer& pointer, int pressed);
  /// Zooms by the wheel, the point under the pointer staying there.
  void Zoom(const CanvasPointer& pointer, const CanvasView& view);

  bool held() const { return hold != Grip::kNone; }
  /// How far the pointer is from where it was pressed, in pixels.
  float MovedBy(const CanvasPointer& pointer) const;

  enum class Grip { kNone, kPan, kOwner };
  Grip hold = Grip::kNone;
  int button = 0;      ///< the one that is held
  ImVec2 start{0, 0};  ///< pixel of its press
  ImVec2 last{0, 0};   ///< pixel of the frame before, while panning
};

}  // namespace convlens
