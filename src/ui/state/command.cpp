#include "ui/state/command.h"

#include <algorithm>
#include <cassert>

#include "imgui.h"

namespace convlens {
namespace {

bool IsLeftByDialogs(Command command) {
  return command == Command::kOpen || command == Command::kSave || command == Command::kSaveAs ||
         command == Command::kKeySheet;
}

bool IsTabKey(const Shortcut& shortcut) { return shortcut.key == Key::kTab && !shortcut.ctrl; }

// Whether one can go to another control by it while something is typed.
bool LeavesText(Command command, const Shortcut& shortcut) {
  switch (command) {
    case Command::kNextControl:
    case Command::kPreviousControl:
    case Command::kNextRoom:
    case Command::kPreviousRoom:
    case Command::kNextTab:
    case Command::kPreviousTab:
    case Command::kMenus:
      return true;
    default:
      return shortcut.alt || command == Command::kPalette || IsLeftByDialogs(command);
  }
}

// Whether a control with the focus uses the key.
bool WorksControl(Key key) {
  switch (key) {
    case Key::kSpace:
    case Key::kLeft:
    case Key::kRight:
    case Key::kUp:
    case Key::kDown:
    case Key::kHome:
    case Key::kEnd:
      return true;
    default:
      return false;
  }
}

// Scrolls the panel of the control with the focus.
bool IsPageKey(Key key) { return key == Key::kPageUp || key == Key::kPageDown; }

bool MovesCell(Key key) { return key != Key::kSpace && WorksControl(key); }

bool WritesText(const Shortcut& shortcut) {
  const bool held = shortcut.ctrl || shortcut.alt;
  return !held && shortcut.key >= Key::k1 && shortcut.key <= Key::kZ;
}

// Whether the owner of the keyboard uses this shortcut itself.
bool BelongsTo(KeyOwner owner, Command command, const Shortcut& shortcut) {
  switch (owner) {
    case KeyOwner::kCommands:
      return false;
    case KeyOwner::kControl:
      return WorksControl(shortcut.key) || IsPageKey(shortcut.key);
    case KeyOwner::kField:
      return WorksControl(shortcut.key) || IsPageKey(shortcut.key) || WritesText(shortcut);
    case KeyOwner::kText:
      return !LeavesText(command, shortcut);
    case KeyOwner::kSelection:
      if (shortcut.alt) return false;
      return IsTabKey(shortcut) || MovesCell(shortcut.key) ||
             (shortcut.key >= Key::k1 && shortcut.key <= Key::k5);
    case KeyOwner::kCellText:
      return IsTabKey(shortcut) || !LeavesText(command, shortcut);
    case KeyOwner::kDialog:
      return !IsTabKey(shortcut) && !IsLeftByDialogs(command);
    case KeyOwner::kMenu:
      return !IsLeftByDialogs(command);
  }
  return false;
}

bool IsPressed(const Shortcut& shortcut) {
  const ImGuiIO& io = ImGui::GetIO();
  return io.KeyCtrl == shortcut.ctrl && io.KeyShift == shortcut.shift &&
         io.KeyAlt == shortcut.alt && KeyPressed(shortcut.key, shortcut.repeats);
}

}  // namespace

const CommandInfo& InfoOf(std::span<const CommandInfo> commands, Command command) {
  const auto found =
      std::find_if(commands.begin(), commands.end(),
                   [command](const CommandInfo& info) { return info.command == command; });
  assert(found != commands.end() && "every command is in the table");
  return *found;
}

Command PressedCommand(std::span<const CommandInfo> commands, KeyOwner owner) {
  for (const CommandInfo& info : commands) {
    for (const Shortcut& shortcut : info.shortcuts) {
      if (shortcut.key == Key::kNone || !IsPressed(shortcut)) continue;
      if (!BelongsTo(owner, info.command, shortcut)) return info.command;
    }
  }
  return Command::kNone;
}

}  // namespace convlens
