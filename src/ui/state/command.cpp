#include "ui/state/command.h"

#include <cassert>

#include "imgui.h"

namespace convlens {
namespace {

constexpr const char* kStepping = "Stepping";
constexpr const char* kTraining = "Training";
constexpr const char* kFigure = "Figure";
constexpr const char* kFile = "File and editing";
constexpr const char* kPanels = "Panels";
constexpr const char* kControls = "Controls by keys";

constexpr CommandInfo kCommands[] = {
    {Command::kPlayPause, "Play or pause", kStepping, {Key::kSpace}, "Space"},
    {Command::kStepForward, "Step over", kStepping, {Key::kRight, false, false, true}, "→"},
    {Command::kStepBack, "Step back", kStepping, {Key::kLeft, false, false, true}, "←"},
    {Command::kStepInto, "Step into", kStepping, {Key::kI, false, false, true}, "I"},
    {Command::kFirst, "First position", kStepping, {Key::kHome}, "Home"},
    {Command::kLast, "Last position", kStepping, {Key::kEnd}, "End"},
    {Command::kFaster, "Faster", kStepping, {Key::kUp, false, false, true}, "↑"},
    {Command::kSlower, "Slower", kStepping, {Key::kDown, false, false, true}, "↓"},
    {Command::kToggleLoop, "Loop", kStepping, {Key::kL}, "L"},

    {Command::kTrainRun, "Run or pause training", kTraining, {Key::kT, false, true}, "Shift+T"},
    {Command::kTrainStep, "One training step", kTraining, {Key::kT, false, false, true}, "T"},
    {Command::kTrainReset, "Reset training", kTraining, {Key::kR}, "R"},

    {Command::kFit, "Fit figure", kFigure, {Key::kF}, "F"},
    {Command::kUnpin, "Unpin or unselect", kFigure, {Key::kEscape}, "Esc"},
    {Command::kFlipKernel, "Flip kernel", kFigure, {Key::kX}, "X"},
    {Command::kSwitchOperation, "Correlation or convolution", kFigure, {Key::kC}, "C"},

    {Command::kOpen, "Open…", kFile, {Key::kO, true}, "Ctrl+O"},
    {Command::kOpenTarget, "Open a target…", nullptr, {}, ""},
    {Command::kSave, "Save", kFile, {Key::kS, true}, "Ctrl+S"},
    {Command::kSaveAs, "Save as…", kFile, {Key::kS, true, true}, "Ctrl+Shift+S"},
    {Command::kExportPng, "Export picture…", kFile, {Key::kP, true}, "Ctrl+P"},
    {Command::kExportPlotCsv, "Plot as a CSV table…", nullptr, {}, ""},
    {Command::kExportPlotPng, "Plot as a PNG picture…", nullptr, {}, ""},
    {Command::kExportPlotSvg, "Plot as an SVG drawing…", nullptr, {}, ""},
    {Command::kUnsavedWork, "Unsaved work…", nullptr, {}, ""},
    {Command::kQuit, "Quit", kFile, {Key::kQ, true}, "Ctrl+Q"},
    {Command::kUndo, "Undo", kFile, {Key::kZ, true, false, true}, "Ctrl+Z"},
    {Command::kRedo, "Redo", kFile, {Key::kZ, true, true, true}, "Ctrl+Shift+Z"},
    {Command::kRedo, "Redo", nullptr, {Key::kY, true, false, true}, "Ctrl+Y"},
    {Command::kCopyNumbers, "Copy as numbers", kFile, {Key::kC, true}, "Ctrl+C"},
    {Command::kCopyNumPy, "Copy as NumPy", kFile, {Key::kC, true, true}, "Ctrl+Shift+C"},
    {Command::kPaste, "Paste numbers", kFile, {Key::kV, true}, "Ctrl+V"},

    {Command::kTabInput, "Input", kPanels, {Key::k1}, "1 · Alt+1"},
    {Command::kTabKernel, "Kernel", kPanels, {Key::k2}, "2 · Alt+2"},
    {Command::kTabLayer, "Layer", kPanels, {Key::k3}, "3 · Alt+3"},
    {Command::kTabStack, "Stack", kPanels, {Key::kS}, "S"},
    {Command::kTabLearn, "Learn", kPanels, {Key::k4}, "4 · Alt+4"},
    {Command::kTabView, "View", kPanels, {Key::k5}, "5 · Alt+5"},
    {Command::kTabInput, "Input", nullptr, {Key::k1, false, false, false, true}, "Alt+1"},
    {Command::kTabKernel, "Kernel", nullptr, {Key::k2, false, false, false, true}, "Alt+2"},
    {Command::kTabLayer, "Layer", nullptr, {Key::k3, false, false, false, true}, "Alt+3"},
    {Command::kTabLearn, "Learn", nullptr, {Key::k4, false, false, false, true}, "Alt+4"},
    {Command::kTabView, "View", nullptr, {Key::k5, false, false, false, true}, "Alt+5"},
    {Command::kLessonPanel, "Lesson panel", kPanels, {Key::kL, true}, "Ctrl+L"},
    {Command::kKeySheet, "Keys", kPanels, {Key::kF1}, "F1"},

    {Command::kNextControl, "Next or previous control", kControls, {Key::kTab}, "Tab · Shift+Tab"},
    {Command::kPreviousControl, "Previous control", nullptr, {Key::kTab, false, true}, "Shift+Tab"},
    {Command::kNextRoom, "Next or previous panel", kControls, {Key::kF6}, "F6 · Shift+F6"},
    {Command::kPreviousRoom, "Previous panel", nullptr, {Key::kF6, false, true}, "Shift+F6"},
    {Command::kNextTab, "Next tab", kControls, {Key::kTab, true}, "Ctrl+Tab"},
    {Command::kPreviousTab, "Previous tab", nullptr, {Key::kTab, true, true}, "Ctrl+Shift+Tab"},
    {Command::kMenus, "Menus", kControls, {Key::kF10}, "F10"},

    {Command::kThemeDark, "Dark", nullptr, {}, ""},
    {Command::kThemeLight, "Light", nullptr, {}, ""},
    {Command::kThemeProjector, "Projector", nullptr, {}, ""},
    {Command::kEnglish, "English", nullptr, {}, ""},
    {Command::kChinese, "简体中文", nullptr, {}, ""},
    {Command::kMatrixWindows, "As a matrix: im2col", nullptr, {}, ""},
    {Command::kMatrixToeplitz, "As a matrix: Toeplitz", nullptr, {}, ""},
    {Command::kAbout, "About ConvLens", nullptr, {}, ""},
};

bool IsLeftByDialogs(Command command) {
  return command == Command::kOpen || command == Command::kSave || command == Command::kSaveAs ||
         command == Command::kKeySheet;
}

bool IsTabKey(const Shortcut& shortcut) { return shortcut.key == Key::kTab && !shortcut.ctrl; }

// Whether one can go to another control by it while something is typed.
bool LeavesText(const CommandInfo& info) {
  switch (info.command) {
    case Command::kNextControl:
    case Command::kPreviousControl:
    case Command::kNextRoom:
    case Command::kPreviousRoom:
    case Command::kNextTab:
    case Command::kPreviousTab:
    case Command::kMenus:
      return true;
    default:
      return info.shortcut.alt || IsLeftByDialogs(info.command);
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

bool MovesCell(Key key) { return key != Key::kSpace && WorksControl(key); }

bool WritesText(const Shortcut& shortcut) {
  const bool held = shortcut.ctrl || shortcut.alt;
  return !held && shortcut.key >= Key::k1 && shortcut.key <= Key::kZ;
}

// Whether the owner of the keyboard uses this shortcut itself.
bool BelongsTo(KeyOwner owner, const CommandInfo& info) {
  const Shortcut& shortcut = info.shortcut;
  switch (owner) {
    case KeyOwner::kCommands:
      return false;
    case KeyOwner::kControl:
      return WorksControl(shortcut.key);
    case KeyOwner::kField:
      return WorksControl(shortcut.key) || WritesText(shortcut);
    case KeyOwner::kText:
      return !LeavesText(info);
    case KeyOwner::kSelection:
      if (shortcut.alt) return false;
      return IsTabKey(shortcut) || MovesCell(shortcut.key) ||
             (shortcut.key >= Key::k1 && shortcut.key <= Key::k5);
    case KeyOwner::kCellText:
      return IsTabKey(shortcut) || !LeavesText(info);
    case KeyOwner::kDialog:
      return !IsTabKey(shortcut) && !IsLeftByDialogs(info.command);
    case KeyOwner::kMenu:
      return !IsLeftByDialogs(info.command);
  }
  return false;
}

}  // namespace

std::span<const CommandInfo> Commands() { return kCommands; }

const CommandInfo& InfoOf(Command command) {
  for (const CommandInfo& info : kCommands) {
    if (info.command == command) return info;
  }
  assert(false && "every command is in the table");
  return kCommands[0];
}

Command PressedCommand(KeyOwner owner) {
  const ImGuiIO& io = ImGui::GetIO();
  for (const CommandInfo& info : kCommands) {
    const Shortcut& shortcut = info.shortcut;
    if (io.KeyCtrl != shortcut.ctrl || io.KeyShift != shortcut.shift || io.KeyAlt != shortcut.alt) {
      continue;
    }
    if (!KeyPressed(shortcut.key, shortcut.repeats)) continue;
    if (!BelongsTo(owner, info)) return info.command;
  }
  return Command::kNone;
}

}  // namespace convlens
