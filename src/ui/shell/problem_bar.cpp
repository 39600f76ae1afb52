#include <algorithm>

#include "ui/controls/inspection.h"
#include "ui/controls/problems.h"
#include "ui/controls/widgets.h"
#include "ui/shell/panels.h"

namespace convlens {

void DrawProblem(UiContext& ui, Rect bounds) {
  ForgetPastProblems(ui);
  const bool problem = !ui.state.problems.empty();
  if (!problem && !ui.state.notice) return;
  const Theme& theme = ui.theme;
  const std::string text = ui.tr(problem ? ui.state.problems.front() : *ui.state.notice);
  const float width = std::min(bounds.width - theme.px(32), theme.px(640));
  ImGui::SetNextWindowPos({bounds.x + (bounds.width - width) / 2, bounds.y + theme.px(16)});
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleColor(ImGuiCol_Border, problem ? theme.error : theme.accent);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1.5F));
  ImGui::Begin("###problem", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  const float button = theme.px(96);
  // Its first line is on that of the button.
  const float row = ImGui::GetCursorPosY();
  ImGui::SetCursorPosY(row + (ImGui::GetFrameHeight() - theme.body->FontSize) / 2);
  Paragraph(ui, text, theme.body, theme.text, width - button - theme.px(40));
  ImGui::SameLine();
  ImGui::SetCursorPos({width - button - theme.px(12), row});
  if (Button(ui, "button.dismiss", ui.tr("Dismiss"), 96)) {
    if (problem) {
      ui.state.problems.pop_front();
    } else {
      ui.state.notice.reset();
    }
  }
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  ui.inspection.Fact(problem ? "problem" : "notice", text);
}

}  // namespace convlens
