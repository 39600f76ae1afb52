#include "ui/state/keys.h"

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

struct KeyNumber {
  Key key;
  NativeKey native;
};
constexpr KeyNumber kKeyNumbers[] = {
    {Key::kSpace, CONVLENS_KEY(ImGuiKey_Space, 32)},
    {Key::kLeft, CONVLENS_KEY(ImGuiKey_LeftArrow, 263)},
    {Key::kRight, CONVLENS_KEY(ImGuiKey_RightArrow, 262)},
    {Key::kUp, CONVLENS_KEY(ImGuiKey_UpArrow, 265)},
    {Key::kDown, CONVLENS_KEY(ImGuiKey_DownArrow, 264)},
    {Key::kHome, CONVLENS_KEY(ImGuiKey_Home, 268)},
    {Key::kEnd, CONVLENS_KEY(ImGuiKey_End, 269)},
    {Key::kPageUp, CONVLENS_KEY(ImGuiKey_PageUp, 266)},
    {Key::kPageDown, CONVLENS_KEY(ImGuiKey_PageDown, 267)},
    {Key::kEnter, CONVLENS_KEY(ImGuiKey_Enter, 257)},
    {Key::kKeypadEnter, CONVLENS_KEY(ImGuiKey_KeypadEnter, 335)},
    {Key::kEscape, CONVLENS_KEY(ImGuiKey_Escape, 256)},
    {Key::kTab, CONVLENS_KEY(ImGuiKey_Tab, 258)},
    {Key::kBackspace, CONVLENS_KEY(ImGuiKey_Backspace, 259)},
    {Key::kDelete, CONVLENS_KEY(ImGuiKey_Delete, 261)},
    {Key::kF1, CONVLENS_KEY(ImGuiKey_F1, 290)},
    {Key::kF5, CONVLENS_KEY(ImGuiKey_F5, 294)},
    {Key::kF6, CONVLENS_KEY(ImGuiKey_F6, 295)},
    {Key::kF10, CONVLENS_KEY(ImGuiKey_F10, 299)},
    {Key::k1, CONVLENS_KEY(ImGuiKey_1, '1')},
    {Key::k2, CONVLENS_KEY(ImGuiKey_2, '2')},
    {Key::k3, CONVLENS_KEY(ImGuiKey_3, '3')},
    {Key::k4, CONVLENS_KEY(ImGuiKey_4, '4')},
    {Key::k5, CONVLENS_KEY(ImGuiKey_5, '5')},
    {Key::kA, CONVLENS_KEY(ImGuiKey_A, 'A')},
    {Key::kB, CONVLENS_KEY(ImGuiKey_B, 'B')},
    {Key::kC, CONVLENS_KEY(ImGuiKey_C, 'C')},
    {Key::kF, CONVLENS_KEY(ImGuiKey_F, 'F')},
    {Key::kH, CONVLENS_KEY(ImGuiKey_H, 'H')},
    {Key::kI, CONVLENS_KEY(ImGuiKey_I, 'I')},
    {Key::kK, CONVLENS_KEY(ImGuiKey_K, 'K')},
    {Key::kL, CONVLENS_KEY(ImGuiKey_L, 'L')},
    {Key::kN, CONVLENS_KEY(ImGuiKey_N, 'N')},
    {Key::kO, CONVLENS_KEY(ImGuiKey_O, 'O')},
    {Key::kP, CONVLENS_KEY(ImGuiKey_P, 'P')},
    {Key::kQ, CONVLENS_KEY(ImGuiKey_Q, 'Q')},
    {Key::kR, CONVLENS_KEY(ImGuiKey_R, 'R')},
    {Key::kS, CONVLENS_KEY(ImGuiKey_S, 'S')},
    {Key::kT, CONVLENS_KEY(ImGuiKey_T, 'T')},
    {Key::kV, CONVLENS_KEY(ImGuiKey_V, 'V')},
    {Key::kX, CONVLENS_KEY(ImGuiKey_X, 'X')},
    {Key::kY, CONVLENS_KEY(ImGuiKey_Y, 'Y')},
    {Key::kZ, CONVLENS_KEY(ImGuiKey_Z, 'Z')},
};

NativeKey Native(Key key) {
  for (const KeyNumber& number : kKeyNumbers) {
    if (number.key == key) return number.native;
  }
  return CONVLENS_KEY(ImGuiKey_None, -1);
}

}  // namespace

bool KeyPressed(Key key, bool repeat) {
  return key != Key::kNone && ImGui::IsKeyPressed(Native(key), repeat);
}

bool KeyDown(Key key) { return key != Key::kNone && ImGui::IsKeyDown(Native(key)); }

}  // namespace convlens
