#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The inspector's tabs, but for those of learning and of stacks, which live with their panels.
/// They draw at the cursor of the present window.

void DrawInputTab(UiContext& ui);
void DrawKernelTab(UiContext& ui);
void DrawLayerTab(UiContext& ui);
void DrawViewTab(UiContext& ui);

}  // namespace convlens
