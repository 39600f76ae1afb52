#pragma once

#include "ui/state/canvas.h"

namespace convlens {

/// The pointer over a canvas that fills `bounds` (pixels), as Dear ImGui knows it. To be called
/// after the controls that lie on the canvas, so that they come first.
CanvasPointer PointerOver(const char* id, const Rect& bounds);

}  // namespace convlens
