#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Whether there is a pass to draw.
bool HasBackwardFigure(UiContext& ui);
/// In the place of the learning figure: the correlation that gives the gradient. Requires one.
void DrawBackwardFigure(UiContext& ui, Rect bounds);
/// In the lab's card: which gradient, the steps through it, and the sum of the element.
void DrawBackward(UiContext& ui, Rect card);

}  // namespace convlens
