#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The panels of learning; `bounds` in pixels.

/// Of the lab's card, of `height` pixels that it shares with the figure: some views need more room
/// than a plot, on a small screen all of it.
float LabCardHeight(const UiContext& ui, float height);
/// Under the learning figure: plots and more.
void DrawLabCard(UiContext& ui, Rect bounds);
/// The inspector's tab.
void DrawLearnTab(UiContext& ui);

}  // namespace convlens
