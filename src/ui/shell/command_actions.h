#pragma once

#include "code/script.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// Whether a command can do something now; menus and buttons are dim where it cannot.
bool IsEnabled(const UiContext& ui, Command command);

/// Whether a command that is a choice or a switch is the one in force: drawn with a tick.
bool IsChosen(const UiContext& ui, Command command);

/// Carries out every command that concerns the workbench, the view or the preferences. False for
/// those that need files or the window itself (open, save, export, quit): they are the
/// application's.
bool CarryOut(UiContext& ui, Command command);

/// The figure that belongs to a tab, and the tab that a session with this figure opens with.
FigureKind FigureOf(InspectorTab tab);
InspectorTab TabOf(FigureKind figure);

/// Opens an inspector tab and the figure that belongs to it.
void ShowTab(UiContext& ui, InspectorTab tab);

// What single commands do.

/// By a key or the menu: opens the panel, too, where it is a drawer.
void OpenTab(UiContext& ui, InspectorTab tab);
/// The tab `by` places after the one that is open, in a ring.
void OpenTabBeside(UiContext& ui, int by);
/// Or the Learn tab, which says why that is impossible now.
void StartTraining(UiContext& ui, void (TrainingDesk::*start_or_step)());
void RunOrPauseTraining(UiContext& ui);
/// The grid of the selected cell, else the document's input.
void CopyToClipboard(UiContext& ui, bool as_numpy);
void PasteFromClipboard(UiContext& ui);
/// What the figure shows, as a script: the output of the layers, or the training.
void CopyCode(UiContext& ui, ScriptLanguage language);
void GoThroughHistory(UiContext& ui, void (Workbench::*undo_or_redo)());
void SwitchOperation(UiContext& ui);
/// As a drawer it is opened and closed; beside the figure it is there or not.
void ToggleLessonPanel(UiContext& ui);
/// Shown, and hidden when asked for again. It belongs to the figure of exploring.
void ToggleMatrix(UiContext& ui, MatrixView matrix);
/// The first cell of the grid `by` places after that of the selected cell, in a ring of those that
/// can be edited.
void SelectInGridBeside(UiContext& ui, int by);
/// The lesson `by` places after the one that is open; nullptr where there is none.
const Lesson* LessonBeside(const UiContext& ui, int by);
/// Escape: what was opened last is closed first.
void CloseNewest(UiContext& ui);
bool AnythingOpen(const UiContext& ui);

}  // namespace convlens
