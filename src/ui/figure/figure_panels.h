#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The panels of the figure; `bounds` in pixels.

/// Figure, hover, pins, editing, pan and zoom.
void DrawFigureView(UiContext& ui, Rect bounds);
/// The sum of the element that is looked at, term by term.
void DrawEquationStrip(UiContext& ui, Rect bounds);

}  // namespace convlens
