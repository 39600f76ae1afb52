#include <algorithm>
#include <array>
#include <cmath>

#include "scene/number_text.h"
#include "ui/inspection.h"
#include "ui/inspector_parts.h"
#include "ui/loss_plot_curve.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace convlens {
namespace {

// Distances in points.
constexpr float kHeader = 46;
constexpr float kLeft = 58;
constexpr float kRight = 24;
constexpr float kBottom = 30;
constexpr float kTickHeight = 30;
constexpr float kTickWidth = 50;
constexpr size_t kMostDots = 40;

ImVec2 At(Point p) { return {p.x, p.y}; }

ImVec2 SizeOf(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
}

void Text(ImFont* font, ImVec2 at, ImU32 color, const std::string& text) {
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, color, text.c_str());
}

struct Run {
  std::vector<LossPoint> points;  ///< not empty
  std::string name;
  bool present = false;
};

// The losses were taken before each update; where the kernel still is what the run made of it, its
// present loss is the last point.
std::vector<LossPoint> PresentPoints(const Workbench& bench) {
  const TrainingSnapshot& training = bench.training();
  std::vector<LossPoint> points = training.losses.points();
  const Evaluation& evaluation = bench.evaluation();
  const bool evaluated = !evaluation.target_problem &&
                         *evaluation.document.layer.kernel == training.state.kernel &&
                         evaluation.document.layer.bias == training.state.bias;
  if (!points.empty() && evaluated && points.back().step < training.state.step) {
    points.push_back({training.state.step, evaluation.loss});
  }
  return points;
}

std::vector<Run> RunsOf(UiContext& ui) {
  std::vector<Run> runs;
  runs.reserve(ui.bench.earlier_runs().size() + 1);
  for (const LossSeries& earlier : ui.bench.earlier_runs()) {
    const std::string number = std::to_string(runs.size() + 1);
    if (!earlier.empty()) runs.push_back({earlier.points(), ui.tr("run {}", number)});
  }
  std::vector<LossPoint> present = PresentPoints(ui.bench);
  if (!present.empty()) runs.push_back({std::move(present), ui.tr("this run"), true});
  return runs;
}

PlotArea AreaOf(const Theme& theme, Rect card, const std::vector<Run>& runs, bool logarithmic) {
  ValueRange range(logarithmic);
  int64_t last = 0;
  for (const Run& run : runs) {
    for (const LossPoint& point : run.points) range.Add(point.loss);
    last = std::max(last, run.points.back().step);
  }
  PlotArea area;
  area.bounds = {card.x + theme.px(kLeft), card.y + theme.px(kHeader),
                 card.width - theme.px(kLeft + kRight), card.height - theme.px(kHeader + kBottom)};
  area.steps = StepAxis(static_cast<double>(last));
  area.losses = logarithmic ? LogarithmicAxis(range) : LinearAxis(range);
  return area;
}

std::string StepText(double step) {
  return step < 1e6 ? std::to_string(std::llround(step)) : ShortNumber(step);
}

void DrawAxes(UiContext& ui, const PlotArea& area) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect& b = area.bounds;
  const int rows = std::max(2, static_cast<int>(b.height / theme.px(kTickHeight)));
  for (const double loss : AxisTicks(area.losses, rows)) {
    const auto fraction = static_cast<float>(area.losses.FractionOf(loss));
    const float y = std::round(b.bottom() - b.height * fraction);
    list->AddLine({b.x, y}, {b.right(), y}, theme.line);
    const std::string label = ShortNumber(loss);
    const ImVec2 size = SizeOf(theme.small, label);
    Text(theme.small, {b.x - theme.px(10) - size.x, y - size.y / 2}, theme.dim_text, label);
  }
  const int columns = std::max(2, static_cast<int>(b.width / theme.px(kTickWidth)));
  for (const double step : AxisTicks(area.steps, std::min(columns, 12), true)) {
    const float x = b.x + b.width * static_cast<float>(area.steps.FractionOf(step));
    const std::string label = StepText(step);
    const ImVec2 size = SizeOf(theme.small, label);
    Text(theme.small, {x - size.x / 2, b.bottom() + theme.px(8)}, theme.dim_text, label);
  }
}

