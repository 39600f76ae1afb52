#pragma once

#include "ui/ui_state.h"

namespace convlens {

/// The parts of `DrawFigureView`, one file each.

/// The panel in one frame, as it stood before this frame's input.
struct FigureFrame {
  Rect bounds;           ///< pixels
  const Figure& figure;  ///< points
  bool hovered = false;  ///< the pointer is over the panel and over none of its controls
};

/// Hover, pins, selecting, dragging, painting, resizing, panning and zooming.
void HandleFigurePointer(UiContext& ui, const FigureFrame& frame);
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
/// nullptr when the grid cannot be edited.
std::optional<SharedGrid> EditedGrid(const Workbench& bench, GridRole role);
bool HasCell(const Workbench& bench, GridRole role, Cell cell);
/// Requires `HasCell`.
float NumberAt(const Workbench& bench, GridRole role, Cell cell);

void DrawSelection(const UiContext& ui, const Figure& figure, ImDrawList* list);
/// The new shape while a corner is dragged, the corner's handle, and the brush under the pointer.
void DrawEditingMarks(const UiContext& ui, const FigureFrame& frame, ImDrawList* list);
/// Whether the figure in `bounds` has room for one.
bool ShowsLegend(const UiContext& ui, const Rect& bounds);
void DrawLegend(const UiContext& ui, const FigureFrame& frame, ImDrawList* list);
void DrawCellTooltip(const UiContext& ui, const FigureFrame& frame);
/// Progress of a long evaluation, with a button that gives it up.
void DrawEvaluationProgress(UiContext& ui, const Rect& bounds);

}  // namespace convlens
