#include "ui/controls/modal.h"

#include <algorithm>

#include "ui/controls/inspection.h"
#include "ui/state/keys.h"

namespace convlens {

bool BeginModal(UiContext& ui, const char* id, float width_points) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const float width = std::min(ui.theme.px(width_points), viewport->Size.x - ui.theme.px(32));
  const float height = viewport->Size.y - ui.theme.px(32);
  ImGui::SetNextWindowPos(
      {viewport->Pos.x + viewport->Size.x / 2, viewport->Pos.y + viewport->Size.y / 2},
      ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, height});
  if (!ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.theme.px(24), ui.theme.px(22)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.theme.px(12));
  const bool shown =
      ImGui::BeginPopupModal(id, nullptr,
                             ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                 ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar(2);
  if (!shown) return false;
  const ImVec2 at = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  ui.inspection.Place(id, {at.x, at.y, size.x, size.y});
  return true;
}

void EndModal(bool close) {
  if (close) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

bool ModalDismissed() {
  if (ImGui::IsWindowAppearing()) return false;
  const bool beside = ImGui::IsMouseClicked(0) &&
                      !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                              ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  return beside || KeyPressed(Key::kEscape);
}

void AlignRight(UiContext& ui, int buttons, float width_points) {
  const auto count = static_cast<float>(buttons);
  const float row =
      count * ui.theme.px(width_points) + (count - 1) * ImGui::GetStyle().ItemSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0F, room - row));
}

}  // namespace convlens