void DrawLine(ImDrawList* list, const std::vector<Point>& line, ImU32 color, float thickness) {
  std::vector<ImVec2> points(line.size());
  std::transform(line.begin(), line.end(), points.begin(), At);
  list->AddPolyline(points.data(), static_cast<int>(points.size()), color, 0, thickness);
}

void DrawRun(UiContext& ui, const PlotArea& area, const Run& run) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 color = run.present ? theme.error : WithAlpha(theme.dim_text, 0.55F);
  const std::vector<LossPoint>& points = run.points;
  for (const std::vector<Point>& line : PlotCurve(points, area)) {
    DrawLine(list, line, color, theme.px(run.present ? 2.0F : 1.25F));
  }
  const bool dots = run.present && points.size() <= kMostDots;
  for (const LossPoint& point : points) {
    const bool last = &point == &points.back();
    if (std::isnan(point.loss) || !(dots || last)) continue;
    list->AddCircleFilled(At(area.PointOf(point)), theme.px(run.present ? 3.5F : 2.0F), color, 16);
  }
}

// Beside the curve, above what it falls from or rises to; each run's at another place along it.
void DrawRunName(UiContext& ui, const PlotArea& area, const Run& run, size_t index, size_t count) {
  const Theme& theme = ui.theme;
  const size_t along = run.points.size() * (index + 1) / (count + 1);
  const LossPoint& anchor = run.points[std::min(along, run.points.size() - 1)];
  const LossPoint& next = run.points[std::min(along + 1, run.points.size() - 1)];
  if (std::isnan(anchor.loss)) return;
  const Point at = area.PointOf(anchor);
  const ImVec2 size = SizeOf(theme.small, run.name);
  const bool rises = next.loss > anchor.loss;
  const float wanted = rises ? at.x - size.x - theme.px(8) : at.x + theme.px(8);
  const Rect& b = area.bounds;
  const float x = std::clamp(wanted, b.x, std::max(b.x, b.right() - size.x));
  const float y = std::clamp(at.y - size.y - theme.px(5), b.y, std::max(b.y, b.bottom() - size.y));
  const float pad = theme.px(3);
  ImGui::GetWindowDrawList()->AddRectFilled({x - pad, y}, {x + size.x + pad, y + size.y},
                                            theme.panel, theme.px(3));
  Text(theme.small, {x, y}, run.present ? theme.error : theme.dim_text, run.name);
}

struct Reading {
  std::string text;
  ImU32 color;
};

void DrawReadout(UiContext& ui, const PlotArea& area, ImVec2 at, float height_of_line,
                 const std::vector<Reading>& readings) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  float width = 0;
  for (const Reading& reading : readings) {
    width = std::max(width, SizeOf(theme.small, reading.text).x);
  }
  const float padding = theme.px(8);
  const ImVec2 size{width + 2 * padding,
                    height_of_line * static_cast<float>(readings.size()) + 2 * padding};
  const Rect& b = area.bounds;
  const bool fits_right = at.x + theme.px(12) + size.x <= b.right();
  const ImVec2 min{fits_right ? at.x + theme.px(12) : at.x - theme.px(12) - size.x,
                   std::clamp(at.y - size.y / 2, b.y - theme.px(6),
                              std::max(b.y - theme.px(6), b.bottom() - size.y))};
  list->AddRectFilled(min, {min.x + size.x, min.y + size.y}, theme.raised, theme.px(6));
  list->AddRect(min, {min.x + size.x, min.y + size.y}, theme.line, theme.px(6));
  float y = min.y + padding;
  for (const Reading& reading : readings) {
    Text(theme.small, {min.x + padding, y}, reading.color, reading.text);
    y += height_of_line;
  }
}

