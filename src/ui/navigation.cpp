#include "ui/navigation.h"

#include "imgui.h"
// imgui.h does not say which popup is the topmost.
#include "imgui_internal.h"

namespace convlens {
namespace {

bool AnyPopupOpen() {
  return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

// A dialog has its own keys.
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
