#include "chart/plot.h"

#include <algorithm>
#include <cmath>

#include "chart/plot_curve.h"
#include "chart/plot_names.h"
#include "core/grid/number_text.h"

namespace convlens {
namespace {

// Distances in points.
constexpr float kHeader = 46;
constexpr float kLeft = 58;
constexpr float kRight = 24;
constexpr float kBottom = 34;
constexpr float kTickHeight = 30;
constexpr float kTickWidth = 58;
constexpr size_t kMostDots = 40;
constexpr double kFewestSteps = 2;

std::string StepText(double step) {
  return step < 1e6 ? std::to_string(std::llround(step)) : ShortNumber(step);
}

double LastStep(const std::vector<PlotSeries>& series) {
  int64_t last = 0;
  for (const PlotSeries& s : series) last = std::max(last, s.points.back().step);
  return static_cast<double>(last);
}

PlotAxis AllSteps(const PlotContent& content) { return StepAxis(LastStep(content.series)); }

// What is seen, with the neighbours beyond both ends, where the curve leaves the frame.
ValueRange SeenValues(const PlotContent& content, const PlotAxis& steps) {
  ValueRange range(content.logarithmic);
  for (const PlotSeries& series : content.series) {
    if (series.kind == PlotSeries::Kind::kGoal) {
      range.Add(series.points.back().loss);
      continue;
    }
    for (size_t i = 0; i < series.points.size(); ++i) {
      const auto step = static_cast<double>(series.points[i].step);
      if (step >= steps.low && step <= steps.high) range.Add(series.points[i].loss);
    }
  }
  return range;
}

// A logarithmic axis for values some of which are zero: below the smallest that is not, it goes on
// for two decades and ends with what stands for zero.
PlotAxis LogarithmicAxisFromZero(const ValueRange& range) {
  PlotAxis axis = LogarithmicAxis(range);
  axis.low = std::pow(10.0, std::floor(std::log10(axis.low)) - 2);
  axis.from_zero = true;
  return axis;
}

bool SeesZero(const PlotContent& content, const PlotAxis& steps) {
  for (const PlotSeries& series : content.series) {
    for (const LossPoint& point : series.points) {
      const auto step = static_cast<double>(point.step);
      if (point.loss == 0 && step >= steps.low && step <= steps.high) return true;
    }
  }
  return false;
}

struct Look {
  float width;
  float opacity;
  float dot;
};

Look LookOf(PlotSeries::Kind kind) {
  switch (kind) {
    case PlotSeries::Kind::kPresent:
      return {2, 1, 3.5F};
    case PlotSeries::Kind::kCompanion:
      return {2, 1, 2.5F};
    case PlotSeries::Kind::kEarlier:
      return {1.5F, 0.85F, 2};
    case PlotSeries::Kind::kGoal:
      return {1.25F, 0.8F, 0};
  }
  return {1, 1, 1};
}

void AddAxes(Chart& chart, const PlotArea& area) {
  const Rect& b = area.bounds;
  const int rows = std::max(2, static_cast<int>(b.height / kTickHeight));
  for (const double value : AxisTicks(area.losses, rows)) {
    const float y = b.bottom() - b.height * static_cast<float>(area.losses.FractionOf(value));
    const Ink ink = value == 0 ? Ink::kDim : Ink::kLine;
    chart.lines.push_back({{{b.x, y}, {b.right(), y}}, ink, 1, value == 0 ? 0.6F : 1});
    const bool zero = area.losses.from_zero && value <= area.losses.low;
    chart.texts.push_back(
        {{b.x - 10, y}, ShortNumber(zero ? 0 : value), Ink::kDim, ChartText::Anchor::kEnd});
  }
  const int columns = std::clamp(static_cast<int>(b.width / kTickWidth), 2, 12);
  for (const double step : AxisTicks(area.steps, columns, true)) {
    const float x = b.x + b.width * static_cast<float>(area.steps.FractionOf(step));
    chart.texts.push_back(
        {{x, b.bottom() + 20}, StepText(step), Ink::kDim, ChartText::Anchor::kMiddle});
  }
}

void AddSeries(Chart& chart, const PlotArea& area, const PlotSeries& series) {
  const Look look = LookOf(series.kind);
  const bool goal = series.kind == PlotSeries::Kind::kGoal;
  for (std::vector<Point>& points : PlotCurve(series.points, area)) {
    if (goal) {
      points = {{area.bounds.x, points.back().y}, {area.bounds.right(), points.back().y}};
    }
    ChartLine line{std::move(points), series.ink, look.width, look.opacity};
    line.dashed = goal;
    line.clipped = true;
    chart.lines.push_back(std::move(line));
  }
  if (look.dot <= 0) return;
  const bool all = series.kind != PlotSeries::Kind::kEarlier && series.points.size() <= kMostDots;
  for (const LossPoint& point : series.points) {
    const bool last = &point == &series.points.back();
    if (std::isnan(point.loss) || !(all || last)) continue;
    chart.dots.push_back({area.PointOf(point), look.dot, series.ink, look.opacity, false, true});
  }
}

// Curves that end together carry their names at their ends, pushed apart where they would overlap.
void AddEndNames(Chart& chart, const PlotArea& area, const std::vector<PlotSeries>& series) {
  constexpr float kApart = 14;
  std::vector<ChartText> names;
  for (const PlotSeries& s : series) {
    if (s.kind == PlotSeries::Kind::kGoal || std::isnan(s.points.back().loss)) continue;
    const float y = area.PointOf(s.points.back()).y;
    names.push_back({{area.bounds.right() - 4, y - 10},
                     s.name,
                     s.ink,
                     ChartText::Anchor::kEnd,
                     ChartText::Size::kSmall,
                     true});
  }
  std::sort(names.begin(), names.end(),
            [](const ChartText& a, const ChartText& b) { return a.at.y < b.at.y; });
  float lowest = area.bounds.y + 4;
  for (ChartText& name : names) {
    name.at.y = std::max(name.at.y, lowest);
    lowest = name.at.y + kApart;
  }
  float highest = area.bounds.bottom() - 8;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    name->at.y = std::min(name->at.y, highest);
    highest = name->at.y - kApart;
  }
  chart.texts.insert(chart.texts.end(), names.begin(), names.end());
}

bool AreRuns(const std::vector<PlotSeries>& series) {
  return std::any_of(series.begin(), series.end(), [](const PlotSeries& s) {
    return s.kind == PlotSeries::Kind::kEarlier || s.kind == PlotSeries::Kind::kCompanion;
  });
}

std::optional<float> PlaceOfMark(const PlotContent& content, const PlotArea& area) {
  if (!content.marked_step) return std::nullopt;
  const double fraction = area.steps.FractionOf(static_cast<double>(*content.marked_step));
  if (fraction < 0 || fraction > 1) return std::nullopt;
  return area.bounds.x + area.bounds.width * static_cast<float>(fraction);
}

void AddMark(Chart& chart, const PlotArea& area, float x) {
  const Rect& b = area.bounds;
  chart.lines.push_back({{{x, b.y}, {x, b.bottom()}}, Ink::kKernel, 1.5F});
  chart.dots.push_back({{x, b.bottom()}, 6, Ink::kKernel});
}

}  // namespace

