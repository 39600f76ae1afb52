#include "ui/lab/lab_plot.h"

#include <algorithm>
#include <cmath>

#include "chart/plot_curve.h"
#include "paint/chart_painter.h"
#include "scene/figure/number_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

constexpr size_t kMostReadings = 10;

ImVec2 SizeOf(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
}

struct Reading {
  std::string text;
  ImU32 color;
};

// A small card beside the crosshair, inside the frame where there is room.
void DrawReadout(UiContext& ui, const Rect& b, ImVec2 at, const std::vector<Reading>& readings) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line_height = SizeOf(theme.small, "0").y + theme.px(3);
  float width = 0;
  for (const Reading& reading : readings) {
    width = std::max(width, SizeOf(theme.small, reading.text).x);
  }
  const float padding = theme.px(8);
  const ImVec2 size{width + 2 * padding,
                    line_height * static_cast<float>(readings.size()) + 2 * padding};
  const bool fits_right = at.x + theme.px(12) + size.x <= b.right();
  const ImVec2 min{fits_right ? at.x + theme.px(12) : at.x - theme.px(12) - size.x,
                   std::clamp(at.y - size.y / 2, b.y - theme.px(6),
                              std::max(b.y - theme.px(6), b.bottom() - size.y))};
  list->AddRectFilled(min, {min.x + size.x, min.y + size.y}, theme.raised, theme.px(6));
  list->AddRect(min, {min.x + size.x, min.y + size.y}, theme.line, theme.px(6));
  float y = min.y + padding;
  for (const Reading& reading : readings) {
    list->AddText(theme.small, theme.small->FontSize, {min.x + padding, y}, reading.color,
                  reading.text.c_str());
    y += line_height;
  }
}

// The curve that the steps of the readout come from: the present one, else the newest.
const PlotSeries& MainSeries(const PlotContent& content) {
  for (const PlotSeries& series : content.series) {
    if (series.kind == PlotSeries::Kind::kPresent) return series;
  }
  return content.series.back();
}

std::vector<const PlotSeries*> NewestFirst(const PlotContent& content) {
  std::vector<const PlotSeries*> order;
  const PlotSeries& main = MainSeries(content);
  order.push_back(&main);
  for (size_t i = content.series.size(); i-- > 0;) {
    if (&content.series[i] != &main) order.push_back(&content.series[i]);
  }
  return order;
}

// The crosshair, and what each curve has at the step under it.
void DrawHover(UiContext& ui, const PlotArea& area, const PlotContent& content) {
  const Theme& theme = ui.theme;
  const Rect& b = area.bounds;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double wanted = std::clamp(area.steps.ValueAt((ImGui::GetIO().MousePos.x - b.x) / b.width),
                                   area.steps.low, area.steps.high);
  const LossPoint* nearest = NearestPoint(MainSeries(content).points, wanted);
  const auto step = static_cast<double>(nearest->step);
  const Point at = area.PointOf(*nearest);
  if (at.x < b.x - 1 || at.x > b.right() + 1) return;
  list->AddLine({at.x, b.y}, {at.x, b.bottom()}, WithAlpha(theme.text, 0.4F), theme.px(1));
  if (!std::isnan(nearest->loss)) {
    list->AddLine({b.x, at.y}, {b.right(), at.y}, WithAlpha(theme.text, 0.25F), theme.px(1));
  }
  std::vector<Reading> readings;
  readings.push_back({ui.tr("step {}", CountText(nearest->step)), theme.dim_text});
  for (const PlotSeries* series : NewestFirst(content)) {
    const bool goal = series->kind == PlotSeries::Kind::kGoal;
    if (readings.size() > kMostReadings) break;
    if (!goal && step > static_cast<double>(series->points.back().step)) continue;
    const LossPoint* point = NearestPoint(series->points, step);
    const ImU32 color = theme.Of(series->ink);
    readings.push_back({ui.tr("{}: {}", series->name, ShortNumber(point->loss)), color});
    if (!goal && !std::isnan(point->loss)) {
      const Point dot = area.PointOf(*point);
      list->AddCircleFilled({dot.x, dot.y}, theme.px(4), color, 16);
    }
  }
  DrawReadout(ui, b, {at.x, at.y}, readings);
  ui.inspection.Fact("plot.hovered_step", step);
  ui.inspection.Fact("plot.hovered_loss", nearest->loss);
}

