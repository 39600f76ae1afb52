#include "work/training_loop.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/grid/statistics.h"
#include "train/quadratic/stability.h"
#include "train/run/analysis.h"
#include "train/run/stack_gradient.h"

namespace convlens {
namespace {

using Seconds = std::chrono::duration<double>;

// Up to this much work in a step, the largest stable rate is found before the run: it takes some
// dozens of steps' time.
constexpr int64_t kQuickStepWork = 200'000;
// The steps without a look at the clock take about this long: it takes as long as a small step.
constexpr Seconds kBurst{50e-6};
constexpr int kLongestBurst = 1 << 12;
// Falling behind its pace by more than this, a run does not try to catch up.
constexpr Seconds kLargestDelay{0.25};

/// Why a run cannot have finite losses from the start, or nothing.
std::optional<Message> NotFinite(const TrainingJob& job) {
  if (!job.state.layers.empty()) return StackProblem(job.data(), job.state.layers);
  if (std::optional<Message> problem = DataProblem(job.data(), job.state.kernel.shape())) {
    return problem;
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
        {RateText(rate), RateText(largest)}};
  }
  return {"The loss grows at every step at rate {}. Lower the rate and reset.", {RateText(rate)}};
}

/// The trainer of a job. A job that was cancelled while its equations were built makes no step, so
/// that it does not matter how it would.
Trainer TrainerFor(const TrainingJob& job, const std::atomic<bool>* cancelled,
                   NormalEquationsCache& cache) {
  TrainingOptions options = job.options;
  std::shared_ptr<const NormalEquations> normal;
  const bool plain = job.state.layers.empty();
  if (plain && options.algorithm == TrainingAlgorithm::kNormalEquations) {
    normal = cache.For(job.data(), job.state, options, cancelled);
    if (!normal) options.algorithm = TrainingAlgorithm::kDirect;
  }
  return {job.data(), options, job.state, std::move(normal)};
}

}  // namespace

TrainingData TrainingJob::data() const {
  TrainingData data{{{input, target}}, held_out};
  data.pairs.insert(data.pairs.end(), more_pairs.begin(), more_pairs.end());
  return data;
}

std::shared_ptr<const NormalEquations> NormalEquationsCache::For(
    const TrainingData& data, const TrainingState& state, const TrainingOptions& options,
    const std::atomic<bool>* cancelled) {
  const Shape kernel = state.kernel.shape();
  const BiasUse bias{options.learn_bias, options.learn_bias ? 0 : state.bias};
  if (made_ && pairs_ == data.pairs && kernel_ == kernel && operation_ == options.operation &&
      bias_ == bias) {
    return made_;
  }
  std::optional<NormalEquations> sums =
      BuildNormalEquations(data, kernel, options.operation, bias, cancelled);
  if (!sums) return nullptr;
  pairs_ = data.pairs;
  kernel_ = kernel;
  operation_ = options.operation;
  bias_ = bias;
  made_ = std::make_shared<const NormalEquations>(std::move(*sums));
  return made_;
}

int64_t StepWork(const TrainingJob& job) {
  int64_t work = 0;
  const std::vector<Layer>& layers = job.state.layers;
  for (const TrainingPair& pair : job.data().pairs) {
    const TensorShape input = pair.input.shape();
    work += layers.empty() ? 2 * MultiplyAdds(input.grid, job.state.kernel.shape())
                           : StackStepWork(layers, input);
  }
  return work;
}

TrainingLoop::TrainingLoop(TrainingJob job, Clock::time_point start, bool once,
                           std::shared_ptr<const std::atomic<bool>> cancelled,
                           NormalEquationsCache& cache)
    : job_(std::move(job)),
      once_(once),
      cancelled_(std::move(cancelled)),
      trainer_(TrainerFor(job_, cancelled_.get(), cache)),
      watch_(StepsGrowWithError(job_.options)),
      pace_start_(start),
      measure_start_(Clock::now()),
      measure_step_(job_.state.step) {
  trainer_.UseThreads(job_.threads);
  trainer_.CancelBy(cancelled_.get());
  if (job_.state.layers.empty() && StepWork(job_) <= kQuickStepWork) {
    largest_stable_rate_ =
        ExamineRate(job_.data(), job_.state.kernel.shape(), job_.options, cancelled_.get()).limit;
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
  for (auto now = Clock::now(); running() && !cancelled(); now = Clock::now()) {
    if (paced) KeepPace(now);
    if (paced && now < next_due()) return;
    paced ? Step() : Steps();
    if (Clock::now() >= deadline) return;
  }
}

void TrainingLoop::Steps() {
  const auto start = Clock::now();
  for (int i = 0; i < burst_ && running() && !cancelled(); ++i) Step();
  const Seconds taken = Clock::now() - start;
  if (taken < kBurst / 2) burst_ = std::min(2 * burst_, kLongestBurst);
  if (taken > kBurst) burst_ = std::max(1, burst_ / 2);
}

double TrainingLoop::StepAndRecord() {
  const TrainingState& state = trainer_.state();
  if (!job_.history.Wants(state.step)) return trainer_.Step();
  RecordedStep record{state.step, state.kernel, state.bias};
  record.layers = state.layers;
  record.held_out_loss = trainer_.HeldOutLoss();
  record.rate = trainer_.NextRate();
  record.loss = trainer_.Step();
  record.gradient_norm = trainer_.GradientNorm();
  const double loss = record.loss;
  job_.history.Add(std::move(record));
  return loss;
}

void TrainingLoop::Step() {
  const int64_t step = trainer_.state().step;
  const double penalty = trainer_.Penalty();
  const double loss = StepAndRecord();
  if (cancelled()) return;  // nothing of it is seen any more
  job_.losses.Add(step, loss);
  ++pace_steps_;
  // What descends is the loss with its penalty.
  if (watch_.Add(loss + penalty)) {
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
  if (!job_.state.layers
           .empty()) {  // no sums give a stack's largest rate: its loss is not quadratic
    explanation_ = TooFast(job_.options.rate, 0);
    return;
  }
  const RateReport report =
      ExamineRate(job_.data(), job_.state.kernel.shape(), job_.options, cancelled_.get());
  largest_stable_rate_ = report.limit;
  reason_ = report.problem;
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
  return {status_,
          trainer_.state(),
          job_.losses,
          steps_per_second_,
          explanation_,
          largest_stable_rate_,
          reason_,
          job_.history,
          trainer_.GradientNorm(),
          trainer_.NextRate(),
          cancelled() ? std::numeric_limits<double>::quiet_NaN() : trainer_.HeldOutLoss()};
}

}  // namespace convlens
