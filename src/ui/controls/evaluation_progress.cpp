#include "ui/controls/evaluation_progress.h"

#include <algorithm>
#include <cmath>

#include "paint/pen.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

constexpr double kProgressDelay = 0.1;  // seconds: what is done sooner needs no progress

}  // namespace

void DrawEvaluationProgress(UiContext& ui, const Rect& bounds) {
  const Evaluator& evaluator = ui.bench.evaluator();
  if (!evaluator.busy() || evaluator.busy_seconds() < kProgressDelay) return;
  const Theme& theme = ui.theme;
  const float percent = std::floor(std::clamp(evaluator.progress(), 0.0F, 1.0F) * 100);
  const std::string text = ui.tr("Evaluating… {}%", std::to_string(static_cast<int>(percent)));
  const float width = theme.px(300);
  const float height = theme.px(46);
  // Beside the legend, where no grid of a fitted figure is.
  const float x = bounds.right() - theme.px(20) - width;
  const float y = bounds.bottom() - theme.px(53);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, theme.panel, theme.px(8));
  list->AddRect({x, y}, {x + width, y + height}, theme.line, theme.px(8));
  TextAt(theme.body, {x + theme.px(14), y + theme.px(10)}, {0, 0}, theme.text, text);
  const float rail = y + theme.px(33);
  const float length = theme.px(180);
  list->AddRectFilled({x + theme.px(14), rail}, {x + theme.px(14) + length, rail + theme.px(4)},
                      theme.line, theme.px(2));
  list->AddRectFilled({x + theme.px(14), rail},
                      {x + theme.px(14) + length * percent / 100, rail + theme.px(4)}, theme.accent,
                      theme.px(2));
  ImGui::SetCursorScreenPos({x + width - theme.px(92), y + theme.px(8)});
  if (Button(ui, "button.cancel_evaluation", ui.tr("Cancel"), 80)) ui.bench.CancelEvaluation();
}

}  // namespace convlens
