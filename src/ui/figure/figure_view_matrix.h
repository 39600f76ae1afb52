#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The matrix form to be shown now, made when the evaluation or the choice has changed; nullptr for
/// none.
const MatrixForm* PresentMatrix(UiContext& ui);

/// What hovering `cell` of a grid of the matrix form lights in the whole figure.
Focus MatrixFocus(const UiContext& ui, const FigureGrid& grid, Cell cell);

/// Places and lit cells of the matrix form, for the Inspection.
void ReportMatrix(UiContext& ui, const Figure& figure);

}  // namespace convlens
