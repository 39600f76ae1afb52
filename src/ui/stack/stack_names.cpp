#include "ui/stack/stack_names.h"

#include <array>

#include "layer/settings/stack_text.h"
#include "scene/figure/number_text.h"

namespace convlens {

std::string ElementName(const UiContext& ui, const StackElement& element) {
  const Evaluation& evaluation = *ui.bench.stack().maps()->evaluation;
  std::string name = ui.tr("Input X");
  if (element.grid > 0) {
    name = LayerNames(GeometryOf(evaluation).settings)[static_cast<size_t>(element.grid) - 1];
  }
  if (StackGrid(evaluation, element.grid).shape().channels > 1) {
    name.append("[").append(std::to_string(element.channel)).append("]");
  }
  return name.append(
      FillIn(" ({}, {})", {std::to_string(element.cell.row), std::to_string(element.cell.col)}));
}

std::string ShortCount(int64_t count) {
  constexpr std::array<const char*, 5> kUnits = {"", " k", " M", " G", " T"};
  auto value = static_cast<double>(count);
  size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  const int decimals = unit == 0 || value >= 99.95 ? 0 : 1;
  return FixedNumber(value, decimals) + kUnits[unit];
}

}  // namespace convlens
