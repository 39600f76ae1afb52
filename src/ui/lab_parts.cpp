#include "ui/lab_parts.h"

#include <algorithm>

#include "train/analysis.h"
#include "ui/widgets.h"

namespace convlens {

TrainingState PresentState(const Workbench& bench) {
  return {FrontKernel(bench.document(), {}), FrontBias(bench.document(), {})};
}

std::vector<double> ParametersOf(const TrainingState& state, bool with_bias) {
  const Grid& kernel = state.kernel;
  std::vector<double> parameters;
  parameters.reserve(static_cast<size_t>(kernel.count()) + 1);
  for (int row = 0; row < kernel.height(); ++row) {
    for (int col = 0; col < kernel.width(); ++col) parameters.push_back(kernel.at(row, col));
  }
  if (with_bias) parameters.push_back(state.bias);
  return parameters;
}

TrainingState StateAt(const std::vector<double>& parameters, const TrainingState& present) {
  TrainingState state{present.kernel, present.bias};
  const auto weights = static_cast<size_t>(state.kernel.count());
  for (size_t i = 0; i < weights && i < parameters.size(); ++i) {
    const Cell cell = CellAt(static_cast<int64_t>(i), state.kernel.width());
    state.kernel[cell] = static_cast<float>(parameters[i]);
  }
  if (parameters.size() > weights) state.bias = static_cast<float>(parameters[weights]);
  return state;
}

std::string WeightName(size_t index, Shape kernel) {
  const auto at = static_cast<int64_t>(index);
  if (at >= kernel.count()) return "u";
  const Cell cell = CellAt(at, kernel.width);
  return FillIn("K[{},{}]", {std::to_string(cell.row), std::to_string(cell.col)});
}

CardParts SplitCard(const Theme& theme, Rect card, float column_width, float column_height,
                    float least_beside) {
  const float top = theme.px(52);
  const float edge = theme.px(14);
  if (card.width >= theme.px(least_beside)) {
    const float width = theme.px(column_width);
    return {{card.x, card.y, card.width - width - 2 * edge, card.height},
            {card.right() - width - edge, card.y + top, width, card.height - top - edge}};
  }
  const float height = std::min(theme.px(column_height), (card.height - top) / 2);
  return {{card.x, card.y, card.width, card.height - height - edge},
          {card.x + edge, card.bottom() - height - edge / 2, card.width - 2 * edge, height}};
}

std::string RunName(UiContext& ui, size_t index) {
  const std::string& name = ui.bench.earlier_runs()[index].record.name;
  return name.empty() ? ui.tr("run {}", std::to_string(index + 1)) : name;
}

void DrawCardMessage(UiContext& ui, Rect card, const std::string& text) {
  ImFont* font = ui.theme.body;
  const float width = std::min(card.width - ui.theme.px(80), ui.theme.px(520));
  const std::string lines = Wrapped(text, font, width);
  const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e9F, 0, lines.c_str());
  const Point center = card.center();
  ImGui::GetWindowDrawList()->AddText(
      font, font->FontSize, {center.x - size.x / 2, center.y - size.y / 2 + ui.theme.px(12)},
      ui.theme.dim_text, lines.c_str());
}

std::string NotReadyText(UiContext& ui) {
  return ui.tr("There is nothing to show until training is ready.");
}

std::string NoAnalysisText(UiContext& ui, bool quadratic) {
  if (ui.bench.TrainingProblem()) return NotReadyText(ui);
  if (PlainLayer(ui.bench.document()) == nullptr) {
    return ui.tr(
        "This holds where the loss is quadratic in one kernel's weights: for a single layer with "
        "one channel in and out, stride 1, no padding and no activation. The loss of a stack is "
        "not.");
  }
  const int64_t weights =
      PresentState(ui.bench).kernel.count() + (ui.bench.Options().learn_bias ? 1 : 0);
  if (!quadratic) {
    return ui.tr("This is drawn for squared errors only: choose the sum or the mean of squares.");
  }
  if (weights > kMostExactParameters) {
    return ui.tr("This is computed for kernels of up to {} weights; this one has {}.",
                 std::to_string(kMostExactParameters), std::to_string(weights));
  }
  if (weights < 2) return ui.tr("A surface needs two weights; this kernel has one.");
  return ui.tr("Computing…");
}

}  // namespace convlens
