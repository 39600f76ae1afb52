#pragma once

#include <array>
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
  kCodeNumPy,
  kCodePyTorch,
  kCodeSciPy,
  kCodeCpp,
  kCodeLatex,
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
  kMatrixIm2col,
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
  kNextGrid,
  kPreviousGrid,
  kKeySheet,
  kPalette,
  kAbout,
  kPresent,
  kNotes,
  kSpotlight,
  kBlank,
  kNextControl,
  kPreviousControl,
  kNextRoom,
  kPreviousRoom,
  kNextTab,
  kPreviousTab,
  kMenus,
  kCopyLink,  ///< of the page only; the last
};

/// A key with its modifiers.
struct Shortcut {
  Key key = Key::kNone;
  bool ctrl = false;
  bool shift = false;
  bool repeats = false;  ///< acts again while held
  bool alt = false;
};

/// The menus that hold commands. kExportPlot is a menu inside that of files, kCopyCode inside that
/// of editing.
enum class Menu { kNone, kFile, kExportPlot, kEdit, kCopyCode, kView, kHelp };

/// Where a menu shows a command: its sections, from 0, are parted by lines, and within a section
/// the order is the table's.
struct MenuPlace {
  Menu menu = Menu::kNone;
  int section = 0;
};

struct UiContext;

/// All that there is to know of a command: a row of the table in ui/shell/command_table.cpp.
struct CommandInfo {
  Command command;
  const char* label;                    ///< English, the key of its translation
  const char* group = nullptr;          ///< heading on the key sheet (English); nullptr: not on it
  std::array<Shortcut, 2> shortcuts{};  ///< kNone: none
  const char* key_text = "";            ///< "Ctrl+Shift+S", "←"; "" without a shortcut
  MenuPlace menu{};
  /// What it does. nullptr: it needs files or the window, and is the application's.
  void (*act)(UiContext&) = nullptr;
  bool (*can)(const UiContext&) = nullptr;     ///< whether it can act now; nullptr: always
  bool (*chosen)(const UiContext&) = nullptr;  ///< whether it is a choice or switch that is on
};

/// The row of `command`. Requires that it is in the table.
const CommandInfo& InfoOf(std::span<const CommandInfo> commands, Command command);

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
Command PressedCommand(std::span<const CommandInfo> commands, KeyOwner owner);

}  // namespace convlens
