#pragma once

#include <deque>
#include <vector>

namespace convlens {

struct Modifiers {
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  bool super = false;
};

/// One event from the window system. Keys, buttons and modifiers go by GLFW's numbers.
struct InputEvent {
  enum class Kind { kKey, kCharacter, kButton, kWheel, kPointer, kPointerGone, kFocus };
  Kind kind = Kind::kKey;
  int code = 0;           ///< the key or button; of a character: its code point
  bool down = false;      ///< pressed rather than released; of the focus: got rather than lost
  Modifiers modifiers{};  ///< held when it happened; of keys and buttons only
  float x = 0;            ///< where the pointer is, in the window's units; how far the wheel turned
  float y = 0;
};

/// Whether `code` is Shift, Ctrl, Alt or Super.
bool IsModifierKey(int code);

/// All events, in order, until a frame takes them. The interface looks at keys and mouse once a
/// frame; what it would miss or mix up there (a press and its release, a digit and Return, Shift
/// that is let go after T) is dealt out over several frames. Pure data.
class InputQueue {
 public:
  void Push(const InputEvent& event);
  bool empty() const { return events_.empty(); }
  /// Takes what the next frame can see without loss. While `typing` into a text field only the
  /// characters count, so that keys that write need no frame of their own.
  std::vector<InputEvent> TakeFrame(bool typing);

 private:
  std::deque<InputEvent> events_;
};

}  // namespace convlens
