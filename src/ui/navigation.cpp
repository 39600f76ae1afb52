#include "ui/navigation.h"

#include "imgui.h"
// Which popup is the topmost, imgui.h does not tell.
#include "imgui_internal.h"

namespace convlens {
namespace {

bool AnyPopupOpen() {
  return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

// A dialog has keys of its own.
bool MenuOrListOpen() {
  const auto& popups = ImGui::GetCurrentContext()->OpenPopupStack;
  const ImGuiWindow* top = popups.empty() ? nullptr : popups.back().Window;
  return top != nullptr && (top->Flags & ImGuiWindowFlags_Modal) == 0;
}

}  // namespace

void AllowNavigation(UiState& state) {
  ImGuiIO& io = ImGui::GetIO();
  state.popup_open = AnyPopupOpen();
  io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
  if (MenuOrListOpen()) io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
}

}  // namespace convlens
