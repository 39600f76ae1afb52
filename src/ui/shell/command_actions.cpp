#include "ui/shell/command_actions.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "io/text/grid_text.h"
#include "ui/controls/focus.h"
#include "ui/controls/problems.h"
#include "ui/figure/figure_view_selection.h"
#include "ui/shell/drawers.h"
#include "ui/shell/panels.h"
#include "ui/shell/presentation.h"

namespace convlens {
namespace {

// Controls of another tab give the focus to the button of the one that is shown.
void KeepFocusOnTab(UiContext& ui) {
  const FocusStop* stop = focus_walk::FindStop(ui.state.focus.stops, ui.state.focus.at);
  if (stop != nullptr && stop->room == Room::kInspector) FocusOn(ui.state, TabName(ui.state.tab));
}

bool AnyCellMarked(const UiContext& ui) {
  return ui.state.selection.has_value() || ui.bench.pinned().kind != Focus::Kind::kNone ||
         ui.bench.stack().pinned().has_value();
}

/// What is copied and pasted: the grid of the selected cell, else the document's input, also where
/// a later layer is in front.
GridAt ClipboardGrid(const UiContext& ui) {
  if (ui.state.selection) return ui.bench.At(ui.state.selection->role);
  return {GridRole::kInput, ui.bench.front().layer == 0 ? ui.bench.front() : Front{}};
}

}  // namespace

bool IsEnabled(const UiContext& ui, Command command) {
  const CommandInfo& info = InfoOf(ui.commands, command);
  return info.can == nullptr || info.can(ui);
}

bool IsChosen(const UiContext& ui, Command command) {
  const CommandInfo& info = InfoOf(ui.commands, command);
  return info.chosen != nullptr && info.chosen(ui);
}

bool CarryOut(UiContext& ui, Command command) {
  if (command == Command::kNone || !IsEnabled(ui, command)) return true;
  ui.state.palette.open = false;  // what acts beside it, such as opening a file, has its own card
  const CommandInfo& info = InfoOf(ui.commands, command);
  if (info.act != nullptr) info.act(ui);
  return info.act != nullptr;
}

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
  // A sum that is half added up would be taken for a prediction.
  Playback playback = ui.bench.playback();
  if (!playback.terms) return;
  playback.terms.reset();
  ui.bench.SetPlayback(playback);
}

void OpenTab(UiContext& ui, InspectorTab tab) {
  ShowTab(ui, tab);
  OpenInspector(ui.state.drawers, true);
  KeepFocusOnTab(ui);
}

void OpenTabBeside(UiContext& ui, int by) {
  constexpr int kCount = static_cast<int>(InspectorTab::kView) + 1;
  OpenTab(ui, static_cast<InspectorTab>((static_cast<int>(ui.state.tab) + by + kCount) % kCount));
}

void StartTraining(UiContext& ui, void (TrainingDesk::*start_or_step)()) {
  if (ui.bench.training().Problem()) {
    // The tab says why, with the way out.
    return OpenTab(ui, InspectorTab::kLearn);
  }
  (ui.bench.training().*start_or_step)();
  ShowTab(ui, InspectorTab::kLearn);
}

void RunOrPauseTraining(UiContext& ui) {
  if (!ui.bench.training().running()) return StartTraining(ui, &TrainingDesk::Start);
  ui.bench.training().Pause();
  ShowTab(ui, InspectorTab::kLearn);
}

void CopyToClipboard(UiContext& ui, bool as_numpy) {
  const auto grid = ui.state.selection
                        ? EditedGrid(ui.bench, ui.state.selection->role)
                        : std::optional(EditableGrid(ui.bench.document(), ClipboardGrid(ui)));
  if (!grid) return;
  ImGui::SetClipboardText((as_numpy ? ToNumPyText(*grid) : ToTabSeparated(*grid)).c_str());
}

void CopyCode(UiContext& ui, ScriptLanguage language) {
  const Result<Script> script = ScriptFor(
      ui.bench.document(), {language, TaskOf(ui.bench.view()), NameOfSession(ui.bench, ui.tr)});
  if (!script) return ReportProblem(ui.state, script.problem());
  ImGui::SetClipboardText(script->text.c_str());
  if (script->arrays.empty()) return ReportNotice(ui.state, {"The code is copied.", {}});
  std::vector<std::string> files;
  for (const ScriptArray& array : script->arrays) files.push_back(array.file);
  ReportNotice(
      ui.state,
      {"The code is copied. Its large arrays stand in files, which convlens code SESSION -o "
       "convlens.py writes for the saved session: {*}.",
       {},
       std::move(files)});
}

