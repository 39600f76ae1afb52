#pragma once

#include <optional>

#include "ui/figure/figure_frame.h"

namespace convlens {

/// Typing on the selected cell.
void HandleSelectionKeys(UiContext& ui);
/// A selection whose cell is gone (undo, resize, another session) is dropped.
void DropStaleSelection(UiContext& ui);
/// Commits what is typed and unselects; false when the text was refused and stays.
bool LeaveSelection(UiContext& ui);
/// Commits what is typed, if anything, and keeps the cell selected; false when it was refused.
bool CommitSelection(UiContext& ui);

/// The numbers that editing starts from: the document's, or, for a target that a reference kernel
/// makes, the computed ones (its first edit turns them into numbers of its own).
/// Nothing when the grid cannot be edited.
std::optional<SharedGrid> EditedGrid(const Workbench& bench, GridRole role);
bool HasCell(const Workbench& bench, GridRole role, Cell cell);
/// Requires `HasCell`.
float NumberAt(const Workbench& bench, GridRole role, Cell cell);

void DrawSelection(const UiContext& ui, const Figure& figure, ImDrawList* list);

}  // namespace convlens
