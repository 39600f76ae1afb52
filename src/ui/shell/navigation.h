#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Before Dear ImGui's frame begins: lets its keyboard navigation have the keys while a menu or
/// list is open, so that arrows and Enter choose and Escape closes it. Else they are the figure's.
void AllowNavigation(UiState& state);

}  // namespace convlens
