#pragma once

#include <atomic>
#include <memory>

#include "layer/settings/layer.h"
#include "train/quadratic/normal_equations.h"
#include "train/setup/training_data.h"
#include "train/setup/training_options.h"

namespace convlens {

/// What a step changes: the numbers of a plain kernel, or those of a stack of layers.
struct TrainingState {
  Grid kernel;  ///< [kh×kw]; empty where layers learn
  float bias = 0;
  int64_t step = 0;  ///< updates made so far
  /// What learns in full precision, with the optimizer's moments. Where its parameters do not round
  /// to the numbers here (an edit came between), it is made again from them.
  OptimizerMemory memory{};
  /// Empty for a plain kernel. Otherwise all of the stack, with the layers that have no weights or
  /// do not learn: then they are what is trained, each by its own settings.
  std::vector<Layer> layers{};

  bool operator==(const TrainingState&) const = default;
};

/// Gradient descent on the errors e = `operation(input, kernel) + bias` − `target`:
///   L = Σ cost(e), or its mean,  ∂L/∂K = Σ cost′(e)·x,  ∂L/∂u = Σ cost′(e),
/// as in Dive into Deep Learning 6.2.4 where the cost is e². Where the state holds layers, the
/// prediction is the last one's output, all channels of it, and ∂L is passed back layer by layer
/// (see stack_gradient.h); there are no normal equations then. For a plain kernel it owns its
/// scratch space: a step allocates nothing after the first.
///
/// Deterministic: the same data, options and state give the same bits for one SIMD target, in debug
/// and release builds and whatever the number of threads. Sums over a grid are core's, in a fixed
/// order; all else is double arithmetic without fused multiply-adds (-ffp-contract=off) on one
/// thread. The test `golden_training` checks it.
class Trainer {
 public:
  /// A plain kernel. Requires a target of `ValidOutputShape(input, state.kernel)`.
  Trainer(Tensor input, Tensor target, const TrainingOptions& options, TrainingState state);
  /// Requires data and options without a `DataProblem` or `OptionsProblem` (finite numbers aside).
  /// `normal` may hold what `BuildNormalEquations` gives for the same data, options and state;
  /// without it, a trainer by normal equations builds them here.
  Trainer(TrainingData data, const TrainingOptions& options, TrainingState state,
          std::shared_ptr<const NormalEquations> normal = nullptr);

  /// For large data. Whatever their number, the bits are the same.
  void UseThreads(Threads threads) { threads_ = threads; }
  /// A step of layers that takes long ends between two of them once `cancelled` is true: it returns
  /// NaN and leaves the state as it was. The flag may be set by another thread and must outlive
  /// this.
  void CancelBy(const std::atomic<bool>* cancelled) { cancelled_ = cancelled; }

  /// One update; returns the loss *before* it, without the L2 penalty.
  double Step();
  /// The norm of what the last `Step` descended along: the gradient of the loss and the penalty,
  /// at the state before it, over all that learns. Or, after `CurrentLoss`, of the loss alone, at
  /// the present state. 0 before either.
  double GradientNorm() const;
  /// That gradient, in the order of `OptimizerMemory::parameters`.
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
  double StackGradient();
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
  std::vector<double> gradient_;  ///< as `OptimizerMemory::parameters`
  double loss_scale_ = 1;
  Threads threads_;
  const std::atomic<bool>* cancelled_ = nullptr;
  bool plain_ = false;  ///< one pair, squared errors, descent at a constant rate: the fast way
};

/// The loss of `state` over `pairs` as `options` measure it, without the penalty. Stacks of layers
/// use the threads.
double LossOver(std::span<const TrainingPair> pairs, const TrainingOptions& options,
                const TrainingState& state, Threads threads = {});

}  // namespace convlens
