#pragma once

#include "ui/ui_state.h"

namespace convlens {

/// In a window too narrow for both side panels beside the figure, they become drawers: a rail of
/// buttons stays at the edge, and the panel opens over the figure.

/// Which of the side panels are drawers where the screen is `width` pixels wide. The lesson gives
/// way first.
void ChooseDrawers(UiContext& ui, float width);
/// What the panels take of the screen's width, in pixels: docked ones their own width, drawers that
/// of their rail.
float LessonRoom(const UiContext& ui, float width);
float InspectorRoom(const UiContext& ui, float width);
/// Of the panel itself, docked or open.
float LessonWidth(const UiContext& ui, float width);
float InspectorWidth(const UiContext& ui, float width);

/// The rails' buttons, in the current window; they open and close the drawers.
void DrawLessonRail(UiContext& ui);
void DrawInspectorRail(UiContext& ui);

/// A click beside the open drawers closes them; so does Escape (see command_actions). `lesson` and
/// `inspector` with their rails, in pixels.
void CloseDrawersAsAsked(UiContext& ui, Rect lesson, Rect inspector);
/// Whether there was one to be closed.
bool CloseDrawers(UiState& state);

}  // namespace convlens
