#pragma once

#include "scene/layout/matrix_form_view.h"

namespace convlens {

/// The grids of a matrix form as they stand in a figure.
struct MatrixGrids {
  FigureGrid vector;
  FigureGrid matrix;
  FigureGrid result;
};

/// The output element whose line of the matrix is lit: the one that the focus names, else
/// playback's. Requires `options.matrix`, without a problem.
Cell MatrixElement(const FigureOptions& options);

/// Lights in laid out grids what belongs to the figure's focus, and adds the outlines to the
/// figure: the blocks of a Toeplitz matrix, the line of the element, the terms of its sum.
void LightMatrix(Figure& figure, MatrixGrids& grids, const Evaluation& evaluation,
                 const FigureOptions& options);

}  // namespace convlens
