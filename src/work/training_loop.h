#pragma once

#include <atomic>
#include <chrono>

#include "train/run/trainer.h"
#include "work/training_run.h"

namespace convlens {

/// The normal equations of the problem that was last asked for: a run that goes on after its rate
/// was changed need not build them again. Belongs to one thread.
class NormalEquationsCache {
 public:
  /// Null when `cancelled` became true.
  std::shared_ptr<const NormalEquations> For(const TrainingData& data, const TrainingState& state,
                                             const TrainingOptions& options,
                                             const std::atomic<bool>* cancelled);

 private:
  std::vector<TrainingPair> pairs_;
  Shape kernel_;
  Operation operation_ = Operation::kCorrelation;
  BiasUse bias_;
  std::shared_ptr<const NormalEquations> made_;
};

/// One run of a training: the steps, their losses, the pace and the end. Belongs to one thread.
class TrainingLoop {
 public:
  using Clock = std::chrono::steady_clock;
  /// Between two snapshots of a run.
  static constexpr std::chrono::milliseconds kPublishInterval{16};

  /// The first step is made at `start`. `once`: a single step, whatever the limit and the pace.
  /// `cancelled` may be set by another thread.
  TrainingLoop(TrainingJob job, Clock::time_point start, bool once,
               std::shared_ptr<const std::atomic<bool>> cancelled, NormalEquationsCache& cache);

  /// Makes the steps that are due until `deadline`, the end of the run, or its cancellation.
  void RunUntil(Clock::time_point deadline);
  bool running() const { return status_ == TrainingStatus::kRunning; }
  /// When the next step is due: in the past when there is no pace.
  Clock::time_point next_due() const;
  /// The state of the run, with its speed since the last but one call.
  TrainingSnapshot Snapshot();

 private:
  void Steps();
  void Step();
  double StepAndRecord();
  bool AtLimit() const;
  bool cancelled() const { return cancelled_->load(std::memory_order_relaxed); }
  void Diverge(double loss);
  void KeepPace(Clock::time_point now);
  void MeasureSpeed();

  TrainingJob job_;
  bool once_;
  std::shared_ptr<const std::atomic<bool>> cancelled_;
  Trainer trainer_;
  DivergenceWatch watch_;
  TrainingStatus status_ = TrainingStatus::kRunning;
  std::optional<Message> explanation_;
  std::optional<Message> reason_;
  double largest_stable_rate_ = 0;
  int burst_ = 1;  ///< steps without a look at the clock
  Clock::time_point pace_start_;
  int64_t pace_steps_ = 0;
  Clock::time_point measure_start_;
  int64_t measure_step_ = 0;
  double steps_per_second_ = 0;
};

/// Multiply-adds of one step: a correlation and a kernel gradient.
int64_t StepWork(const TrainingJob& job);

}  // namespace convlens