// Wheel: nearer or farther at the pointer. Drag: the steps between both ends. Double click: all.
void TakeZoom(UiContext& ui, const PlotArea& area, const PlotAxis& all) {
  LabState& lab = ui.state.lab;
  const Rect& b = area.bounds;
  const ImGuiIO& io = ImGui::GetIO();
  const double fraction = std::clamp(double{(io.MousePos.x - b.x) / b.width}, 0.0, 1.0);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && io.MouseWheel != 0) {
    lab.steps = ZoomedSteps(all, area.steps, fraction, std::pow(0.8, double{io.MouseWheel}));
  }
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    lab.steps.reset();
    lab.select_from.reset();
    return;
  }
  if (ImGui::IsItemActivated()) lab.select_from = area.steps.ValueAt(fraction);
  if (!lab.select_from) return;
  const float from = b.x + b.width * static_cast<float>(area.steps.FractionOf(*lab.select_from));
  const float to = b.x + b.width * static_cast<float>(fraction);
  const bool wide = std::fabs(to - from) > ui.theme.px(6);
  if (ImGui::IsItemActive() && wide) {
    ImGui::GetWindowDrawList()->AddRectFilled({std::min(from, to), b.y},
                                              {std::max(from, to), b.bottom()},
                                              WithAlpha(ui.theme.accent, 0.18F));
  }
  if (ImGui::IsItemActive()) return;
  if (wide) {
    if (const auto range = StepsBetween(all, *lab.select_from, area.steps.ValueAt(fraction))) {
      lab.steps = range;
    }
  }
  lab.select_from.reset();
}

void ScrubByKeys(UiContext& ui, const TrainingSnapshot& training) {
  const ControlKeys keys = KeysOf(ui.state, "plot.scrub");
  const int64_t last = training.state.step;
  const int64_t here = ui.bench.training().StepLookedAt().value_or(last);
  const int64_t wanted = here + keys.across + keys.down;
  const int64_t next = keys.first ? 0 : keys.last ? last : std::clamp<int64_t>(wanted, 0, last);
  if (next == here) return;
  ui.bench.training().LookBack(next, ui.state.next_stroke_id++);
  ui.bench.EndStroke();
}

// Below the frame, along the steps: drag to look back at the training.
void TakeScrub(UiContext& ui, const PlotArea& area) {
  const TrainingSnapshot& training = ui.bench.training().snapshot();
  if (training.history.empty()) return;
  const Theme& theme = ui.theme;
  const Rect& b = area.bounds;
  ImGui::SetCursorScreenPos({b.x - theme.px(8), b.bottom() - theme.px(7)});
  ImGui::InvisibleButton("scrub", {b.width + theme.px(16), theme.px(34)});
  PlaceControl(ui, "plot.scrub", StopKind::kValue);
  ScrubByKeys(ui, training);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  }
  if (ImGui::IsItemActive()) {
    const double fraction =
        std::clamp(double{(ImGui::GetIO().MousePos.x - b.x) / b.width}, 0.0, 1.0);
    const double last = static_cast<double>(training.state.step);
    // Looked back at, the last step has no point of its own: the end of the axis stands for it.
    const double along = std::clamp(std::round(area.steps.ValueAt(fraction)), 0.0, last);
    const double step = fraction < 1 ? along : last;
    ui.bench.training().LookBack(static_cast<int64_t>(step), ui.state.next_stroke_id);
  }
  if (ImGui::IsItemDeactivated()) {
    ui.bench.EndStroke();
    ++ui.state.next_stroke_id;
  } else if (!ImGui::IsItemActive()) {
    Tooltip(ui, ui.tr("Drag along the steps to look back at the training"));
  }
  if (const auto step = ui.bench.training().StepLookedAt()) {
    ui.inspection.Fact("plot.looked_at", static_cast<double>(*step));
  }
}

Rect Scaled(Rect rect, float scale, ImVec2 origin) {
  return {origin.x + rect.x * scale, origin.y + rect.y * scale, rect.width * scale,
          rect.height * scale};
}

}  // namespace

void DrawPlot(UiContext& ui, Rect bounds, const PlotContent& content) {
  const Theme& theme = ui.theme;
  const ImVec2 origin{bounds.x, bounds.y};
  const Rect card{0, 0, bounds.width / theme.scale, bounds.height / theme.scale};
  const Rect frame = Scaled(PlotFrame(card), theme.scale, origin);
  ui.inspection.Place("plot.loss", frame);
  if (content.series.empty()) return;
  PlotContent everything = content;
  everything.steps.reset();
  const PlotAxis all = AxesOf(everything).steps;
  const PlotAxes axes = AxesOf(content);
  const PlotArea area{frame, axes.steps, axes.values};
  PaintChart(ImGui::GetWindowDrawList(), theme, PlotChart(content, card, false), origin);
  ImGui::SetCursorScreenPos({frame.x, frame.y});
  ImGui::InvisibleButton("plot", {frame.width, frame.height});
  TakeZoom(ui, area, all);
  TakeScrub(ui, area);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float near = theme.px(8);
  const Rect reach{frame.x - near, frame.y - near, frame.width + 2 * near, frame.height + 2 * near};
  if (ImGui::IsWindowHovered() && reach.Contains({mouse.x, mouse.y})) {
    DrawHover(ui, area, content);
  }
  ui.inspection.Fact("plot.first_step", area.steps.low);
  ui.inspection.Fact("plot.last_step", area.steps.high);
}

}  // namespace convlens
