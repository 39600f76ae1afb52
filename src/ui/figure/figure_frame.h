#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The panel in one frame: for the pointer as it stood before, for what is drawn as it stands
/// after.
struct FigureFrame {
  Rect bounds;           ///< pixels
  const Figure& figure;  ///< points
  CanvasPointer pointer;

  /// Whether the pointer is over the panel and over none of its controls.
  bool hovered() const { return pointer.over; }
};

}  // namespace convlens
