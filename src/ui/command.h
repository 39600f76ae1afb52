#pragma once

#include <span>

namespace convlens {

/// Everything that a menu entry or a key can ask for.
enum class Command {
  kNone,
  kOpen,
  kSave,
  kSaveAs,
  kExportPng,
  kQuit,
  kUndo,
  kRedo,
  kCopyNumbers,
  kCopyNumPy,
  kPaste,
  kPlayPause,
  kStepForward,
  kStepBack,
  kFaster,
  kSlower,
  kFirst,
  kLast,
  kStepInto,
  kToggleLoop,
  kTrainRun,
  kTrainStep,
  kTrainReset,
  kFit,
  kFlipKernel,
  kSwitchOperation,
  kLessonPanel,
  kTabInput,
  kTabKernel,
  kTabLearn,
  kTabView,
  kThemeDark,
  kThemeLight,
  kThemeProjector,
  kEnglish,
  kChinese,
  kKeySheet,
  kAbout,
  kUnpin,
};

/// A key with its modifiers, as GLFW names keys (the printable ones by their US capital).
struct Shortcut {
  int key = 0;
  bool ctrl = false;
  bool shift = false;
};

struct CommandInfo {
  Command command;
  const char* label;     ///< English, the key of its translation
  const char* group;     ///< heading on the key sheet; nullptr: not on it
  Shortcut shortcut;     ///< key 0: none
  const char* key_text;  ///< "Ctrl+Shift+S", "←"
};

/// The one table from which the menus, the key sheet and the dispatch of keys are made.
std::span<const CommandInfo> Commands();
const CommandInfo& InfoOf(Command command);

/// The command whose shortcut was pressed in this frame, unless a text field wants the keyboard.
Command PressedCommand();

}  // namespace convlens
