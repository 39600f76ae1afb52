#pragma once

#include "layer/compute/matrix_form.h"
#include "scene/layout/build_figure.h"

namespace convlens {

/// The convolution in front of an evaluation as a product with a matrix: the numbers of the three
/// grids, and where they come from. Made once for an evaluation, then drawn in many figures.
///
///   im2col:    vector · matrix (+ bias) = result
///              weights [1×k], windows [k×outputs], [1×outputs]
///   Toeplitz:  matrix · vector (+ bias) = result
///              [outputs×inputs], input as a row [1×inputs], [outputs×1]
struct MatrixForm {
  MatrixView view = MatrixView::kNone;
  EvaluatedGrid vector;
  EvaluatedGrid matrix;
  EvaluatedGrid result;        ///< before the activation
  std::vector<uint8_t> quiet;  ///< of the matrix, row by row: cells that hold nothing of their own
  Im2colMatrix im2col;         ///< of im2col
  ToeplitzMatrix toeplitz;     ///< of Toeplitz
  Shape window;                ///< of the layer
  Shape input;                 ///< one channel of what goes into it
  Shape output;                ///< one channel of what comes out
  int front_channel = 0;       ///< the input channel in front, counted in its group
  bool activated = false;      ///< an activation follows the result
  std::optional<Message> problem;  ///< why there is none to be drawn: no grids then
};

/// The largest matrices that are drawn.
inline constexpr int kMostToeplitzSide = 256;
inline constexpr int kMostIm2colRows = 128;
inline constexpr int64_t kMostIm2colNumbers = int64_t{1} << 20;

MatrixForm MakeMatrixForm(const Evaluation& evaluation, MatrixView view);

/// What a cell of one of its grids stands for among the figure's other grids: hovering one lights
/// the other. Nothing for a cell of a channel that is not in front.
struct MeantCell {
  GridRole role = GridRole::kOutput;
  Cell cell;
};
std::optional<MeantCell> MeantCellOf(const MatrixForm& form, MatrixPart part, Cell cell);

/// Adds `options.matrix` under a figure of exploring, which gives way to it, and lights what
/// belongs to the figure's focus.
void AddMatrixForm(Figure& figure, const Evaluation& evaluation, const FigureOptions& options);

}  // namespace convlens
