#include "ui/controls/rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scene/figure/number_text.h"
#include "ui/controls/widgets.h"

namespace convlens {

bool SizeRow(UiContext& ui, const char* id, const std::string& label, Shape* shape, int most) {
  FieldLabel(ui, label);
  const char* times = "×";
  const float gap = ImGui::GetStyle().ItemInnerSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(times).x - 2 * gap;
  const float each = room / 2 / ui.theme.scale;
  bool changed =
      IntegerField(ui, (std::string(id) + "_height").c_str(), &shape->height, 1, most, each);
  ImGui::SameLine(0, gap);
  ImGui::TextUnformatted(times);
  ImGui::SameLine(0, gap);
  changed |= IntegerField(ui, (std::string(id) + "_width").c_str(), &shape->width, 1, most);
  return changed;
}

bool IntegerRow(UiContext& ui, const char* id, const std::string& label, int* value, int low,
                int high) {
  FieldLabel(ui, label);
  return IntegerField(ui, id, value, low, high);
}

bool NumberRow(UiContext& ui, const char* id, const std::string& label, double* value) {
  FieldLabel(ui, label);
  constexpr double kMost = std::numeric_limits<float>::max();
  return NumberField(ui, id, value, -kMost, kMost);
}

void Remark(UiContext& ui, const std::string& text) {
  Paragraph(ui, text, ui.theme.small, ui.theme.dim_text);
}

void Gap(UiContext& ui) { ImGui::Dummy({1, ui.theme.px(4)}); }

std::string CountText(int64_t count) {
  const std::string digits = std::to_string(count);
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    const size_t left = digits.size() - i;
    if (i > 0 && left % 3 == 0 && digits[i - 1] != '-') grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

std::string MeasuredText(double value) {
  if (value < 10) return ShortNumber(value, 2);
  const double last = std::pow(10, std::max(0.0, std::floor(std::log10(value)) - 2));
  return CountText(std::llround(std::round(value / last) * last));
}

std::string ShapeFact(Shape shape) {
  return FillIn("{} × {}", {std::to_string(shape.height), std::to_string(shape.width)});
}

}  // namespace convlens
