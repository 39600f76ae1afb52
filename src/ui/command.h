#pragma once

#include <span>

#include "ui/keys.h"

namespace convlens {

/// Everything that a menu entry, a button or a key can ask for.
enum class Command {
  kNone,
  kOpen,
  kOpenTarget,
  kSave,
  kSaveAs,
  kExportPng,
  kExportPlotCsv,
  kExportPlotPng,
  kExportPlotSvg,
  kUnsavedWork,
  kQuit,
  kUndo,
  kRedo,
  kCopyNumbers,
  kCopyNumPy,
  kPaste,
  kPlayPause,
  kStepForward,
  kStepBack,
  kStepInto,
  kFirst,
  kLast,
  kFaster,
  kSlower,
  kToggleLoop,
  kTrainRun,
  kTrainStep,
  kTrainReset,
  kFlipKernel,
  kSwitchOperation,
  kFit,
  kMatrixWindows,
  kMatrixToeplitz,
  kLessonPanel,
  kTabInput,
  kTabKernel,
  kTabLayer,
  kTabStack,
  kTabLearn,
  kTabView,
  kThemeDark,
  kThemeLight,
  kThemeProjector,
  kEnglish,
  kChinese,
  kUnpin,
  kKeySheet,
  kAbout,
};

/// A key with its modifiers.
struct Shortcut {
  Key key = Key::kNone;
  bool ctrl = false;
  bool shift = false;
  bool repeats = false;  ///< acts again while held
  bool alt = false;
};

struct CommandInfo {
  Command command;
  const char* label;     ///< English, the key of its translation
  const char* group;     ///< heading on the key sheet (English); nullptr: not on it
  Shortcut shortcut;     ///< kNone: none
  const char* key_text;  ///< "Ctrl+Shift+S", "←"; "" without a shortcut
};

/// The one table from which the menus, the key sheet and the dispatch of keys are made, in the
/// order of the key sheet.
std::span<const CommandInfo> Commands();
const CommandInfo& InfoOf(Command command);

/// Who the keyboard belongs to: nobody in particular, a selected cell (arrows, Home, End and digits
/// are its own), a text field, or a menu
/// or dialog.
enum class KeyOwner { kCommands, kSelection, kText, kDialog };

/// The command whose shortcut was pressed in this frame and is not the owner's own, or kNone. A
/// dialog leaves open, save and the key sheet, a text field the tabs by Alt as well.
Command PressedCommand(KeyOwner owner);

}  // namespace convlens
