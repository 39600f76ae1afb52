#pragma once

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

}  // namespace convlens
