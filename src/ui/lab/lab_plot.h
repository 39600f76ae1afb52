#pragma once

#include "chart/plot.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// The losses of the present run and of the earlier ones.
PlotContent LossContent(UiContext& ui);
/// The kernel's weights and the learned bias over the steps of the present run.
PlotContent WeightContent(UiContext& ui);
/// What the lab's card shows as a plot, or would if it showed one.
PlotContent PresentPlot(UiContext& ui);

/// The plot of `content` in `bounds` (pixels): curves, readout, zoom.
void DrawPlot(UiContext& ui, Rect bounds, const PlotContent& content);

}  // namespace convlens
