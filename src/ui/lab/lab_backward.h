#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Larger inputs are too small on the screen for their numbers to be read.
inline constexpr int64_t kMostBackwardCells = 1600;

/// In the place of the learning figure: the correlation that gives the gradient.
void DrawBackwardFigure(UiContext& ui, Rect bounds);
/// In the lab's card: which gradient, the steps through it, and the sum of the element.
void DrawBackward(UiContext& ui, Rect card);

}  // namespace convlens
