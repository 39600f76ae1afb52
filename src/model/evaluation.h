#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "core/statistics.h"
#include "model/document.h"
#include "model/playback.h"

namespace convlens {

/// A grid with what drawing needs to know of it.
struct EvaluatedGrid {
  Pyramid pyramid;  ///< level 0 is the grid itself
  Statistics statistics;

  const SharedGrid& grid() const { return pyramid.front(); }
  Shape shape() const { return pyramid.empty() ? Shape{} : pyramid.front()->shape(); }
};

/// Everything that follows from a Document. Immutable once made; shared by pointer.
struct Evaluation {
  Document document;  ///< what it follows from
  EvaluatedGrid input;
  EvaluatedGrid kernel;
  EvaluatedGrid output;  ///< empty pyramid when there is a problem
  /// Why there is no output (the kernel does not fit into the input, …).
  std::optional<Message> problem;

  /// For training; empty pyramids when `target_problem` says why there are none.
  EvaluatedGrid target;
  EvaluatedGrid error;      ///< output − target
  EvaluatedGrid reference;  ///< the reference kernel; empty pyramid for a fixed target
  std::optional<Message> target_problem;
  double squared_error = 0;  ///< sum over the error grid
  double loss = 0;           ///< by the training setup's loss

  PlaybackExtent extent() const {
    return {output.shape().count(), static_cast<int>(document.layer.kernel->count())};
  }
};
using EvaluationPtr = std::shared_ptr<const Evaluation>;

/// Told to a long computation from another thread.
struct Progress {
  std::atomic<bool> cancelled{false};
  std::atomic<float> fraction{0};
};

/// Evaluates `document`, in bands of rows between which `progress` is looked at; nullptr when
/// cancelled. Parts that `previous` has for the same grids are taken over from it.
EvaluationPtr Evaluate(const Document& document, const EvaluationPtr& previous,
                       Progress* progress = nullptr);

/// Why there is no target that fits the output, or nothing.
std::optional<Message> TargetProblem(const Document& document);

/// A guess of the time that `Evaluate` takes, in seconds: decides whether it is done within a
/// frame.
double EstimatedSeconds(const Document& document, const EvaluationPtr& previous);

/// One line of the sum of an output element, in the order of the kernel cells.
struct Term {
  Cell tap;         ///< kernel cell
  Cell input_cell;  ///< the input cell that it meets (for convolution: the flipped one)
  float weight = 0;
  float input = 0;
  double product = 0;
  double partial = 0;  ///< bias + the products so far
};
/// All terms of output element `output`. Requires it inside the valid output.
std::vector<Term> TermsOf(const Document& document, Cell output);

}  // namespace convlens
