#pragma once

#include "chart/chart.h"
#include "paint/theme.h"

namespace convlens {

/// The theme's colours for a file.
ChartColors ColorsOf(const Theme& theme);

/// Draws a chart with its (0, 0) at `origin`; `theme.scale` pixels per point.
void PaintChart(ImDrawList* list, const Theme& theme, const Chart& chart, ImVec2 origin);

}  // namespace convlens
