#pragma once

#include <span>

#include "ui/state/keys.h"

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
  kNextControl,
  kPreviousControl,
  kNextRoom,
  kPreviousRoom,
  kNextTab,
  kPreviousTab,
  kMenus,
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

/// Who the keyboard belongs to.
enum class KeyOwner {
  kCommands,   ///< nobody in particular
  kControl,    ///< a control with the focus: Space, Return, the arrows, Home and End are its own
  kField,      ///< a text field with the focus, before it is typed into: all that writes, too
  kText,       ///< a text field that is typed into
  kSelection,  ///< a selected cell: arrows, Home, End, Tab and digits
  kCellText,   ///< a cell that is typed into
  kDialog,
  kMenu  ///< or an open list
};

/// The command whose shortcut was pressed in this frame and is not the owner's own, or kNone.
/// Menus and dialogs leave open, save and the key sheet; what is typed into leaves the tabs by Alt
/// and the ways to another control as well.
Command PressedCommand(KeyOwner owner);

}  // namespace convlens