Rect PlotFrame(Rect bounds) {
  return {bounds.x + kLeft, bounds.y + kHeader, std::max(1.0F, bounds.width - kLeft - kRight),
          std::max(1.0F, bounds.height - kHeader - kBottom)};
}

PlotAxes AxesOf(const PlotContent& content) {
  const PlotAxis steps = content.steps.value_or(AllSteps(content));
  const ValueRange range = SeenValues(content, steps);
  if (content.logarithmic && SeesZero(content, steps)) {
    // Where everything is zero there are no decades to show.
    return {steps, range.empty() ? LinearAxis(range) : LogarithmicAxisFromZero(range)};
  }
  if (content.logarithmic) return {steps, LogarithmicAxis(range)};
  const bool signed_values = !range.empty() && range.low() < 0;
  return {steps, signed_values ? SpanningAxis(range) : LinearAxis(range)};
}

Chart PlotChart(const PlotContent& content, Rect bounds, bool with_title) {
  Chart chart;
  chart.bounds = bounds;
  chart.frame = PlotFrame(bounds);
  if (with_title) {
    chart.texts.push_back({{bounds.x + 18, bounds.y + 23},
                           content.title,
                           Ink::kText,
                           ChartText::Anchor::kStart,
                           ChartText::Size::kBold});
  }
  if (content.series.empty()) return chart;
  const PlotAxes axes = AxesOf(content);
  const PlotArea area{chart.frame, axes.steps, axes.values};
  AddAxes(chart, area);
  for (const PlotSeries& series : content.series) AddSeries(chart, area, series);
  const std::optional<float> mark = PlaceOfMark(content, area);
  if (mark) AddMark(chart, area, *mark);
  if (!content.names || content.series.size() < 2) return chart;
  if (AreRuns(content.series)) {
    const std::vector<ChartText> names = NamesOfRuns(content.series, area, mark);
    chart.texts.insert(chart.texts.end(), names.begin(), names.end());
  } else {
    AddEndNames(chart, area, content.series);
  }
  return chart;
}

std::optional<PlotAxis> ZoomedSteps(const PlotAxis& all, const PlotAxis& shown, double fraction,
                                    double factor) {
  const double center = shown.ValueAt(fraction);
  const double width = std::max(kFewestSteps, (shown.high - shown.low) * factor);
  if (width >= all.high - all.low) return std::nullopt;
  const double low = std::clamp(center - fraction * width, all.low, all.high - width);
  return PlotAxis{low, low + width, false};
}

std::optional<PlotAxis> StepsBetween(const PlotAxis& all, double a, double b) {
  const double low = std::clamp(std::min(a, b), all.low, all.high);
  const double high = std::clamp(std::max(a, b), all.low, all.high);
  if (high - low < 1) return std::nullopt;
  return PlotAxis{low, high, false};
}

}  // namespace convlens
