#pragma once

#include <vector>

#include "model/evaluate/evaluation.h"

namespace convlens {

/// The gradient of a loss as two correlations, which can be stepped through like the forward pass.
/// With the slope G = ∂L/∂Ŷ of each output element,
///   ∂L/∂K = X ⋆ G            (for a convolution, the same turned by 180°)
///   ∂L/∂X = padded G ⋆ turned K, the full convolution of G with K
struct BackwardPass {
  Operation operation = Operation::kCorrelation;
  EvaluatedGrid input;          ///< X
  EvaluatedGrid slope;          ///< G
  EvaluatedGrid padded_slope;   ///< G with kh−1 rows and kw−1 columns of zeros around it
  EvaluatedGrid turned_kernel;  ///< what the padded slope is correlated with
  EvaluatedGrid kernel_gradient;
  EvaluatedGrid input_gradient;
};

/// Requires `slope` of the output's shape.
BackwardPass MakeBackwardPass(const SharedGrid& input, const Grid& kernel, Operation operation,
                              const SharedGrid& slope);

enum class BackwardPart { kKernel, kInput };

/// The three grids of one part: `large` correlated with `small` gives `result`. They refer to the
/// pass.
struct BackwardOperands {
  const EvaluatedGrid& large;
  const EvaluatedGrid& small;
  const EvaluatedGrid& result;
  bool turned = false;  ///< element (r, c) of the result belongs to the window turned by 180°
};
BackwardOperands OperandsOf(const BackwardPass& pass, BackwardPart part);
/// ∂L/∂K or ∂L/∂X.
const EvaluatedGrid& GradientOf(const BackwardPass& pass, BackwardPart part);
/// The window of the large grid that gives `element` of the result.
CellRect WindowBehind(const BackwardOperands& operands, Cell element);

/// What Playback walks over: elements of the gradient, and the terms of each.
PlaybackExtent BackwardExtent(const BackwardPass& pass, BackwardPart part);

/// One product of the sum behind an element of a gradient.
struct BackwardTerm {
  Cell tap;         ///< of the slope, or of the turned kernel
  Cell input_cell;  ///< the cell that it meets
  double weight = 0;
  double input = 0;
  double product = 0;
  double partial = 0;  ///< the products so far
};

/// The sum behind one element of a gradient, term by term, in the order of the window.
std::vector<BackwardTerm> BackwardTerms(const BackwardPass& pass, BackwardPart part, Cell element);

}  // namespace convlens
