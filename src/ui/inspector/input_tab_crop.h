#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The section of the Input tab that cuts the input to a region given by numbers.
void DrawCrop(UiContext& ui);

}  // namespace convlens
