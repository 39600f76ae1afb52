#include <algorithm>
#include <cmath>

#include "paint/pen.h"
#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/inspector/kernel_sections.h"

namespace convlens {
namespace {

// Points.
constexpr float kPlotHeight = 92;
constexpr float kTitle = 18;
constexpr float kGutter = 34;  // numbers at the left of a plot

/// Where a plot's values lie on the screen.
struct Axes {
  ImVec2 min, max;   ///< pixels
  double reach;      ///< positions −reach to reach
  double low, high;  ///< values; both 0 and 1 among them, since the input is shown

  float X(double position) const {
    return min.x + (max.x - min.x) * static_cast<float>((position + reach) / (2 * reach));
  }
  float Y(double value) const {
    return max.y - (max.y - min.y) * static_cast<float>((value - low) / (high - low));
  }
};

Axes AxesFor(const EdgeResponse& response, ImVec2 min, ImVec2 max) {
  Axes axes{min, max, 0, 0, 1};
  for (const ProfilePoint& point : response.output) {
    axes.reach = std::max(axes.reach, std::abs(point.position) + 0.5);
    axes.low = std::min(axes.low, point.value);
    axes.high = std::max(axes.high, point.value);
  }
  return axes;
}

void DrawScale(const Theme& theme, const Axes& axes, const EdgeResponse& response) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine({axes.min.x, axes.Y(0)}, {axes.max.x, axes.Y(0)}, theme.line);
  list->AddLine({axes.X(0), axes.min.y}, {axes.X(0), axes.max.y}, theme.line);
  const auto by_value = [](const ProfilePoint& a, const ProfilePoint& b) {
    return a.value < b.value;
  };
  const auto [low, high] =
      std::minmax_element(response.output.begin(), response.output.end(), by_value);
  std::vector<float> taken;  // a number that would cover another is left out
  for (const double value : {high->value, low->value, 0.0}) {
    const float y = axes.Y(value);
    const bool covered = std::any_of(taken.begin(), taken.end(), [&](float other) {
      return std::abs(y - other) < theme.small->FontSize;
    });
    if (covered) continue;
    TextAt(theme.small, {axes.min.x - theme.px(5), y}, {1, 0.5F}, theme.dim_text,
           ShortNumber(value));
    taken.push_back(y);
  }
}

// The input's cells as a staircase.
void DrawInput(const Theme& theme, const Axes& axes, const EdgeResponse& response) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 color = theme.input;
  float last = 0;
  for (size_t i = 0; i < response.input.size(); ++i) {
    const ProfilePoint& cell = response.input[i];
    const float left = std::max(axes.min.x, axes.X(cell.position - 0.5));
    const float right = std::min(axes.max.x, axes.X(cell.position + 0.5));
    const float y = axes.Y(cell.value);
    if (i > 0 && y != last) list->AddLine({left, last}, {left, y}, color, theme.px(1.25F));
    if (right > left) list->AddLine({left, y}, {right, y}, color, theme.px(1.25F));
    last = y;
  }
}

void DrawOutput(const Theme& theme, const Axes& axes, const EdgeResponse& response) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<ImVec2> points;
  for (const ProfilePoint& point : response.output) {
    points.push_back({axes.X(point.position), axes.Y(point.value)});
  }
  list->AddPolyline(points.data(), static_cast<int>(points.size()), theme.output, 0,
                    theme.px(1.5F));
  const bool dots = points.size() <= 24;
  for (const ImVec2 point : points) {
    if (dots) list->AddCircleFilled(point, theme.px(3), theme.output, 12);
  }
}

std::string ValuesText(const EdgeResponse& response) {
  std::string text;
  for (const ProfilePoint& point : response.output) {
    if (!text.empty()) text += ", ";
    text += ShortNumber(point.value);
  }
  return text;
}

struct Plot {
  const char* id;
  const char* title;
  const EdgeResponse& response;
};

void DrawPlot(UiContext& ui, const Plot& plot, float width) {
  const Theme& theme = ui.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{width, theme.px(kPlotHeight + kTitle)};
  TextAt(theme.small, {at.x + theme.px(kGutter), at.y}, {0, 0}, theme.text, ui.tr(plot.title));
  const ImVec2 min{at.x + theme.px(kGutter), at.y + theme.px(kTitle + 6)};
  const ImVec2 max{at.x + size.x - theme.px(4), at.y + size.y - theme.px(8)};
  const Axes axes = AxesFor(plot.response, min, max);
  DrawScale(theme, axes, plot.response);
  DrawInput(theme, axes, plot.response);
  DrawOutput(theme, axes, plot.response);
  ImGui::InvisibleButton(plot.id, size);
  PlaceItem(ui, plot.id);
  const std::string values = ValuesText(plot.response);
  ui.inspection.Fact(plot.id, values);
  Tooltip(ui, ui.tr("Output: {}", values));
}

}  // namespace

void DrawKernelEdges(UiContext& ui, const KernelAnalysis& analysis) {
  if (!analysis.finite) {
    Remark(ui, ui.tr("The kernel has elements that are not finite numbers."));
    return;
  }
  Remark(ui, ui.tr("Blue: an input of 0 and 1 along a line across the edge. Green: the output "
                   "there, at the window's middle, without the bias."));
  const Plot plots[] = {
      {"kernel.upright_step", "Vertical step", analysis.step[0]},
      {"kernel.upright_line", "Vertical line", analysis.line[0]},
      {"kernel.lying_step", "Horizontal step, downwards", analysis.step[1]},
      {"kernel.lying_line", "Horizontal line, downwards", analysis.line[1]},
  };
  const float width = ui.theme.px(ShareOfRow(ui, 2));
  for (size_t i = 0; i < std::size(plots); ++i) {
    if (i % 2 == 1) ImGui::SameLine();
    DrawPlot(ui, plots[i], width);
  }
}

}  // namespace convlens
