#include "ui/shell/command_actions.h"

#include <utility>

#include "io/text/grid_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/problems.h"
#include "ui/figure/figure_view_selection.h"
#include "ui/shell/drawers.h"
#include "ui/shell/panels.h"

namespace convlens {
namespace {

using PlaybackStep = Playback (*)(Playback, PlaybackExtent);

PlaybackStep StepOf(Command command) {
  switch (command) {
    case Command::kPlayPause:
      return TogglePlay;
    case Command::kStepForward:
      return StepOver;
    case Command::kStepBack:
      return StepBack;
    case Command::kStepInto:
      return StepInto;
    case Command::kFirst:
      return GoToFirst;
    case Command::kLast:
      return GoToLast;
    default:
      return nullptr;
  }
}

bool CarryOutPlayback(UiContext& ui, Command command) {
  Playback playback = ui.bench.playback();
  if (const PlaybackStep step = StepOf(command)) {
    playback = step(playback, ui.bench.extent());
  } else if (command == Command::kFaster) {
    playback = Faster(playback);
  } else if (command == Command::kSlower) {
    playback = Slower(playback);
  } else if (command == Command::kToggleLoop) {
    playback.loop = !playback.loop;
  } else {
    return false;
  }
  ui.bench.SetPlayback(playback);
  return true;
}

// Controls of another tab give the focus to the button of the one that is shown.
void KeepFocusOnTab(UiContext& ui) {
  const FocusStop* stop = FindStop(ui.state.focus.stops, ui.state.focus.at);
  if (stop != nullptr && stop->room == Room::kInspector) FocusOn(ui.state, TabName(ui.state.tab));
}

// By a key or the menu, also where the panel is a drawer.
void OpenTab(UiContext& ui, InspectorTab tab) {
  ShowTab(ui, tab);
  OpenInspector(ui.state.drawers, true);
  KeepFocusOnTab(ui);
}

bool CarryOutTraining(UiContext& ui, Command command) {
  if (command == Command::kTrainReset) {
    ui.bench.ResetTrainingRun();
    return true;
  }
  if (command != Command::kTrainRun && command != Command::kTrainStep) return false;
  if (command == Command::kTrainRun && ui.bench.training_running()) {
    ui.bench.PauseTraining();
  } else if (ui.bench.TrainingProblem()) {
    // The tab says why, with the way out.
    OpenTab(ui, InspectorTab::kLearn);
    return true;
  } else if (command == Command::kTrainRun) {
    ui.bench.RunTraining();
  } else {
    ui.bench.StepTraining();
  }
  ShowTab(ui, InspectorTab::kLearn);
  return true;
}

/// What is copied and pasted: the grid of the selected cell, else the document's input, also where
/// a later layer is in front.
GridAt ClipboardGrid(const UiContext& ui) {
  if (ui.state.selection) return ui.bench.At(ui.state.selection->role);
  return {GridRole::kInput, ui.bench.front().layer == 0 ? ui.bench.front() : Front{}};
}

void Copy(UiContext& ui, bool as_numpy) {
  const auto grid = ui.state.selection
                        ? EditedGrid(ui.bench, ui.state.selection->role)
                        : std::optional(EditableGrid(ui.bench.document(), ClipboardGrid(ui)));
  if (!grid) return;
  ImGui::SetClipboardText((as_numpy ? ToNumPyText(*grid) : ToTabSeparated(*grid)).c_str());
}

void Paste(UiContext& ui) {
  const char* text = ImGui::GetClipboardText();
  if (text == nullptr || *text == '\0') {
    Report(ui.state, {"The clipboard holds no text. Copy some cells of a spreadsheet first.", {}});
    return;
  }
  const GridAt at = ClipboardGrid(ui);
  Result<Grid> grid = ParseGridText(text);
  if (!grid) {
    Report(ui.state, grid.problem());
    return;
  }
  const int limit = at.role == GridRole::kKernel || at.role == GridRole::kReference ? kMaxKernelSide
                                                                                    : kMaxInputSide;
  if (grid->height() > limit || grid->width() > limit) {
    Report(
        ui.state,
        {"The clipboard holds {} × {} numbers, but this grid has at most {} rows and columns.",
         {std::to_string(grid->height()), std::to_string(grid->width()), std::to_string(limit)}});
    return;
  }
  ui.bench.Do(ReplaceGrid(at, std::move(*grid), {"Paste numbers", {}}));
}

// Where undo brings back another scene, the window turns to what that looks at.
void Travel(UiContext& ui, void (Workbench::*undo_or_redo)()) {
  const Lesson* lesson = ui.bench.lesson();
  const std::string title = ui.bench.title();
  (ui.bench.*undo_or_redo)();
  if (lesson == ui.bench.lesson() && title == ui.bench.title()) return;
  ui.state.selection.reset();
  ui.state.camera.fitted = true;
  if (FigureOf(ui.state.tab) != ui.bench.view().figure) {
    ui.state.tab = TabOf(ui.bench.view().figure);
  }
}

bool CarryOutEditing(UiContext& ui, Command command) {
  const Operation operation = ui.bench.front_layer().settings.operation;
  switch (command) {
    case Command::kUndo:
      Travel(ui, &Workbench::Undo);
      return true;
    case Command::kRedo:
      Travel(ui, &Workbench::Redo);
      return true;
    case Command::kCopyNumbers:
      Copy(ui, false);
      return true;
    case Command::kCopyNumPy:
      Copy(ui, true);
      return true;
    case Command::kPaste:
      Paste(ui);
      return true;
    case Command::kFlipKernel:
      ui.bench.Do(UseKernelTool(KernelTool::kFlipBoth, ui.bench.front()));
      return true;
    case Command::kSwitchOperation:
      ui.bench.Do(SetOperation(
          operation == Operation::kCorrelation ? Operation::kConvolution : Operation::kCorrelation,
          ui.bench.front().layer));
      return true;
    default:
      return false;
  }
}

// As a drawer it is opened and closed; beside the figure it is there or not.
void ToggleLessonPanel(UiContext& ui) {
  Drawers& drawers = ui.state.drawers;
  if (ui.preferences.lesson_panel && drawers.lesson_is_drawer) {
    OpenLesson(drawers, !drawers.lesson_open);
    return;
  }
  ui.preferences.lesson_panel = !ui.preferences.lesson_panel;
}

bool CarryOutPreference(UiContext& ui, Command command) {
  switch (command) {
    case Command::kThemeDark:
      ui.preferences.theme = ThemeKind::kDark;
      return true;
    case Command::kThemeLight:
      ui.preferences.theme = ThemeKind::kLight;
      return true;
    case Command::kThemeProjector:
      ui.preferences.theme = ThemeKind::kProjector;
      return true;
    case Command::kEnglish:
      ui.preferences.language = "en";
      return true;
    case Command::kChinese:
      ui.preferences.language = "zh";
      return true;
    case Command::kLessonPanel:
      ToggleLessonPanel(ui);
      return true;
    default:
      return false;
  }
}

// Shown, and hidden when asked for again. It belongs to the figure of exploring.
bool ToggleMatrix(UiContext& ui, MatrixView matrix) {
  ViewSettings view = ui.bench.view();
  const bool shown = view.figure == FigureKind::kExplore && view.matrix == matrix;
  if (view.figure != FigureKind::kExplore) ShowTab(ui, InspectorTab::kKernel);
  view.figure = FigureKind::kExplore;
  view.matrix = shown ? MatrixView::kNone : matrix;
  ui.bench.SetView(view);
  ui.state.camera.fitted = true;
  return true;
}

// Escape: what was opened last is closed first.
void GoBack(UiContext& ui) {
  if (std::exchange(ui.state.sum_table_open, false)) return;
  const bool left = LeaveFocus(ui.state);
  if (CloseDrawers(ui.state) || left) return;
  ui.state.selection.reset();
  ui.bench.Pin({});
  ui.bench.stack().Pin({});
}

InspectorTab TabBeside(InspectorTab tab, int by) {
  constexpr int kCount = static_cast<int>(InspectorTab::kView) + 1;
  return static_cast<InspectorTab>((static_cast<int>(tab) + by + kCount) % kCount);
}

bool CarryOutView(UiContext& ui, Command command) {
  switch (command) {
    case Command::kFit:
      ui.state.camera.fitted = true;
      return true;
    case Command::kMatrixWindows:
      return ToggleMatrix(ui, MatrixView::kWindows);
    case Command::kMatrixToeplitz:
      return ToggleMatrix(ui, MatrixView::kToeplitz);
    case Command::kTabInput:
      OpenTab(ui, InspectorTab::kInput);
      return true;
    case Command::kTabKernel:
      OpenTab(ui, InspectorTab::kKernel);
      return true;
    case Command::kTabLayer:
      OpenTab(ui, InspectorTab::kLayer);
      return true;
    case Command::kTabStack:
      OpenTab(ui, InspectorTab::kStack);
      return true;
    case Command::kTabLearn:
      OpenTab(ui, InspectorTab::kLearn);
      return true;
    case Command::kTabView:
      OpenTab(ui, InspectorTab::kView);
      return true;
    case Command::kNextTab:
      OpenTab(ui, TabBeside(ui.state.tab, 1));
      return true;
    case Command::kPreviousTab:
      OpenTab(ui, TabBeside(ui.state.tab, -1));
      return true;
    case Command::kKeySheet:
      ui.state.key_sheet_open = !ui.state.key_sheet_open;
      return true;
    case Command::kAbout:
      ui.state.about_open = true;
      return true;
    case Command::kUnpin:
      GoBack(ui);
      return true;
    default:
      return false;
  }
}

bool PlaybackEnabled(const UiContext& ui, Command command) {
  const PlaybackExtent extent = ui.bench.extent();
  const Playback& playback = ui.bench.playback();
  if (extent.outputs == 0) return false;
  const bool at_start = playback.output == 0 && !playback.terms;
  const bool at_end = playback.output == extent.outputs - 1 && !playback.terms;
  switch (command) {
    case Command::kStepBack:
    case Command::kFirst:
      return !at_start;
    case Command::kStepForward:
    case Command::kLast:
      return !at_end;
    default:
      return true;
  }
}

}  // namespace

FigureKind FigureOf(InspectorTab tab) {
  if (tab == InspectorTab::kLearn) return FigureKind::kLearn;
  return tab == InspectorTab::kStack ? FigureKind::kStack : FigureKind::kExplore;
}

InspectorTab TabOf(FigureKind figure) {
  if (figure == FigureKind::kLearn) return InspectorTab::kLearn;
  return figure == FigureKind::kStack ? InspectorTab::kStack : InspectorTab::kKernel;
}

void ShowTab(UiContext& ui, InspectorTab tab) {
  ui.state.tab = tab;
  ViewSettings view = ui.bench.view();
  const FigureKind kind = FigureOf(tab);
  // The View tab changes how the present figure looks; it is no reason to change the figure.
  if (tab == InspectorTab::kView || view.figure == kind) return;
  view.figure = kind;
  ui.bench.SetView(view);
}

bool IsEnabled(const UiContext& ui, Command command) {
  switch (command) {
    case Command::kUndo:
      return ui.bench.history().CanUndo();
    case Command::kRedo:
      return ui.bench.history().CanRedo();
    case Command::kPlayPause:
    case Command::kStepForward:
    case Command::kStepBack:
    case Command::kStepInto:
    case Command::kFirst:
    case Command::kLast:
      return PlaybackEnabled(ui, command);
    case Command::kUnpin:
      return ui.state.sum_table_open || ControlFocused(ui.state) || ui.state.drawers.any_over() ||
             ui.state.selection.has_value() || ui.bench.pinned().kind != Focus::Kind::kNone ||
             ui.bench.stack().pinned().has_value();
    default:
      return true;
  }
}

bool IsChosen(const UiContext& ui, Command command) {
  switch (command) {
    case Command::kThemeDark:
      return ui.theme.kind == ThemeKind::kDark;
    case Command::kThemeLight:
      return ui.theme.kind == ThemeKind::kLight;
    case Command::kThemeProjector:
      return ui.theme.kind == ThemeKind::kProjector;
    case Command::kEnglish:
      return ui.tr.language() == Language::kEnglish;
    case Command::kChinese:
      return ui.tr.language() == Language::kChinese;
    case Command::kLessonPanel:
      return ui.preferences.lesson_panel;
    case Command::kToggleLoop:
      return ui.bench.playback().loop;
    case Command::kMatrixWindows:
      return ui.bench.view().matrix == MatrixView::kWindows;
    case Command::kMatrixToeplitz:
      return ui.bench.view().matrix == MatrixView::kToeplitz;
    case Command::kTabInput:
      return ui.state.tab == InspectorTab::kInput;
    case Command::kTabKernel:
      return ui.state.tab == InspectorTab::kKernel;
    case Command::kTabLayer:
      return ui.state.tab == InspectorTab::kLayer;
    case Command::kTabStack:
      return ui.state.tab == InspectorTab::kStack;
    case Command::kTabLearn:
      return ui.state.tab == InspectorTab::kLearn;
    case Command::kTabView:
      return ui.state.tab == InspectorTab::kView;
    default:
      return false;
  }
}

bool CarryOut(UiContext& ui, Command command) {
  if (command == Command::kNone || !IsEnabled(ui, command)) return true;
  return CarryOutPlayback(ui, command) || CarryOutTraining(ui, command) ||
         CarryOutEditing(ui, command) || CarryOutPreference(ui, command) ||
         CarryOutView(ui, command) || CarryOutFocus(ui, command);
}

}  // namespace convlens
