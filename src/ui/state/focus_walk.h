#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "scene/figure/figure.h"

namespace convlens {

/// How the keyboard walks through the window's controls. Pure data.

/// A part of the window that the keyboard visits, in the order of the visits. The figure itself,
/// where the program's own keys hold, comes before the first and after the last.
enum class Room {
  kLesson,
  kStack,
  kFigure,  ///< the controls on the figure
  kProblem,
  kBelow,  ///< the sum or the lab's card
  kSum,
  kTransport,
  kInspector,
  kMenus,
  kDialog
};

/// What a control does with the keys that it gets.
enum class StopKind {
  kButton,  ///< Space and Return press it
  kMenu,    ///< so does ↓
  kText,    ///< Return or a character begins typing
  kList,    ///< ↑ ↓ change it, Space and Return open it
  kValue,   ///< the arrows change it
  kScroll   ///< the arrows scroll it
};

/// A control that the keyboard can reach.
struct FocusStop {
  std::string name;  ///< as in the Inspection
  Room room = Room::kFigure;
  StopKind kind = StopKind::kButton;
  bool enabled = true;
  Rect bounds{};    ///< pixels
  unsigned id = 0;  ///< Dear ImGui's, of the item and of its window
  unsigned window = 0;
};

enum class Toward { kLeft, kRight, kUp, kDown };

namespace focus_walk {

// Where a control is named, "" is none: the figure, or a dialog's own keys. All walks go over
// `stops` in their order and leave disabled ones out.

/// The control `by` (1 or -1) places behind `from`.
std::string NextStop(std::span<const FocusStop> stops, const std::string& from, int by);
/// Into the next room (`by` 1) or the one before (-1): to the control that had the focus there last
/// (`last`), if that is still possible, or to its first one.
std::string NextRoom(std::span<const FocusStop> stops, const std::string& from, int by,
                     const std::map<Room, std::string>& last);
/// The nearest control of the same room in a direction; `from` itself where there is none.
std::string Neighbour(std::span<const FocusStop> stops, const std::string& from, Toward toward);
/// What gets the focus instead of `lost`, which `before` had and `now` has no more: the next of the
/// same room that is still there, else the one before, else the room's first.
std::string Substitute(std::span<const FocusStop> before, std::span<const FocusStop> now,
                       const std::string& lost);

/// The control of this name, or nullptr.
const FocusStop* FindStop(std::span<const FocusStop> stops, const std::string& name);

}  // namespace focus_walk
}  // namespace convlens
