#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Draws `figure` in the window as `camera` sees it, clipped to `bounds` (pixels).
void DrawFigure(ImDrawList* list, const UiContext& ui, const Figure& figure,
                const FigureCamera& camera, const Rect& bounds);

}  // namespace convlens
