#include "work/training_loop.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/statistics.h"
#include "train/analysis.h"

namespace convlens {
namespace {

using Seconds = std::chrono::duration<double>;

// Up to this much work in a step, the largest stable rate is found before the run: it takes some
// dozens of steps' time.
constexpr int64_t kQuickStepWork = 200'000;
// Falling behind its pace by more than this, a run does not try to catch up.
constexpr Seconds kLargestDelay{0.25};

std::string Number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// Why a run cannot have finite losses from the start, or nothing.
std::optional<Message> NotFinite(const TrainingJob& job) {
  if (!StatisticsOf(job.input).finite()) {
    return Message{"The input holds a value that is not a finite number. Change it and reset.", {}};
  }
  if (!StatisticsOf(job.target).finite()) {
    return Message{"The target holds a value that is not a finite number. Change it and reset.",
                   {}};
  }
  if (!StatisticsOf(job.state.kernel).finite() || !std::isfinite(job.state.bias)) {
    return Message{"The kernel or bias is not a finite number. Reset the training.", {}};
  }
  return std::nullopt;
}

Message TooFast(double rate, double largest) {
  if (largest > 0 && rate > largest) {
    return {
        "The loss grows at every step: rate {} is above {}, the largest that this input "
        "allows. Lower the rate and reset.",
        {Number(rate), Number(largest)}};
  }
  return {"The loss grows at every step at rate {}. Lower the rate and reset.", {Number(rate)}};
}

}  // namespace

int64_t StepWork(const TrainingJob& job) {
  return 2 * MultiplyAdds(job.input->shape(), job.state.kernel.shape());
}

TrainingLoop::TrainingLoop(TrainingJob job, Clock::time_point start, bool once,
                           std::shared_ptr<const std::atomic<bool>> cancelled)
    : job_(std::move(job)),
      once_(once),
      cancelled_(std::move(cancelled)),
      trainer_(job_.input, job_.target, job_.options, job_.state),
      pace_start_(start),
      measure_start_(Clock::now()),
      measure_step_(job_.state.step) {
  if (StepWork(job_) <= kQuickStepWork) {
    largest_stable_rate_ =
        LargestStableRate(job_.input, job_.state.kernel.shape(), job_.options, cancelled_.get());
  }
  if (AtLimit()) status_ = TrainingStatus::kReachedLimit;
}

bool TrainingLoop::AtLimit() const {
  return !once_ && job_.step_limit > 0 && trainer_.state().step >= job_.step_limit;
}

TrainingLoop::Clock::time_point TrainingLoop::next_due() const {
  if (job_.steps_per_second <= 0 || once_) return {};
  const Seconds after(static_cast<double>(pace_steps_) / job_.steps_per_second);
  return pace_start_ + std::chrono::duration_cast<Clock::duration>(after);
}

void TrainingLoop::KeepPace(Clock::time_point now) {
  if (now - next_due() < kLargestDelay) return;
  pace_start_ = now;
  pace_steps_ = 0;
}

void TrainingLoop::RunUntil(Clock::time_point deadline) {
  const bool paced = job_.steps_per_second > 0 && !once_;
  for (auto now = Clock::now(); running() && !cancelled_->load(std::memory_order_relaxed);
       now = Clock::now()) {
    if (paced) KeepPace(now);
    if (paced && now < next_due()) return;
    Step();
    if (Clock::now() >= deadline) return;
  }
}

void TrainingLoop::Step() {
  const int64_t step = trainer_.state().step;
  const double loss = trainer_.Step();
  job_.losses.Add(step, loss);
  ++pace_steps_;
  if (watch_.Add(loss)) {
    Diverge(loss);
  } else if (once_) {
    status_ = TrainingStatus::kPaused;
  } else if (AtLimit()) {
    status_ = TrainingStatus::kReachedLimit;
  }
}

void TrainingLoop::Diverge(double loss) {
  status_ = TrainingStatus::kDiverged;
  if (!std::isfinite(loss)) explanation_ = NotFinite(job_);
  if (explanation_) return;
  if (largest_stable_rate_ == 0) {
    largest_stable_rate_ =
        LargestStableRate(job_.input, job_.state.kernel.shape(), job_.options, cancelled_.get());
  }
  explanation_ = TooFast(job_.options.rate, largest_stable_rate_);
}

void TrainingLoop::MeasureSpeed() {
  const auto now = Clock::now();
  const double seconds = Seconds(now - measure_start_).count();
  const auto steps = static_cast<double>(trainer_.state().step - measure_step_);
  if (steps > 0 && seconds > 0) steps_per_second_ = steps / seconds;
  if (seconds < 1 || steps < 2) return;
  measure_start_ = now;
  measure_step_ = trainer_.state().step;
}

TrainingSnapshot TrainingLoop::Snapshot() {
  MeasureSpeed();
  return {status_,           trainer_.state(), job_.losses,
          steps_per_second_, explanation_,     largest_stable_rate_};
}

}  // namespace convlens
