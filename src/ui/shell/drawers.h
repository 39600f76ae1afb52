#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// In a window too narrow for both side panels beside the figure, they become drawers: a rail of
/// buttons stays at the edge and opens the panel. An open drawer pushes the figure aside, which is
/// then seen whole; in a window too narrow for that as well, it lies over the figure.

/// On a phone held upright there is no room beside the figure at all: the rails become one bar at
/// the bottom, and a drawer is a sheet between it and the figure.

/// Which of the side panels are drawers where the screen is `width` pixels wide: first the
/// inspector, since a lesson is read along; then both, of which one is open at a time.
void ChooseDrawers(UiContext& ui, float width);
/// What the panels take of the screen's width, in pixels, with their rails.
float LessonRoom(const UiContext& ui, float width);
float InspectorRoom(const UiContext& ui, float width);
/// Of the panel itself, docked or open.
float LessonWidth(const UiContext& ui, float width);
float InspectorWidth(const UiContext& ui, float width);
float RailWidth(const Theme& theme);
/// At both sides of the buttons.
float RailMargin(const Theme& theme);
/// Of the bar, and of a sheet where the screen is `height` pixels high.
float BarHeight(const Theme& theme);
float SheetHeight(const UiContext& ui, float height);

/// Opened or closed, if it is a drawer; opening one closes the other.
void OpenLesson(Drawers& drawers, bool open);
void OpenInspector(Drawers& drawers, bool open);

/// The rails' buttons, in the current window; they open and close the drawers.
void DrawLessonRail(UiContext& ui);
void DrawInspectorRail(UiContext& ui);
/// Both in one row, as wide as the window between its padding (`RailMargin`).
void DrawBar(UiContext& ui);

/// A click beside the drawers that lie over the figure closes them; so does Escape (see
/// command_actions). `lesson` and `inspector` with their rails, in pixels.
void CloseDrawersAsAsked(UiContext& ui, Rect lesson, Rect inspector);
/// Whether there was one to be closed.
bool CloseDrawers(UiState& state);

}  // namespace convlens
