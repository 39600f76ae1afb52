#pragma once

#include "core/correlate.h"

namespace convlens {

/// Sum of squared errors (the book's), or its mean over the output elements.
enum class Loss { kSum, kMean };

struct TrainingOptions {
  float rate = 0.03F;
  Loss loss = Loss::kSum;
  bool learn_bias = false;
  Operation operation = Operation::kCorrelation;

  bool operator==(const TrainingOptions&) const = default;
};

/// What a step changes.
struct TrainingState {
  Grid kernel;  ///< [kh×kw]
  float bias = 0;
  int64_t step = 0;  ///< updates made so far

  bool operator==(const TrainingState&) const = default;
};

/// Gradient descent on the squared error between `operation(input, kernel) + bias` and `target`:
///   e = prediction − target,  L = Σ e²  (or its mean),  ∂L/∂K = 2 Σ e·x,  ∂L/∂u = 2 Σ e,
/// as in Dive into Deep Learning 6.2.4. Owns its scratch space: a step allocates nothing.
/// Deterministic: the same input, target, options and state give the same bits for one SIMD target.
class Trainer {
 public:
  /// Requires target of `ValidOutputShape(input, state.kernel)`.
  Trainer(SharedGrid input, SharedGrid target, TrainingOptions options, TrainingState state);

  /// One update; returns the loss *before* it.
  double Step();
  /// The loss at the present state, without an update.
  double CurrentLoss();

  const TrainingState& state() const { return state_; }
  const TrainingOptions& options() const { return options_; }
  void SetRate(float rate) { options_.rate = rate; }

 private:
  double Residual();
  double LossScale() const;

  SharedGrid input_;
  SharedGrid target_;
  TrainingOptions options_;
  TrainingState state_;
  Grid residual_;
  Grid gradient_;
};

}  // namespace convlens
