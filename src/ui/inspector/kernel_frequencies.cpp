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
constexpr float kMapSize = 205;
constexpr float kCutHeight = 96;
constexpr float kLeft = 40;

double Largest(GridView map) {
  float largest = 0;
  for (int r = 0; r < map.height; ++r) {
    largest = std::max(largest, *std::max_element(map.row(r), map.row(r) + map.width));
  }
  return largest;
}

ImU32 MapColor(const Theme& theme, double fraction) {
  return MixedColor(theme.palette.dark, theme.palette.light, std::clamp(fraction, 0.0, 1.0));
}

void DrawCells(UiContext& ui, GridView map, ImVec2 at, float side, double largest) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto edge = [&](float origin, int i) {
    return std::round(origin + side * static_cast<float>(i) / static_cast<float>(map.width));
  };
  const double scale = largest > 0 ? 1 / largest : 0;
  for (int r = 0; r < map.height; ++r) {
    for (int c = 0; c < map.width; ++c) {
      list->AddRectFilled({edge(at.x, c), edge(at.y, r)}, {edge(at.x, c + 1), edge(at.y, r + 1)},
                          MapColor(ui.theme, map.at(r, c) * scale));
    }
  }
  list->AddRect(at, {at.x + side, at.y + side}, ui.theme.kernel, 0, 0, ui.theme.px(1.5F));
}

// −π, 0 and π along both sides.
void DrawMapAxes(const Theme& theme, ImVec2 at, float side) {
  const char* ticks[] = {"−π", "0", "π"};
  for (int i = 0; i < 3; ++i) {
    const float along = side * static_cast<float>(i) / 2;
    TextAt(theme.small, {at.x + along, at.y + side + theme.px(4)}, {0.5F, 0}, theme.dim_text,
           ticks[i]);
    TextAt(theme.small, {at.x - theme.px(6), at.y + along}, {1, 0.5F}, theme.dim_text, ticks[i]);
  }
}

void DrawLegend(UiContext& ui, ImVec2 at, float height, double largest) {
  constexpr int kSteps = 32;
  const Theme& theme = ui.theme;
  const float width = theme.px(10);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float step = height / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const float bottom = at.y + height - step * static_cast<float>(i);
    list->AddRectFilled({at.x, bottom - step}, {at.x + width, bottom},
                        MapColor(theme, (i + 0.5) / kSteps));
  }
  list->AddRect(at, {at.x + width, at.y + height}, theme.line);
  const float left = at.x + width + theme.px(5);
  TextAt(theme.small, {left, at.y}, {0, 0}, theme.dim_text, FillIn("×{}", {ShortNumber(largest)}));
  TextAt(theme.small, {left, at.y + height}, {0, 1}, theme.dim_text, "×0");
}

std::string InPi(double fraction) { return FillIn("{}π", {FixedNumber(fraction, 2)}); }

// What the map says under the pointer.
void DrawMapReading(UiContext& ui, GridView map, ImVec2 at, float side) {
  if (!ImGui::IsItemHovered()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto index = [&](float offset) {
    return std::clamp(static_cast<int>(offset / side * static_cast<float>(map.width)), 0,
                      map.width - 1);
  };
  const int row = index(mouse.y - at.y);
  const int col = index(mouse.x - at.x);
  const int middle = map.width / 2;
  const std::string down = InPi(static_cast<double>(row - middle) / middle);
  const std::string across = InPi(static_cast<double>(col - middle) / middle);
  const std::string gain = ShortNumber(map.at(row, col));
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(FillIn("ω = ({}, {}): ×{}", {down, across, gain}).c_str());
  ImGui::EndTooltip();
  ui.inspection.Fact("kernel.frequency", gain);
}

void DrawMap(UiContext& ui, const KernelAnalysis& analysis, double largest) {
  const Theme& theme = ui.theme;
  const float side =
      std::min(theme.px(kMapSize), ImGui::GetContentRegionAvail().x - theme.px(kLeft + 60));
  ImGui::Dummy({1, theme.px(4)});
  const ImVec2 cursor = ImGui::GetCursorScreenPos();
  const ImVec2 at{cursor.x + theme.px(kLeft), cursor.y};
  DrawCells(ui, analysis.frequency_map, at, side, largest);
  DrawMapAxes(theme, at, side);
  DrawLegend(ui, {at.x + side + theme.px(12), at.y}, side, largest);
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton("kernel.map", {side, side});
  PlaceItem(ui, "kernel.map");
  DrawMapReading(ui, analysis.frequency_map, at, side);
  ImGui::SetCursorScreenPos({cursor.x, at.y + side + theme.px(20)});
}

/// The curves' place, and what they share.
struct CutArea {
  ImVec2 min, max;
  double largest;

  ImVec2 At(size_t i, const std::vector<double>& values) const {
    const float x = static_cast<float>(i) / static_cast<float>(values.size() - 1);
    const auto y = static_cast<float>(largest > 0 ? values[i] / largest : 0);
    return {min.x + (max.x - min.x) * x, max.y - (max.y - min.y) * y};
  }
};

// The second curve is dashed: where both are the same, it leaves the first one to be seen.
void DrawCurve(const Theme& theme, const CutArea& area, const std::vector<double>& values,
               ImU32 color, bool dashed) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i + 1 < values.size(); ++i) {
    if (dashed && i % 4 >= 2) continue;
    list->AddLine(area.At(i, values), area.At(i + 1, values), color, theme.px(2));
  }
}

