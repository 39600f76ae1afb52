#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "core/grid/summary.h"
#include "layer/compute/forward.h"
#include "model/document/front.h"
#include "model/document/playback.h"

namespace convlens {

/// A grid with what drawing needs to know of it.
struct EvaluatedGrid {
  Pyramid pyramid;  ///< level 0 is the grid itself
  Statistics statistics;
  /// What the statistics are made of, kept so that an edit sums its own rows only; may be empty.
  std::vector<RowStatistics> rows{};

  const SharedGrid& grid() const { return pyramid.front(); }
  Shape shape() const { return pyramid.empty() ? Shape{} : pyramid.front()->shape(); }
};

/// Everything that follows from a Document. Immutable once made; shared by pointer.
struct Evaluation {
  Document document;  ///< what it follows from
  Front front;        ///< clamped; not behind the first layer that is impossible
  CorrelationMethod method = CorrelationMethod::kAutomatic;  ///< changes roundings only

  /// What each layer gives, up to the first that is impossible.
  std::vector<Tensor> outputs;
  /// What their weights were made into, for the next evaluation.
  std::vector<PreparedWeightsPtr> prepared;
  /// Why the layer `outputs.size()` gives nothing, where one does.
  std::optional<Message> stack_problem;

  // The pair in front.
  EvaluatedGrid input;
  EvaluatedGrid kernel;  ///< empty pyramid for pooling
  EvaluatedGrid output;  ///< empty pyramid when there is a problem
  /// Why there is no output of the layer in front (the kernel does not fit into the input, …).
  std::optional<Message> problem;

  /// For training: what the last layer is to give, all channels of it; empty when `target_problem`
  /// says why there is nothing.
  Tensor targets;
  std::optional<Message> target_problem;
  double squared_error = 0;  ///< sum over all channels
  double loss = 0;           ///< by the training setup's errors and loss, of this pair alone
  /// The channel in front of the target and of output − target; empty pyramids without a target,
  /// and where the last layer is not in front.
  EvaluatedGrid target;
  EvaluatedGrid error;
  std::vector<double> error_squares;  ///< of a plain layer: of each row of the error
  std::vector<double> error_costs;    ///< the same by the setup's errors, unless these are squares
  EvaluatedGrid reference;            ///< the reference kernel or filter; else an empty pyramid

  const Layer& front_layer() const { return document.layers[static_cast<size_t>(front.layer)]; }
  bool last_layer_in_front() const {
    return static_cast<size_t>(front.layer) + 1 == document.layers.size();
  }
  Shape window() const { return front_layer().settings.window; }
  Operation operation() const { return front_layer().settings.operation; }
  float bias() const { return FrontBias(document, front); }
  /// All channels of what goes into the layer in front.
  const Tensor& front_input() const {
    return front.layer == 0 ? document.input : outputs[static_cast<size_t>(front.layer) - 1];
  }
  /// What playback walks over: the elements of the output in front and, in element
  /// `element`, the terms of its sum.
  PlaybackExtent extent(int64_t element = 0) const;
};
using EvaluationPtr = std::shared_ptr<const Evaluation>;

/// How another thread follows and cancels a long computation.
struct Progress {
  std::atomic<bool> cancelled{false};
  std::atomic<float> fraction{0};
};

/// Evaluates `document`, in bands of rows between which `progress` is looked at; nullptr when
/// cancelled. Parts that `previous` has for the same grids are taken over from it.
EvaluationPtr Evaluate(const Document& document, const EvaluationPtr& previous,
                       Progress* progress = nullptr, Front front = {},
                       CorrelationMethod method = CorrelationMethod::kAutomatic);

/// Why there is no target that fits the output, or nothing.
std::optional<Message> TargetProblem(const Document& document);

/// All terms of element `output` of the channel in front, by input channel and then in the order of
/// the kernel cells. Requires it inside the output.
std::vector<LayerTerm> TermsOf(const Evaluation& evaluation, Cell output);

/// What playback walks over in `document`, whose layers have `shapes`, with that pair in front,
/// element `element` being stepped into: nothing where the layer is impossible.
PlaybackExtent ExtentOf(const Document& document, const StackShapes& shapes, Front front,
                        int64_t element);

}  // namespace convlens
