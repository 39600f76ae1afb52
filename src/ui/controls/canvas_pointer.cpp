#include "ui/controls/canvas_pointer.h"

#include "ui/state/keys.h"

namespace convlens {

CanvasPointer PointerOver(const char* id, const Rect& bounds) {
  ImGui::SetCursorScreenPos({bounds.x, bounds.y});
  ImGui::InvisibleButton(id, {bounds.width, bounds.height},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  const ImGuiIO& io = ImGui::GetIO();
  CanvasPointer pointer;
  pointer.at = io.MousePos;
  pointer.known = ImGui::IsMousePosValid();
  pointer.over = ImGui::IsItemHovered();
  pointer.wheel = io.MouseWheel;
  for (int button = 0; button < CanvasPointer::kButtons; ++button) {
    pointer.down[static_cast<size_t>(button)] = ImGui::IsMouseDown(button);
    pointer.pressed[static_cast<size_t>(button)] = ImGui::IsMouseClicked(button);
  }
  pointer.space = KeyDown(Key::kSpace);
  return pointer;
}

}  // namespace convlens
