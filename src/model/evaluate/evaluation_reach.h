#pragma once

#include "model/evaluate/evaluation.h"

namespace convlens {

/// Where a new evaluation may differ from the previous one, found without looking into large grids:
/// a rectangle around it, empty where all numbers are the same, the whole grid where nothing is
/// known or most of it changes.
struct EvaluationReach {
  CellRect input;
  std::vector<CellRect> outputs;  ///< of each layer that is possible
  CellRect target;                ///< of a target that fits the output
};

/// `shapes` are the outputs of `document`'s layers.
EvaluationReach ReachOf(const Document& document, const std::vector<TensorShape>& shapes,
                        const Evaluation* previous, CorrelationMethod method);

/// The part of `all`, the work of all elements of `shape`, that falls on those of `rect`.
int64_t WorkOf(int64_t all, CellRect rect, Shape shape);

}  // namespace convlens
