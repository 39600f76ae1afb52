#include "ui/shell/navigation.h"

#include "imgui.h"
// imgui.h does not say which popup is the topmost.
#include "imgui_internal.h"
#include "ui/state/keys.h"

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

// What was opened by a key shows at once which entry the next one acts on.
void ShowWhereKeysAct() {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  g.NavDisableHighlight = false;
  g.NavDisableMouseHover = true;
}

}  // namespace

void AllowNavigation(UiState& state) {
  ImGuiIO& io = ImGui::GetIO();
  state.popup_open = AnyPopupOpen();
  state.menu_open = MenuOrListOpen();
  const bool had_keys = (io.ConfigFlags & ImGuiConfigFlags_NavEnableKeyboard) != 0;
  // The key that opened a menu does not choose in it, too.
  const bool has_keys = state.menu_open && !state.focus.key_held;
  io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
  if (has_keys) io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  // Dear ImGui chooses by Space only.
  const bool enter = KeyDown(Key::kEnter) || KeyDown(Key::kKeypadEnter);
  if (has_keys && enter) io.NavInputs[ImGuiNavInput_Activate] = 1;
  if (has_keys && !had_keys && !state.focus.at.empty()) ShowWhereKeysAct();
}

}  // namespace convlens
