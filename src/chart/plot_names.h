#pragma once

#include <optional>
#include <vector>

#include "chart/chart.h"
#include "chart/plot.h"
#include "chart/plot_curve.h"

namespace convlens {

/// The names of curves of several runs, each beside its curve, inside the frame, and clear of other
/// names, of all curves and of the line at `mark` where there is room. None for a curve that is not
/// seen.
std::vector<ChartText> NamesOfRuns(const std::vector<PlotSeries>& series, const PlotArea& area,
                                   std::optional<float> mark);

}  // namespace convlens
