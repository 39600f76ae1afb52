#pragma once

namespace convlens {

/// Keys by name, independent of Dear ImGui's version: before 1.87 it knows keys by the window
/// library's numbers, since then by its own. The difference is hidden here and nowhere else.
enum class Key {
  kNone,
  kSpace,
  kLeft,
  kRight,
  kUp,
  kDown,
  kHome,
  kEnd,
  kPageUp,
  kPageDown,
  kEnter,
  kKeypadEnter,
  kEscape,
  kTab,
  kBackspace,
  kDelete,
  kF1,
  kF5,
  kF6,
  kF10,
  k1,
  k2,
  k3,
  k4,
  k5,
  kA,
  kB,
  kC,
  kF,
  kH,
  kI,
  kK,
  kL,
  kN,
  kO,
  kP,
  kQ,
  kR,
  kS,
  kT,
  kV,
  kX,
  kY,
  kZ,
};

/// Pressed in this frame, or repeated while held when `repeat`.
bool KeyPressed(Key key, bool repeat = false);
bool KeyDown(Key key);

}  // namespace convlens