// The crosshair, and what each run has at the step under it.
void DrawHover(UiContext& ui, const PlotArea& area, const std::vector<Run>& runs) {
  const Rect& b = area.bounds;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Rect reach{b.x - ui.theme.px(8), b.y - ui.theme.px(8), b.width + ui.theme.px(16),
                   b.height + ui.theme.px(16)};
  if (!ImGui::IsWindowHovered() || !reach.Contains({mouse.x, mouse.y})) return;
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double wanted = area.steps.ValueAt((mouse.x - b.x) / b.width);
  const LossPoint* nearest = NearestPoint(runs.back().points, wanted);
  const auto step = static_cast<double>(nearest->step);
  const Point at = area.PointOf(*nearest);
  list->AddLine({at.x, b.y}, {at.x, b.bottom()}, WithAlpha(theme.text, 0.4F), theme.px(1));
  if (!std::isnan(nearest->loss)) {
    list->AddLine({b.x, at.y}, {b.right(), at.y}, WithAlpha(theme.text, 0.25F), theme.px(1));
  }
  std::vector<Reading> readings;
  readings.push_back({ui.tr("step {}", CountText(nearest->step)), theme.dim_text});
  for (auto run = runs.rbegin(); run != runs.rend() && readings.size() < 5; ++run) {
    const LossPoint* point = NearestPoint(run->points, step);
    if (step > static_cast<double>(run->points.back().step)) continue;
    const ImU32 color = run->present ? theme.error : theme.text;
    readings.push_back({ui.tr("{}: {}", run->name, ShortNumber(point->loss)), color});
    if (!std::isnan(point->loss)) {
      list->AddCircleFilled(At(area.PointOf(*point)), theme.px(4), color, 16);
    }
  }
  DrawReadout(ui, area, At(at), SizeOf(theme.small, "0").y + theme.px(3), readings);
  ui.inspection.Fact("plot.hovered_step", step);
  ui.inspection.Fact("plot.hovered_loss", nearest->loss);
}

void DrawHeader(UiContext& ui, Rect card, const std::vector<Run>& runs) {
  const Theme& theme = ui.theme;
  const bool mean = ui.bench.document().training.loss == Loss::kMean;
  Text(theme.bold, {card.x + theme.px(18), card.y + theme.px(15)}, theme.text,
       ui.tr(mean ? "Loss: mean of (Ŷ − Y)²" : "Loss Σ(Ŷ − Y)²"));
  ViewSettings view = ui.bench.view();
  const std::array<std::string, 2> names = {ui.tr("log"), ui.tr("linear")};
  const float width = 116;
  const float left = card.right() - theme.px(width + 10);
  ImGui::SetCursorScreenPos({left, card.y + theme.px(9)});
  const int clicked = Segmented(ui, "choice.loss_scale", names, view.log_loss ? 0 : 1, width);
  if (clicked >= 0) {
    view.log_loss = clicked == 0;
    ui.bench.SetView(view);
  }
  if (runs.empty() || !runs.back().present) return;
  const LossPoint& last = runs.back().points.back();
  const std::string now = ui.tr("step {}: {}", CountText(last.step), ShortNumber(last.loss));
  Text(theme.body, {left - SizeOf(theme.body, now).x - theme.px(14), card.y + theme.px(15)},
       theme.text, now);
}

void DrawEmpty(UiContext& ui, Rect card) {
  const std::string text = ui.tr("Press Run or Step: the loss of every step is drawn here.");
  const ImVec2 size = SizeOf(ui.theme.body, text);
  const Point center = card.center();
  Text(ui.theme.body, {center.x - size.x / 2, center.y - size.y / 2 + ui.theme.px(8)},
       ui.theme.dim_text, text);
}

}  // namespace

void DrawLossPlot(UiContext& ui, Rect bounds) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 min{bounds.x, bounds.y};
  const ImVec2 max{bounds.right(), bounds.bottom()};
  list->AddRectFilled(min, max, theme.panel, theme.px(10));
  list->AddRect(min, max, theme.line, theme.px(10));
  const std::vector<Run> runs = RunsOf(ui);
  DrawHeader(ui, bounds, runs);
  const PlotArea area = AreaOf(theme, bounds, runs, ui.bench.view().log_loss);
  ui.inspection.Place("plot.loss", area.bounds);
  if (runs.empty()) {
    DrawEmpty(ui, bounds);
    return;
  }
  ui.inspection.Fact("plot.runs", static_cast<double>(runs.size()));
  ui.inspection.Fact("plot.points", static_cast<double>(runs.back().points.size()));
  DrawAxes(ui, area);
  for (const Run& run : runs) DrawRun(ui, area, run);
  for (size_t i = 0; runs.size() > 1 && i < runs.size(); ++i) {
    DrawRunName(ui, area, runs[i], i, runs.size());
  }
  DrawHover(ui, area, runs);
}

}  // namespace convlens
