#pragma once

#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <optional>

#include "model/document/document.h"
#include "train/run/loss_series.h"
#include "train/run/training_history.h"
#include "work/task_thread.h"

namespace convlens {

enum class TrainingStatus { kIdle, kRunning, kPaused, kReachedLimit, kDiverged };

/// What the interface sees of a run: immutable, published at most once a frame.
struct TrainingSnapshot {
  TrainingStatus status = TrainingStatus::kIdle;
  TrainingState state;
  LossSeries losses;            ///< loss before each update, by step, without the L2 penalty
  double steps_per_second = 0;  ///< measured
  /// When diverged: why, and what rate would be stable.
  std::optional<Message> explanation;
  double largest_stable_rate = 0;  ///< 0: not known yet
  /// And in which direction its rate is too large, where that is known.
  std::optional<Message> reason{};
  TrainingHistory history{};  ///< what the run was, step by step, up to now
  double gradient_norm = 0;   ///< of the last step
  double rate = 0;            ///< of the next step
  /// Of `state`; NaN: there is no held-out pair, or no step was made.
  double held_out_loss = std::numeric_limits<double>::quiet_NaN();
};

struct TrainingJob {
  Tensor input;
  Tensor target;
  TrainingOptions options;
  TrainingState state;
  int64_t step_limit = 0;                  ///< stop when state.step reaches it; 0: none
  double steps_per_second = 0;             ///< 0: as fast as the machine
  LossSeries losses;                       ///< what went before, when a run goes on
  TrainingHistory history{};               ///< the same
  std::vector<TrainingPair> more_pairs{};  ///< learned together with the input and target above
  std::optional<TrainingPair> held_out{};
  Threads threads{};  ///< for large data

  TrainingData data() const;
};

/// A training in the background: as fast as asked, paused and stopped at once.
class TrainingRun {
 public:
  explicit TrainingRun(Threading threading, std::function<void()> wake = {});
  ~TrainingRun();

  /// Starts (or replaces) the run.
  void Start(TrainingJob job);
  /// Makes exactly one step, whatever the limit, and pauses: before it returns where that is quick,
  /// otherwise in the background.
  void StepOnce(TrainingJob job);
  /// Ends the run at what was published last; nothing of it comes any more.
  void Pause();
  /// As Pause, and forgets the run.
  void Stop();
  bool running() const { return snapshot_.status == TrainingStatus::kRunning; }
  /// Whether a single step is under way.
  bool stepping() const { return running() && once_; }

  /// Takes over what was published since the last call; true when `snapshot()` changed.
  bool Poll();
  const TrainingSnapshot& snapshot() const { return snapshot_; }
  /// How many snapshots a run has given so far: tells a new one from one that was seen.
  uint64_t results() const { return results_; }

 private:
  void Begin(TrainingJob job, bool once);
  void Take(TrainingSnapshot snapshot);

  struct Background;
  std::unique_ptr<Background> background_;
  TrainingSnapshot snapshot_;
  std::chrono::steady_clock::time_point last_step_;  ///< when it was taken over
  uint64_t results_ = 0;
  bool once_ = false;
  bool changed_ = false;
};

}  // namespace convlens
