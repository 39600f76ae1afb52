#include "ui/stack_parts.h"

#include <algorithm>
#include <array>

#include "layer/stack_text.h"
#include "scene/number_text.h"

namespace convlens {

void BringToFront(UiContext& ui, int grid, int channel) {
  Front front = ui.bench.front();
  front.layer = std::max(0, grid - 1);
  if (grid == 0) {
    front.input = channel;
  } else {
    front.output = channel;
  }
  ui.bench.SetFront(front);
}

void DoInStack(UiContext& ui, const Edit& edit, int front_layer) {
  const Document before = ui.bench.document();
  ui.bench.Do(edit);
  ui.bench.SetFront({front_layer, 0, 0});
  StackViewState& view = ui.state.stack_view;
  view.fitted_kernels = FittedLayers(before, ui.bench.document()) > 0;
  view.fitted_revision = ui.bench.history().revision();
}

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

bool StackStripShown(const UiContext& ui) {
  return ui.bench.document().layers.size() > 1 || ui.bench.view().figure == FigureKind::kStack;
}

float StackStripHeight(const UiContext& ui) { return StackStripShown(ui) ? ui.theme.px(76) : 0; }

}  // namespace convlens
