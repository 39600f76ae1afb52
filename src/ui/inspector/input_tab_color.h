#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Whether a picture is one channel or three: an edit, remembered for the next picture that is
/// opened. With three channels, which of them the figure shows.
void DrawInputColor(UiContext& ui);

}  // namespace convlens
