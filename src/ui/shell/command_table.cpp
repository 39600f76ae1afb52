#include "ui/shell/command_table.h"

#include "io/files/platform.h"
#include "ui/controls/focus.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/palette.h"
#include "ui/shell/presentation.h"

namespace convlens {
namespace {

// Headings of the key sheet.
constexpr const char* kStepping = "Stepping";
constexpr const char* kTraining = "Training";
constexpr const char* kFigure = "Figure";
constexpr const char* kFiles = "File and editing";
constexpr const char* kPanels = "Panels";
constexpr const char* kPresenting = "In front of an audience";
constexpr const char* kControls = "Controls by keys";

// A web page keeps no files and is closed by its browser.
constexpr MenuPlace kEndOfFile = kIsWebPage ? MenuPlace{} : MenuPlace{Menu::kFile, 2};

constexpr Shortcut Plain(Key key) { return {.key = key}; }
constexpr Shortcut Repeating(Shortcut shortcut) {
  shortcut.repeats = true;
  return shortcut;
}
constexpr Shortcut Ctrl(Key key) { return {.key = key, .ctrl = true}; }
constexpr Shortcut Shift(Key key) { return {.key = key, .shift = true}; }
constexpr Shortcut CtrlShift(Key key) { return {.key = key, .ctrl = true, .shift = true}; }
constexpr Shortcut Alt(Key key) { return {.key = key, .alt = true}; }

// A browser keeps F5 for itself.
constexpr std::array<Shortcut, 2> kPresentKeys = kIsWebPage
                                                     ? std::array{Plain(Key::kP), Shortcut{}}
                                                     : std::array{Plain(Key::kF5), Plain(Key::kP)};
constexpr const char* kPresentKeyText = kIsWebPage ? "P" : "F5 · P";

// What commands of a kind have in common.

template <Playback (*step)(Playback, PlaybackExtent)>
void Step(UiContext& ui) {
  ui.bench.SetPlayback(step(ui.bench.playback(), ui.bench.extent()));
}

template <Playback (*change)(Playback)>
void SetPace(UiContext& ui) {
  ui.bench.SetPlayback(change(ui.bench.playback()));
}

Playback SwitchLoop(Playback playback) {
  playback.loop = !playback.loop;
  return playback;
}

bool HasOutputs(const UiContext& ui) { return ui.bench.extent().outputs > 0; }

bool IsAfterFirst(const UiContext& ui) {
  const Playback& playback = ui.bench.playback();
  return HasOutputs(ui) && (playback.output > 0 || playback.terms);
}

bool IsBeforeLast(const UiContext& ui) {
  const Playback& playback = ui.bench.playback();
  return HasOutputs(ui) && (playback.output < ui.bench.extent().outputs - 1 || playback.terms);
}

template <InspectorTab tab>
void Open(UiContext& ui) {
  OpenTab(ui, tab);
}

template <InspectorTab tab>
bool IsOpen(const UiContext& ui) {
  return ui.state.tab == tab;
}

// Page Down and Page Up.
template <int by>
void GoOnOrSelect(UiContext& ui) {
  IsPresenting(ui) ? GoOnInPresentation(ui, by) : SelectInGridBeside(ui, by);
}

template <MatrixView matrix>
void Toggle(UiContext& ui) {
  ToggleMatrix(ui, matrix);
}

template <MatrixView matrix>
bool IsShown(const UiContext& ui) {
  return ui.bench.view().matrix == matrix;
}

// The row of a theme or a language: named as in the table of its words.
template <ThemeKind kind>
constexpr CommandInfo ThemeRow(Command command) {
  return {.command = command,
          .label = WordOf(kThemeWords, kind).label,
          .menu = {Menu::kView, 2},
          .act = [](UiContext& ui) { ui.preferences.theme = kind; },
          .chosen = [](const UiContext& ui) { return ui.theme.kind == kind; }};
}

template <Language language>
constexpr CommandInfo LanguageRow(Command command) {
  return {
      .command = command,
      .label = WordOf(kLanguageWords, language).label,
      .menu = {Menu::kView, 3},
      .act = [](UiContext& ui) { ui.preferences.language = WordOf(kLanguageWords, language).word; },
      .chosen = [](const UiContext& ui) { return ui.tr.language() == language; }};
}

// The row of a language that the document is copied in.
template <ScriptLanguage language>
constexpr CommandInfo CodeRow(Command command) {
  return {.command = command,
          .label = WordOf(kScriptLanguageWords, language).label,
          .menu = {Menu::kCopyCode, 0},
          .act = [](UiContext& ui) { CopyCode(ui, language); }};
}

// By hand, since clang-format would give each field a line of its own.
// clang-format off
constexpr CommandInfo kCommands[] = {
    {.command = Command::kPlayPause, .label = "Play or pause", .group = kStepping,
     .shortcuts = {Plain(Key::kSpace)}, .key_text = "Space", .act = Step<playback::TogglePlay>,
     .can = HasOutputs},
    {.command = Command::kStepForward, .label = "Step over", .group = kStepping,
     .shortcuts = {Repeating(Plain(Key::kRight))}, .key_text = "→", .act = Step<playback::StepOver>,
     .can = IsBeforeLast},
    {.command = Command::kStepBack, .label = "Step back", .group = kStepping,
     .shortcuts = {Repeating(Plain(Key::kLeft))}, .key_text = "←", .act = Step<playback::StepBack>,
     .can = IsAfterFirst},
    {.command = Command::kStepInto, .label = "Step into", .group = kStepping,
     .shortcuts = {Repeating(Plain(Key::kI))}, .key_text = "I", .act = Step<playback::StepInto>,
     .can = HasOutputs},
    {.command = Command::kFirst, .label = "First position", .group = kStepping,
     .shortcuts = {Plain(Key::kHome)}, .key_text = "Home", .act = Step<playback::GoToFirst>,
     .can = IsAfterFirst},
    {.command = Command::kLast, .label = "Last position", .group = kStepping,
     .shortcuts = {Plain(Key::kEnd)}, .key_text = "End", .act = Step<playback::GoToLast>,
     .can = IsBeforeLast},
    {.command = Command::kFaster, .label = "Faster", .group = kStepping,
     .shortcuts = {Repeating(Plain(Key::kUp))}, .key_text = "↑", .act = SetPace<playback::Faster>},
    {.command = Command::kSlower, .label = "Slower", .group = kStepping,
     .shortcuts = {Repeating(Plain(Key::kDown))}, .key_text = "↓", .act = SetPace<playback::Slower>},
    {.command = Command::kToggleLoop, .label = "Loop", .group = kStepping,
     .shortcuts = {Plain(Key::kL)}, .key_text = "L", .act = SetPace<SwitchLoop>,
     .chosen = [](const UiContext& ui) { return ui.bench.playback().loop; }},

    {.command = Command::kTrainRun, .label = "Run or pause training", .group = kTraining,
     .shortcuts = {Shift(Key::kT)}, .key_text = "Shift+T", .act = RunOrPauseTraining},
    {.command = Command::kTrainStep, .label = "One training step", .group = kTraining,
     .shortcuts = {Repeating(Plain(Key::kT))}, .key_text = "T",
     .act = [](UiContext& ui) { StartTraining(ui, &TrainingDesk::Step); }},
    {.command = Command::kTrainReset, .label = "Reset training", .group = kTraining,
     .shortcuts = {Plain(Key::kR)}, .key_text = "R",
     .act = [](UiContext& ui) { ui.bench.training().Reset(); }},

    {.command = Command::kFit, .label = "Fit figure", .group = kFigure,
     .shortcuts = {Plain(Key::kF)}, .key_text = "F", .menu = {Menu::kView, 0},
     .act = [](UiContext& ui) { ui.state.canvas.camera.fitted = true; }},
    {.command = Command::kMatrixIm2col, .label = "As a matrix: im2col", .menu = {Menu::kView, 0},
     .act = Toggle<MatrixView::kIm2col>, .chosen = IsShown<MatrixView::kIm2col>},
    {.command = Command::kMatrixToeplitz, .label = "As a matrix: Toeplitz",
     .menu = {Menu::kView, 0}, .act = Toggle<MatrixView::kToeplitz>,
     .chosen = IsShown<MatrixView::kToeplitz>},
    {.command = Command::kUnpin, .label = "Unpin or unselect", .group = kFigure,
     .shortcuts = {Plain(Key::kEscape)}, .key_text = "Esc", .act = CloseNewest,
     .can = AnythingOpen},
    {.command = Command::kNextGrid, .label = "Next or previous grid",
     .group = kFigure, .shortcuts = {Plain(Key::kPageDown)}, .key_text = "PgDn · PgUp",
     .act = GoOnOrSelect<1>},
    {.command = Command::kPreviousGrid, .label = "Previous grid",
     .shortcuts = {Plain(Key::kPageUp)}, .key_text = "PgUp",
     .act = GoOnOrSelect<-1>},
    {.command = Command::kFlipKernel, .label = "Flip kernel", .group = kFigure,
     .shortcuts = {Plain(Key::kX)}, .key_text = "X", .menu = {Menu::kEdit, 2},
     .act = [](UiContext& ui) {
       ui.bench.Do(UseKernelTool(KernelTool::kFlipBoth, ui.bench.front()));
     }},
    {.command = Command::kSwitchOperation, .label = "Correlation or convolution", .group = kFigure,
     .shortcuts = {Plain(Key::kC)}, .key_text = "C", .menu = {Menu::kEdit, 2},
     .act = SwitchOperation},

    {.command = Command::kOpen, .label = "Open…", .group = kFiles, .shortcuts = {Ctrl(Key::kO)},
     .key_text = "Ctrl+O", .menu = {Menu::kFile, 0}},
    {.command = Command::kOpenTarget, .label = "Open a target…", .menu = {Menu::kFile, 0}},
    {.command = Command::kSave, .label = "Save", .group = kFiles, .shortcuts = {Ctrl(Key::kS)},
     .key_text = "Ctrl+S", .menu = {Menu::kFile, 1}},
    {.command = Command::kSaveAs, .label = "Save as…", .group = kFiles,
     .shortcuts = {CtrlShift(Key::kS)}, .key_text = "Ctrl+Shift+S", .menu = {Menu::kFile, 1}},
    {.command = Command::kExportPng, .label = "Export picture…", .group = kFiles,
     .shortcuts = {Ctrl(Key::kP)}, .key_text = "Ctrl+P", .menu = {Menu::kFile, 1}},
    {.command = Command::kExportPlotCsv, .label = "Plot as a CSV table…",
     .menu = {Menu::kExportPlot, 0}},
    {.command = Command::kExportPlotPng, .label = "Plot as a PNG picture…",
     .menu = {Menu::kExportPlot, 0}},
    {.command = Command::kExportPlotSvg, .label = "Plot as an SVG drawing…",
     .menu = {Menu::kExportPlot, 0}},
    {.command = Command::kUnsavedWork, .label = "Unsaved work…", .menu = kEndOfFile},
    {.command = Command::kQuit, .label = "Quit", .group = kFiles, .shortcuts = {Ctrl(Key::kQ)},
     .key_text = "Ctrl+Q", .menu = kEndOfFile},
    {.command = Command::kUndo, .label = "Undo", .group = kFiles,
     .shortcuts = {Repeating(Ctrl(Key::kZ))}, .key_text = "Ctrl+Z", .menu = {Menu::kEdit, 0},
     .act = [](UiContext& ui) { GoThroughHistory(ui, &Workbench::Undo); },
     .can = [](const UiContext& ui) { return ui.bench.history().CanUndo(); }},
    {.command = Command::kRedo, .label = "Redo", .group = kFiles,
     .shortcuts = {Repeating(CtrlShift(Key::kZ)), Repeating(Ctrl(Key::kY))},
     .key_text = "Ctrl+Shift+Z", .menu = {Menu::kEdit, 0},
     .act = [](UiContext& ui) { GoThroughHistory(ui, &Workbench::Redo); },
     .can = [](const UiContext& ui) { return ui.bench.history().CanRedo(); }},
    {.command = Command::kCopyNumbers, .label = "Copy as numbers", .group = kFiles,
     .shortcuts = {Ctrl(Key::kC)}, .key_text = "Ctrl+C", .menu = {Menu::kEdit, 1},
     .act = [](UiContext& ui) { CopyToClipboard(ui, false); }},
    {.command = Command::kCopyNumPy, .label = "Copy as NumPy", .group = kFiles,
     .shortcuts = {CtrlShift(Key::kC)}, .key_text = "Ctrl+Shift+C", .menu = {Menu::kEdit, 1},
     .act = [](UiContext& ui) { CopyToClipboard(ui, true); }},
    {.command = Command::kPaste, .label = "Paste numbers", .group = kFiles,
     .shortcuts = {Ctrl(Key::kV)}, .key_text = "Ctrl+V", .menu = {Menu::kEdit, 1},
     .act = PasteFromClipboard},
    CodeRow<ScriptLanguage::kNumPy>(Command::kCodeNumPy),
    CodeRow<ScriptLanguage::kPyTorch>(Command::kCodePyTorch),
    CodeRow<ScriptLanguage::kSciPy>(Command::kCodeSciPy),
    CodeRow<ScriptLanguage::kCpp>(Command::kCodeCpp),
    CodeRow<ScriptLanguage::kLatex>(Command::kCodeLatex),

    {.command = Command::kTabInput, .label = "Input", .group = kPanels,
     .shortcuts = {Plain(Key::k1), Alt(Key::k1)}, .key_text = "1 · Alt+1", .menu = {Menu::kView, 1},
     .act = Open<InspectorTab::kInput>, .chosen = IsOpen<InspectorTab::kInput>},
    {.command = Command::kTabKernel, .label = "Kernel", .group = kPanels,
     .shortcuts = {Plain(Key::k2), Alt(Key::k2)}, .key_text = "2 · Alt+2", .menu = {Menu::kView, 1},
     .act = Open<InspectorTab::kKernel>, .chosen = IsOpen<InspectorTab::kKernel>},
    {.command = Command::kTabLayer, .label = "Layer", .group = kPanels,
     .shortcuts = {Plain(Key::k3), Alt(Key::k3)}, .key_text = "3 · Alt+3", .menu = {Menu::kView, 1},
     .act = Open<InspectorTab::kLayer>, .chosen = IsOpen<InspectorTab::kLayer>},
    {.command = Command::kTabStack, .label = "Stack", .group = kPanels,
     .shortcuts = {Plain(Key::kS)}, .key_text = "S", .menu = {Menu::kView, 1},
     .act = Open<InspectorTab::kStack>, .chosen = IsOpen<InspectorTab::kStack>},
    {.command = Command::kTabLearn, .label = "Learn", .group = kPanels,
     .shortcuts = {Plain(Key::k4), Alt(Key::k4)}, .key_text = "4 · Alt+4", .menu = {Menu::kView, 1},
     .act = Open<InspectorTab::kLearn>, .chosen = IsOpen<InspectorTab::kLearn>},
    {.command = Command::kTabView, .label = "View", .group = kPanels,
     .shortcuts = {Plain(Key::k5), Alt(Key::k5)}, .key_text = "5 · Alt+5", .menu = {Menu::kView, 1},
     .act = Open<InspectorTab::kView>, .chosen = IsOpen<InspectorTab::kView>},
    {.command = Command::kLessonPanel, .label = "Lesson panel", .group = kPanels,
     .shortcuts = {Ctrl(Key::kL)}, .key_text = "Ctrl+L", .menu = {Menu::kView, 0},
     .act = ToggleLessonPanel,
     .chosen = [](const UiContext& ui) { return ui.preferences.lesson_panel; }},
    {.command = Command::kKeySheet, .label = "Keys", .group = kPanels,
     .shortcuts = {Plain(Key::kF1)}, .key_text = "F1", .menu = {Menu::kHelp, 0},
     .act = [](UiContext& ui) { ui.state.key_sheet_open = !ui.state.key_sheet_open; }},
    {.command = Command::kPalette, .label = "Find a command…", .group = kPanels,
     .shortcuts = {CtrlShift(Key::kP), Ctrl(Key::kK)}, .key_text = "Ctrl+Shift+P",
     .menu = {Menu::kHelp, 0}, .act = OpenPalette},

    {.command = Command::kPresent, .label = "Present", .group = kPresenting,
     .shortcuts = kPresentKeys, .key_text = kPresentKeyText, .menu = {Menu::kView, 0},
     .act = TogglePresentation, .chosen = IsPresenting},
    {.command = Command::kNotes, .label = "Notes of the lesson", .group = kPresenting,
     .shortcuts = {Plain(Key::kN)}, .key_text = "N", .act = ToggleNotes,
     .can = [](const UiContext& ui) { return IsPresenting(ui) && ui.bench.lesson() != nullptr; },
     .chosen = [](const UiContext& ui) { return ui.state.presentation.notes; }},
    {.command = Command::kSpotlight, .label = "Spotlight around the pointer",
     .group = kPresenting, .shortcuts = {Plain(Key::kH)}, .key_text = "H", .act = ToggleSpotlight,
     .can = IsPresenting,
     .chosen = [](const UiContext& ui) { return ui.state.presentation.spotlight; }},
    {.command = Command::kBlank, .label = "Blank screen", .group = kPresenting,
     .shortcuts = {Plain(Key::kB)}, .key_text = "B", .act = ToggleBlank, .can = IsPresenting,
     .chosen = [](const UiContext& ui) { return ui.state.presentation.blank; }},

    {.command = Command::kNextControl, .label = "Next or previous control", .group = kControls,
     .shortcuts = {Plain(Key::kTab)}, .key_text = "Tab · Shift+Tab",
     .act = [](UiContext& ui) { GoToControl(ui, 1); }},
    {.command = Command::kPreviousControl, .label = "Previous control",
     .shortcuts = {Shift(Key::kTab)}, .key_text = "Shift+Tab",
     .act = [](UiContext& ui) { GoToControl(ui, -1); }},
    {.command = Command::kNextRoom, .label = "Next or previous panel", .group = kControls,
     .shortcuts = {Plain(Key::kF6)}, .key_text = "F6 · Shift+F6",
     .act = [](UiContext& ui) { GoToRoom(ui, 1); }},
    {.command = Command::kPreviousRoom, .label = "Previous panel", .shortcuts = {Shift(Key::kF6)},
     .key_text = "Shift+F6", .act = [](UiContext& ui) { GoToRoom(ui, -1); }},
    {.command = Command::kNextTab, .label = "Next tab", .group = kControls,
     .shortcuts = {Ctrl(Key::kTab)}, .key_text = "Ctrl+Tab",
     .act = [](UiContext& ui) { OpenTabBeside(ui, 1); }},
    {.command = Command::kPreviousTab, .label = "Previous tab", .shortcuts = {CtrlShift(Key::kTab)},
     .key_text = "Ctrl+Shift+Tab", .act = [](UiContext& ui) { OpenTabBeside(ui, -1); }},
    {.command = Command::kMenus, .label = "Menus", .group = kControls,
     .shortcuts = {Plain(Key::kF10)}, .key_text = "F10",
     .act = [](UiContext& ui) { GoToMenus(ui.state); }},

    ThemeRow<ThemeKind::kDark>(Command::kThemeDark),
    ThemeRow<ThemeKind::kLight>(Command::kThemeLight),
    ThemeRow<ThemeKind::kProjector>(Command::kThemeProjector),
    LanguageRow<Language::kEnglish>(Command::kEnglish),
    LanguageRow<Language::kChinese>(Command::kChinese),
    {.command = Command::kAbout, .label = "About ConvLens", .menu = {Menu::kHelp, 0},
     .act = [](UiContext& ui) { ui.state.about_open = true; }},
    {.command = Command::kCopyLink, .label = "Copy link", .menu = {Menu::kFile, 1}},
};
// clang-format on

// The last row is the page's alone: a program on a desktop has no address.
constexpr size_t kCount = std::size(kCommands) - (kIsWebPage ? 0 : 1);

}  // namespace

std::span<const CommandInfo> CommandTable() { return {kCommands, kCount}; }

}  // namespace convlens
