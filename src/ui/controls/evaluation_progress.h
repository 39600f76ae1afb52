#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Progress of a long evaluation, with a button that gives it up.
void DrawEvaluationProgress(UiContext& ui, const Rect& bounds);

}  // namespace convlens
