#include "ui/command.h"

#include <cassert>

#include "imgui.h"

namespace convlens {
namespace {

constexpr const char* kStepping = "Stepping";
constexpr const char* kTraining = "Training";
constexpr const char* kFigure = "Figure";
constexpr const char* kFile = "File and editing";
constexpr const char* kPanels = "Panels";

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

    {Command::kThemeDark, "Dark", nullptr, {}, ""},
    {Command::kThemeLight, "Light", nullptr, {}, ""},
    {Command::kThemeProjector, "Projector", nullptr, {}, ""},
    {Command::kEnglish, "English", nullptr, {}, ""},
    {Command::kChinese, "简体中文", nullptr, {}, ""},
    {Command::kMatrixWindows, "As a matrix: im2col", nullptr, {}, ""},
    {Command::kMatrixToeplitz, "As a matrix: Toeplitz", nullptr, {}, ""},
    {Command::kAbout, "About ConvLens", nullptr, {}, ""},
};

bool IsLeftByDialogs(const CommandInfo& info) {
  return info.command == Command::kOpen || info.command == Command::kSave ||
         info.command == Command::kSaveAs || info.command == Command::kKeySheet;
}

// Whether the owner of the keyboard uses this shortcut itself.
bool BelongsTo(KeyOwner owner, const CommandInfo& info) {
  if (owner == KeyOwner::kCommands) return false;
  if (owner == KeyOwner::kDialog) return !IsLeftByDialogs(info);
  if (info.shortcut.alt) return false;
  if (owner == KeyOwner::kText) return !IsLeftByDialogs(info);
  switch (info.shortcut.key) {
    case Key::kLeft:
    case Key::kRight:
    case Key::kUp:
    case Key::kDown:
    case Key::kHome:
    case Key::kEnd:
    case Key::k1:
    case Key::k2:
    case Key::k3:
    case Key::k4:
    case Key::k5:
      return true;
    default:
      return false;
  }
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
