#pragma once

#include <memory>

#include "train/normal_equations.h"
#include "train/training_data.h"
#include "train/training_options.h"

namespace convlens {

/// What a step changes.
struct TrainingState {
  Grid kernel;  ///< [kh×kw]
  float bias = 0;
  int64_t step = 0;  ///< updates made so far
  /// The same in full precision, with the learner's moments. Where its parameters do not round to
  /// `kernel` and `bias` (an edit came between), it is made anew from them.
  LearnerMemory memory{};

  bool operator==(const TrainingState&) const = default;
};

/// Gradient descent on the errors e = `operation(input, kernel) + bias` − `target`:
///   L = Σ cost(e), or its mean,  ∂L/∂K = Σ cost′(e)·x,  ∂L/∂u = Σ cost′(e),
/// as in Dive into Deep Learning 6.2.4 where the cost is e². Owns its scratch space: a step
/// allocates nothing after the first.
///
/// Deterministic: the same data, options and state give the same bits for one SIMD target, in debug
/// and release builds and whatever the number of threads. Sums over a grid are core's, in a fixed
/// order; all else is double arithmetic without fused multiply-adds (-ffp-contract=off) on one
/// thread. The test `golden_training` holds it.
class Trainer {
 public:
  /// Requires a target of `ValidOutputShape(input, state.kernel)`.
  Trainer(SharedGrid input, SharedGrid target, const TrainingOptions& options, TrainingState state);
  /// Requires data and options without a `DataProblem` or `OptionsProblem` (finite numbers aside).
  /// `normal` may hold what `BuildNormalEquations` gives for the same data, options and state;
  /// without it, a trainer by normal equations builds them here.
  Trainer(TrainingData data, const TrainingOptions& options, TrainingState state,
          std::shared_ptr<const NormalEquations> normal = nullptr);

  /// For large data. Whatever their number, the bits are the same.
  void UseThreads(Threads threads) { threads_ = threads; }

  /// One update; returns the loss *before* it, without the L2 penalty.
  double Step();
  /// The norm of what the last `Step` descended along: the gradient of the loss and the penalty,
  /// at the state before it, over all that learns. Or, after `CurrentLoss`, of the loss alone, at
  /// the present state. 0 before either.
  double GradientNorm() const;
  /// That gradient: the kernel's row by row, then the bias' where it is learned.
  std::span<const double> gradient() const { return gradient_; }
  /// The loss at the present state, without an update.
  double CurrentLoss();
  /// The same over the held-out pair alone; NaN where there is none.
  double HeldOutLoss() const;
  /// The L2 penalty at the present state: 0 where there is none.
  double Penalty() const;
  /// The rate of the next step.
  double NextRate() const;

  const TrainingState& state() const { return state_; }
  const TrainingOptions& options() const { return options_; }
  void SetRate(double rate) { options_.rate = rate; }

 private:
  double DirectGradient();
  double NormalGradient();
  double PlainStep();
  double PairGradient(size_t index);
  void TakeParameters();
  void WriteParameters();

  TrainingData data_;
  TrainingOptions options_;
  TrainingState state_;
  std::shared_ptr<const NormalEquations> normal_;
  std::vector<Grid> errors_;      ///< one for each pair
  Grid tap_sums_;                 ///< of one pair
  std::vector<double> gradient_;  ///< as `LearnerMemory::parameters`
  double loss_scale_ = 1;
  Threads threads_;
  bool plain_ = false;  ///< one pair, squared errors, descent at a constant rate: the fast way
};

/// The loss of a kernel and bias over `pairs` as `options` measure it, without the penalty.
double LossOver(std::span<const TrainingPair> pairs, const TrainingOptions& options,
                GridView kernel, float bias);

}  // namespace convlens
