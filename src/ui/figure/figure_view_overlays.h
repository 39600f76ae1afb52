#pragma once

#include "ui/figure/figure_frame.h"

namespace convlens {

/// The new shape while a corner is dragged, the corner's handle, and the brush under the pointer.
void DrawEditingMarks(const UiContext& ui, const FigureFrame& frame, ImDrawList* list);
void DrawCellTooltip(const UiContext& ui, const FigureFrame& frame);

}  // namespace convlens
