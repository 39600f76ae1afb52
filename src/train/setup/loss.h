#pragma once

#include "core/grid/grid.h"

namespace convlens {

/// How the errors of the output elements become one number: their sum (the book's), or their mean
/// over all output elements, of all pairs of a batch.
enum class Loss { kSum, kMean };

/// What one error e = prediction − target costs. PyTorch's definitions:
enum class ErrorMeasure {
  kSquared,   ///< e²  (MSELoss)
  kAbsolute,  ///< |e|  (L1Loss); its gradient at e = 0 is 0
  kHuber,     ///< ½e² while |e| < δ, else δ(|e| − ½δ)  (HuberLoss)
};

/// The sum of the costs of all errors, in double. δ is `delta`, above 0.
double SumOfCosts(ErrorMeasure measure, double delta, GridView errors);

/// Puts in each error's place what its cost's derivative is: 2e, sign(e), or e cut to [−δ, δ].
/// NaN stays NaN.
void CostDerivatives(ErrorMeasure measure, double delta, MutableGridView errors);

}  // namespace convlens
