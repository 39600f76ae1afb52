#include "app/input_feed.h"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace convlens {
namespace {

// Where the interface says Ctrl, a Mac's Cmd is meant.
#ifdef __APPLE__
constexpr bool kSuperIsCtrl = true;
#else
constexpr bool kSuperIsCtrl = false;
#endif

void SetModifiers(const Modifiers& held, ImGuiIO& io) {
  io.ConfigMacOSXBehaviors = false;  // which would take Cmd for Ctrl once more
  io.KeyCtrl = kSuperIsCtrl ? held.super : held.ctrl;
  io.KeyShift = held.shift;
  io.KeyAlt = held.alt;
  io.KeySuper = kSuperIsCtrl ? held.ctrl : held.super;
}

// A modifier key's own event reports what was held before it.
Modifiers HeldKeys(const ImGuiIO& io) {
  const bool* down = io.KeysDown;
  return {down[GLFW_KEY_LEFT_CONTROL] || down[GLFW_KEY_RIGHT_CONTROL],
          down[GLFW_KEY_LEFT_SHIFT] || down[GLFW_KEY_RIGHT_SHIFT],
          down[GLFW_KEY_LEFT_ALT] || down[GLFW_KEY_RIGHT_ALT],
          down[GLFW_KEY_LEFT_SUPER] || down[GLFW_KEY_RIGHT_SUPER]};
}

void ApplyKey(const InputEvent& event, ImGuiIO& io) {
  if (event.code < 0 || event.code >= IM_ARRAYSIZE(io.KeysDown)) return;
  io.KeysDown[event.code] = event.down;
  SetModifiers(IsModifierKey(event.code) ? HeldKeys(io) : event.modifiers, io);
}

}  // namespace

void InputFeed::Give(const std::vector<InputEvent>& events, ImGuiIO& io) {
  for (const InputEvent& event : events) Apply(event, io);
  io.MousePos = pointer_;
  std::copy(buttons_.begin(), buttons_.end(), io.MouseDown);
}

bool InputFeed::AnyButtonDown() const {
  return std::find(buttons_.begin(), buttons_.end(), true) != buttons_.end();
}

void InputFeed::Apply(const InputEvent& event, ImGuiIO& io) {
  switch (event.kind) {
    case InputEvent::Kind::kKey:
      return ApplyKey(event, io);
    case InputEvent::Kind::kCharacter:
      return io.AddInputCharacter(static_cast<unsigned>(event.code));
    case InputEvent::Kind::kButton:
      SetModifiers(event.modifiers, io);
      buttons_[static_cast<size_t>(event.code)] = event.down;
      return;
    case InputEvent::Kind::kWheel:
      io.MouseWheelH += event.x;
      io.MouseWheel += event.y;
      return;
    case InputEvent::Kind::kPointer:
      pointer_ = {event.x, event.y};
      return;
    case InputEvent::Kind::kPointerGone:
      if (!AnyButtonDown()) pointer_ = {kNowhere, kNowhere};  // a drag goes on outside
      return;
    case InputEvent::Kind::kFocus:
      return io.AddFocusEvent(event.down);
  }
}

}  // namespace convlens