void DrawCurveName(UiContext& ui, ImU32 color, const std::string& name, bool dashed) {
  const Theme& theme = ui.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + theme.small->FontSize / 2;
  const float length = theme.px(18);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int part = 0; part < 3; part += dashed ? 2 : 1) {
    const float from = at.x + length * static_cast<float>(part) / 3;
    list->AddLine({from, y}, {from + length / 3, y}, color, theme.px(2));
  }
  TextAt(theme.small, {at.x + length + theme.px(6), at.y}, {0, 0}, theme.text, name);
  ImGui::Dummy({length, theme.small->FontSize + theme.px(1)});
}

void DrawCuts(UiContext& ui, const KernelAnalysis& analysis, double largest) {
  const Theme& theme = ui.theme;
  const ImVec2 cursor = ImGui::GetCursorScreenPos();
  const float right = cursor.x + ImGui::GetContentRegionAvail().x - theme.px(10);
  const CutArea area{{cursor.x + theme.px(kLeft), cursor.y + theme.px(8)},
                     {right, cursor.y + theme.px(8 + kCutHeight)},
                     largest};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine({area.min.x, area.max.y}, area.max, theme.line);
  list->AddLine(area.min, {area.min.x, area.max.y}, theme.line);
  const float gap = theme.px(6);
  TextAt(theme.small, {area.min.x - gap, area.min.y}, {1, 0.5F}, theme.dim_text,
         FillIn("×{}", {ShortNumber(largest)}));
  TextAt(theme.small, {area.min.x - gap, area.max.y}, {1, 0.5F}, theme.dim_text, "×0");
  TextAt(theme.small, {area.min.x, area.max.y + gap}, {0.5F, 0}, theme.dim_text, "0");
  const float half = (area.min.x + area.max.x) / 2;
  TextAt(theme.small, {half, area.max.y + gap}, {0.5F, 0}, theme.dim_text, "π/2");
  TextAt(theme.small, {area.max.x, area.max.y + gap}, {0.5F, 0}, theme.dim_text, "π");
  DrawCurve(theme, area, analysis.horizontal_frequencies, theme.kernel, false);
  DrawCurve(theme, area, analysis.vertical_frequencies, theme.output, true);
  ImGui::Dummy({1, theme.px(8 + kCutHeight + 24)});
  DrawCurveName(ui, theme.kernel, ui.tr("vertical stripes |||: ω across, 0 down"), false);
  DrawCurveName(ui, theme.output, ui.tr("horizontal stripes ≡: 0 across, ω down"), true);
}

void Gain(UiContext& ui, const char* name, double gain) {
  FactRow(ui, ui.tr(name), FillIn("×{}", {ShortNumber(gain)}));
}

// Sums of turned coefficients that cancel leave roundings of the largest.
double Cleaned(double gain, double largest) { return gain < largest * 1e-12 ? 0 : gain; }

}  // namespace

void DrawKernelFrequencies(UiContext& ui, const KernelAnalysis& analysis) {
  if (!analysis.finite) {
    Remark(ui, ui.tr("The kernel has elements that are not finite numbers."));
    return;
  }
  const double largest = Largest(analysis.frequency_map);
  Remark(ui, ui.tr("How much a wave of ω radians per cell is amplified: |K(ω)|. Flat areas in the "
                   "middle, the finest stripes at the sides."));
  DrawMap(ui, analysis, largest);
  DrawCuts(ui, analysis, largest);
  Gap(ui);
  Gain(ui, "Flat areas", Cleaned(std::abs(analysis.sum), largest));
  Gain(ui, "Finest vertical stripes", Cleaned(analysis.horizontal_frequencies.back(), largest));
  Gain(ui, "Finest horizontal stripes", Cleaned(analysis.vertical_frequencies.back(), largest));
  Gain(ui, "Checkerboard", Cleaned(analysis.checkerboard, largest));
}

}  // namespace convlens
