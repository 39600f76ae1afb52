#pragma once

#include <map>
#include <string>
#include <vector>

#include "ui/state/focus_walk.h"

namespace convlens {

/// What the arrows and their kin ask of the control that has the focus, in this frame.
struct ControlKeys {
  int across = 0;  ///< steps to the right
  int down = 0;
  bool first = false;  ///< Home
  bool last = false;   ///< End
};

/// Which control the keyboard belongs to (see ui/controls/focus.h).
struct FocusState {
  std::string at;                ///< the control's name; "" is none, the program's own keys hold
  std::vector<FocusStop> stops;  ///< all controls, as the last frame drew them, in their order
  std::vector<FocusStop> drawn;  ///< those that this frame has drawn so far
  Room room = Room::kFigure;     ///< which is being drawn
  std::map<Room, std::string> last;  ///< had the focus there last
  std::string clicked;               ///< the control that the mouse used last
  bool reveal = false;               ///< `at` must be scrolled into sight
  ControlKeys keys;                  ///< for `at`
  std::vector<unsigned> typed;       ///< characters that began the typing: for the next frame
  bool key_held = false;             ///< the key that pressed a control is still down
  bool menu_was_open = false;
  bool menu_escaped = false;  ///< Escape closes the menu that was open
  int menu_aside = 0;         ///< ← → do so, towards the one beside it
  std::string before_menus;   ///< had the focus when the menu bar got it
  bool dialog_was_open = false;
  std::string behind_dialog;  ///< gets the focus back when the dialog closes
};

}  // namespace convlens
