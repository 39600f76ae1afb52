#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The panel in one frame, as it stood before this frame's input.
struct FigureFrame {
  Rect bounds;           ///< pixels
  const Figure& figure;  ///< points
  bool hovered = false;  ///< the pointer is over the panel and over none of its controls
};

}  // namespace convlens
