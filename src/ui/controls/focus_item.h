#pragma once

#include "paint/theme.h"
#include "ui/state/focus_walk.h"

namespace convlens {

/// What the keyboard does to an item of Dear ImGui's, by its id: imgui.h has no words for it. All
/// of it holds for the present frame, before the item is drawn, but for the ring.

/// Makes it Dear ImGui's own focus, so that it is drawn even where it is out of sight.
void PointAtItem(const FocusStop& stop);
/// Whether Dear ImGui's own focus is there.
bool IsPointedAt(const FocusStop& stop);
/// As a click does.
void PressItem(const FocusStop& stop);
/// Puts the caret into a text field.
void TypeIntoItem(const FocusStop& stop);
/// Whether it, or any other text field, is being typed into.
bool IsTypedInto(const FocusStop& stop);
/// Scrolls the window that it is in by pages.
void ScrollAroundItem(const FocusStop& stop, int pages);
/// Puts a ring around it, over what its window has drawn.
void DrawRing(const Theme& theme, const FocusStop& stop);

}  // namespace convlens