void PasteFromClipboard(UiContext& ui) {
  const char* text = ImGui::GetClipboardText();
  if (text == nullptr || *text == '\0') {
    ReportProblem(ui.state,
                  {"The clipboard holds no text. Copy some cells of a spreadsheet first.", {}});
    return;
  }
  const GridAt at = ClipboardGrid(ui);
  Result<Grid> grid = ParseGridText(text);
  if (!grid) {
    ReportProblem(ui.state, grid.problem());
    return;
  }
  const int limit = at.role == GridRole::kKernel || at.role == GridRole::kReference ? kMaxKernelSide
                                                                                    : kMaxInputSide;
  if (grid->height() > limit || grid->width() > limit) {
    ReportProblem(
        ui.state,
        {"The clipboard holds {} × {} numbers, but this grid has at most {} rows and columns.",
         {std::to_string(grid->height()), std::to_string(grid->width()), std::to_string(limit)}});
    return;
  }
  ui.bench.Do(ReplaceGrid(at, std::move(*grid), {"Paste numbers", {}}));
}

void GoThroughHistory(UiContext& ui, void (Workbench::*undo_or_redo)()) {
  const Lesson* lesson = ui.bench.lesson();
  const std::string title = ui.bench.title();
  (ui.bench.*undo_or_redo)();
  // Where another scene comes back, the window turns to what that looks at.
  if (lesson == ui.bench.lesson() && title == ui.bench.title()) return;
  ui.state.selection.reset();
  ui.state.canvas.camera.fitted = true;
  if (FigureOf(ui.state.tab) != ui.bench.view().figure) {
    ui.state.tab = TabOf(ui.bench.view().figure);
  }
}

void SwitchOperation(UiContext& ui) {
  const Operation operation = ui.bench.front_layer().settings.operation;
  ui.bench.Do(SetOperation(
      operation == Operation::kCorrelation ? Operation::kConvolution : Operation::kCorrelation,
      ui.bench.front().layer));
}

void ToggleLessonPanel(UiContext& ui) {
  Drawers& drawers = ui.state.drawers;
  if (ui.preferences.lesson_panel && drawers.lesson_is_drawer) {
    OpenLesson(drawers, !drawers.lesson_open);
    return;
  }
  ui.preferences.lesson_panel = !ui.preferences.lesson_panel;
}

void ToggleMatrix(UiContext& ui, MatrixView matrix) {
  ViewSettings view = ui.bench.view();
  const bool shown = view.figure == FigureKind::kExplore && view.matrix == matrix;
  if (view.figure != FigureKind::kExplore) ShowTab(ui, InspectorTab::kKernel);
  view.figure = FigureKind::kExplore;
  view.matrix = shown ? MatrixView::kNone : matrix;
  ui.bench.SetView(view);
  ui.state.canvas.camera.fitted = true;
}

void SelectInGridBeside(UiContext& ui, int by) {
  std::vector<GridRole> roles;
  for (const GridRole role :
       {GridRole::kInput, GridRole::kKernel, GridRole::kReference, GridRole::kTarget}) {
    const bool learns = ui.bench.view().figure == FigureKind::kLearn;
    const bool shown = learns || role == GridRole::kInput || role == GridRole::kKernel;
    if (shown && HasCell(ui.bench, role, {0, 0})) roles.push_back(role);
  }
  if (roles.empty() || ui.bench.view().figure == FigureKind::kStack) return;
  std::optional<Selection>& selection = ui.state.selection;
  const auto here =
      selection ? std::find(roles.begin(), roles.end(), selection->role) : roles.end();
  const auto count = static_cast<ptrdiff_t>(roles.size());
  const ptrdiff_t before = here != roles.end() ? here - roles.begin() : by > 0 ? -1 : count;
  selection = Selection{};
  selection->role = roles[static_cast<size_t>((before + by + count) % count)];
}

const Lesson* LessonBeside(const UiContext& ui, int by) {
  const Lesson* lesson = ui.bench.lesson();
  if (lesson == nullptr) return nullptr;
  for (const Lesson& other : ui.lessons) {
    if (other.number == lesson->number + by) return &other;
  }
  return nullptr;
}

void CloseNewest(UiContext& ui) {
  if (std::exchange(ui.state.presentation.blank, false)) return;
  if (std::exchange(ui.state.sum_table_open, false)) return;
  const bool left = LeaveFocus(ui.state);
  if (CloseDrawers(ui.state) || left) return;
  const bool pinned = AnyCellMarked(ui);
  ui.state.selection.reset();
  ui.bench.Pin({});
  ui.bench.stack().Pin({});
  if (!pinned && ui.state.presentation.on) TogglePresentation(ui);
}

bool AnythingOpen(const UiContext& ui) {
  return ui.state.sum_table_open || ControlFocused(ui.state) || ui.state.drawers.any_over() ||
         AnyCellMarked(ui) || ui.state.presentation.on;
}

}  // namespace convlens
