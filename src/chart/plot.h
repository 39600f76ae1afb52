#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/axis.h"
#include "chart/chart.h"
#include "train/run/loss_series.h"

namespace convlens {

/// One curve of a plot over training steps.
struct PlotSeries {
  enum class Kind {
    kPresent,    ///< of the run that is being looked at
    kCompanion,  ///< beside it: the held-out loss
    kEarlier,    ///< of an earlier run: thin
    kGoal,       ///< a value to reach: dashed
  };
  std::string name;
  std::vector<LossPoint> points;  ///< not empty; `loss` is whatever is plotted
  Kind kind = Kind::kPresent;
  Ink ink = Ink::kError;
  std::string note{};  ///< stands behind the name in the picture: the rate of an earlier run
};

/// What a plot of training shows; every text is translated already.
struct PlotContent {
  std::string title;
  std::string remark;  ///< beside the title, where there is room
  std::vector<PlotSeries> series;
  bool logarithmic = false;
  bool names = true;  ///< whether each curve carries its name
  /// The steps shown; all of them where empty. The values then fit what is seen.
  std::optional<PlotAxis> steps;
  std::optional<int64_t> marked_step;  ///< where the document stands in the run
};

/// The axes of a plot: all steps, or those asked for, and the values seen within them.
struct PlotAxes {
  PlotAxis steps;
  PlotAxis values;
};
PlotAxes AxesOf(const PlotContent& content);

/// `bounds` in points; the title is left out where `with_title` is false (a window draws controls
/// beside it).
Chart PlotChart(const PlotContent& content, Rect bounds, bool with_title);
/// Where the curves lie within `bounds`.
Rect PlotFrame(Rect bounds);

/// `all` zoomed by `factor` (below 1: nearer) around the value at `fraction`, within `all` and at
/// least two steps wide. Nothing when all is seen.
std::optional<PlotAxis> ZoomedSteps(const PlotAxis& all, const PlotAxis& shown, double fraction,
                                    double factor);
/// The range between two steps, in any order, within `all`; nothing when it is narrower than one.
std::optional<PlotAxis> StepsBetween(const PlotAxis& all, double a, double b);

/// A table of all curves: a line for each step that any of them has, a column for each curve, empty
/// where it has no value there. Numbers in full precision; names quoted as RFC 4180 asks.
std::string PlotCsv(const std::vector<PlotSeries>& series);

}  // namespace convlens
