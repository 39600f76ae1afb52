#include "ui/lab/card_layout.h"

#include <algorithm>

#include "train/run/analysis.h"
#include "ui/controls/widgets.h"
#include "ui/lab/learned_state.h"

namespace convlens {

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

void DrawCardMessage(UiContext& ui, Rect card, const std::string& text) {
  ImFont* font = ui.theme.body;
  const float width = std::min(card.width - ui.theme.px(80), ui.theme.px(520));
  const std::string lines = WrappedText(text, font, width);
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
  if (ui.bench.training().Problem()) return NotReadyText(ui);
  if (PlainLayer(ui.bench.document()) == nullptr) {
    return ui.tr(
        "This holds where the loss is quadratic in one kernel's weights: for a single layer with "
        "one channel in and out, stride 1, no padding and no activation. The loss of a stack is "
        "not.");
  }
  const int64_t weights =
      PresentState(ui.bench).kernel.count() + (ui.bench.training().Options().learn_bias ? 1 : 0);
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
