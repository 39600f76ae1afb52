#pragma once

#include "ui/figure/figure_frame.h"

namespace convlens {

/// Hover, pins, selecting, dragging, painting, resizing, panning and zooming.
void HandleFigurePointer(UiContext& ui, const FigureFrame& frame);

}  // namespace convlens
