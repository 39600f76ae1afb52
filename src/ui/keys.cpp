#include "ui/keys.h"

#include "imgui.h"

namespace convlens {
namespace {

#if IMGUI_VERSION_NUM >= 18700
using NativeKey = ImGuiKey;
#define CONVLENS_KEY(imgui_key, glfw_number) imgui_key
#else
// The numbers of GLFW's stable key constants; ui/ does not include the window library.
using NativeKey = int;
#define CONVLENS_KEY(imgui_key, glfw_number) glfw_number
#endif

NativeKey Native(Key key) {
  switch (key) {
    case Key::kNone:
      break;
    case Key::kSpace:
      return CONVLENS_KEY(ImGuiKey_Space, 32);
    case Key::kLeft:
      return CONVLENS_KEY(ImGuiKey_LeftArrow, 263);
    case Key::kRight:
      return CONVLENS_KEY(ImGuiKey_RightArrow, 262);
    case Key::kUp:
      return CONVLENS_KEY(ImGuiKey_UpArrow, 265);
    case Key::kDown:
      return CONVLENS_KEY(ImGuiKey_DownArrow, 264);
    case Key::kHome:
      return CONVLENS_KEY(ImGuiKey_Home, 268);
    case Key::kEnd:
      return CONVLENS_KEY(ImGuiKey_End, 269);
    case Key::kPageUp:
      return CONVLENS_KEY(ImGuiKey_PageUp, 266);
    case Key::kPageDown:
      return CONVLENS_KEY(ImGuiKey_PageDown, 267);
    case Key::kEnter:
      return CONVLENS_KEY(ImGuiKey_Enter, 257);
    case Key::kKeypadEnter:
      return CONVLENS_KEY(ImGuiKey_KeypadEnter, 335);
    case Key::kEscape:
      return CONVLENS_KEY(ImGuiKey_Escape, 256);
    case Key::kTab:
      return CONVLENS_KEY(ImGuiKey_Tab, 258);
    case Key::kBackspace:
      return CONVLENS_KEY(ImGuiKey_Backspace, 259);
    case Key::kDelete:
      return CONVLENS_KEY(ImGuiKey_Delete, 261);
    case Key::kF1:
      return CONVLENS_KEY(ImGuiKey_F1, 290);
    case Key::kF6:
      return CONVLENS_KEY(ImGuiKey_F6, 295);
    case Key::kF10:
      return CONVLENS_KEY(ImGuiKey_F10, 299);
    case Key::k1:
      return CONVLENS_KEY(ImGuiKey_1, '1');
    case Key::k2:
      return CONVLENS_KEY(ImGuiKey_2, '2');
    case Key::k3:
      return CONVLENS_KEY(ImGuiKey_3, '3');
    case Key::k4:
      return CONVLENS_KEY(ImGuiKey_4, '4');
    case Key::k5:
      return CONVLENS_KEY(ImGuiKey_5, '5');
    case Key::kA:
      return CONVLENS_KEY(ImGuiKey_A, 'A');
    case Key::kC:
      return CONVLENS_KEY(ImGuiKey_C, 'C');
    case Key::kF:
      return CONVLENS_KEY(ImGuiKey_F, 'F');
    case Key::kI:
      return CONVLENS_KEY(ImGuiKey_I, 'I');
    case Key::kL:
      return CONVLENS_KEY(ImGuiKey_L, 'L');
    case Key::kO:
      return CONVLENS_KEY(ImGuiKey_O, 'O');
    case Key::kP:
      return CONVLENS_KEY(ImGuiKey_P, 'P');
    case Key::kQ:
      return CONVLENS_KEY(ImGuiKey_Q, 'Q');
    case Key::kR:
      return CONVLENS_KEY(ImGuiKey_R, 'R');
    case Key::kS:
      return CONVLENS_KEY(ImGuiKey_S, 'S');
    case Key::kT:
      return CONVLENS_KEY(ImGuiKey_T, 'T');
    case Key::kV:
      return CONVLENS_KEY(ImGuiKey_V, 'V');
    case Key::kX:
      return CONVLENS_KEY(ImGuiKey_X, 'X');
    case Key::kY:
      return CONVLENS_KEY(ImGuiKey_Y, 'Y');
    case Key::kZ:
      return CONVLENS_KEY(ImGuiKey_Z, 'Z');
  }
  return CONVLENS_KEY(ImGuiKey_None, -1);
}

}  // namespace

bool KeyPressed(Key key, bool repeat) {
  return key != Key::kNone && ImGui::IsKeyPressed(Native(key), repeat);
}

bool KeyDown(Key key) { return key != Key::kNone && ImGui::IsKeyDown(Native(key)); }

}  // namespace convlens
