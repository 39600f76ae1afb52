#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The panels of a stack of layers; `bounds` in pixels.

/// Whether the strip of layers is shown: for more than one layer, and while the stack is looked at.
bool StackStripShown(const UiContext& ui);
/// In pixels.
float StackStripHeight(const UiContext& ui);
/// A card for each layer.
void DrawStackStrip(UiContext& ui, Rect bounds);
/// All feature maps and receptive fields.
void DrawStackView(UiContext& ui, Rect bounds);
/// The inspector's tab.
void DrawStackTab(UiContext& ui);

}  // namespace convlens
