#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// In front of an audience: the figure and what is below it, large, on the whole screen, with no
/// menus and no panels. A clicker's two keys, Page Down and Page Up, go through the output element
/// by element, through training, and on through the lessons.

/// Begins it, or ends it. The window follows (see Application): it fills its display meanwhile.
void TogglePresentation(UiContext& ui);
/// Page Down (`by` = 1) and Page Up (−1). Forward: the next output element, a training run that
/// starts or pauses, or, behind the last of these, the next lesson; back alike. Where nothing is
/// shown, it is shown again.
void GoOnInPresentation(UiContext& ui, int by);
void ToggleNotes(UiContext& ui);
void ToggleSpotlight(UiContext& ui);
void ToggleBlank(UiContext& ui);
bool IsPresenting(const UiContext& ui);
/// The figure, or the stack's, as large as there is room: when that has changed at a stroke.
void ShowAllOfTheFigure(UiState& state);

/// How many times larger all is drawn in a window of that many points: between 1 and 3.
float PresentationZoom(float width, float height);

/// The bar at the bottom, in pixels: what is shown and where in it one is; under the pointer, its
/// buttons.
float PresentationBarHeight(const Theme& theme);
void DrawPresentationBar(UiContext& ui, Rect bounds);
/// The spotlight, or nothing at all, over `screen`.
void DrawOverPresentation(UiContext& ui, Rect screen);

}  // namespace convlens
