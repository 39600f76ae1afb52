#pragma once

#include "ui/ui_state.h"

namespace convlens {

/// Of a picture: whether it is one channel or three, as an edit, and remembered for the next one
/// that is opened. With three channels, which of them the figure shows.
void DrawInputColor(UiContext& ui);

}  // namespace convlens
