#include "work/training_desk.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/evaluate/training_problem.h"
#include "model/evaluate/training_target.h"

namespace convlens {
namespace {

bool SamePairs(const TrainingSetup& a, const TrainingSetup& b) {
  const auto same = [](const TrainingPair& p, const TrainingPair& q) {
    return p.input.SameAs(q.input) && p.target.SameAs(q.target);
  };
  return std::equal(a.more_pairs.begin(), a.more_pairs.end(), b.more_pairs.begin(),
                    b.more_pairs.end(), same);
}

/// Whether both documents compute the same output, decided without looking into large inputs.
bool SameOutput(const Document& a, const Document& b) {
  return a.input.SameAs(b.input) && a.layers == b.layers;
}

/// Whether a run that left `trained` behind can go on from `now` as if nothing had been touched.
/// The rate, the limit and the pace may have changed.
bool SameTask(const Document& trained, const Document& now) {
  TrainingOptions before = OptionsOf(trained);
  const TrainingOptions after = OptionsOf(now);
  // A run goes on at another rate, by another schedule or algorithm.
  before.rate = after.rate;
  before.schedule = after.schedule;
  before.algorithm = after.algorithm;
  return before == after && SamePairs(trained.training, now.training) && SameOutput(trained, now) &&
         SameTarget(trained, now);
}

}  // namespace

TrainingDesk::TrainingDesk(TrainingSite& site, Threading threading,
                           const std::function<void()>& wake)
    : site_(site),
      run_(threading, wake),
      stable_rate_(threading, wake),
      analysis_(threading, wake),
      surface_(threading, wake),
      gradient_checks_(threading, wake) {}

void TrainingDesk::DocumentChanged() { problem_.reset(); }

const std::optional<Message>& TrainingDesk::Problem() const {
  if (!problem_) problem_ = TrainingProblem(document());
  return *problem_;
}

Tensor TrainingDesk::Target() const {
  const Document& d = document();
  if (d.training.target_source == TargetSource::kFixed) return d.training.fixed_target;
  const EvaluationPtr held = site_.evaluation();
  const Evaluation& ready = *held;
  const bool usable = !ready.targets.channels.empty() && SameTarget(ready.document, d);
  return usable ? ready.targets : TargetOf(d);
}

TrainingJob TrainingDesk::MakeJob(TrainingState state, LossSeries losses,
                                  TrainingHistory history) const {
  const Document& d = document();
  TrainingState start = StateOf(d);
  start.step = state.step;
  start.memory = std::move(state.memory);
  return {d.input,
          Target(),
          OptionsOf(d),
          std::move(start),
          d.training.step_limit,
          d.training.steps_per_second,
          std::move(losses),
          std::move(history),
          d.training.more_pairs,
          d.training.held_out};
}

bool TrainingDesk::CanGoOn() const {
  return snapshot().status != TrainingStatus::kIdle &&
         snapshot().status != TrainingStatus::kDiverged && SameTask(trained_, document());
}

/// The job of going on with the run that stands, or of a new one.
TrainingJob TrainingDesk::NextJob() {
  if (CanGoOn()) return MakeJob(snapshot().state, snapshot().losses, snapshot().history);
  ForgetRun();
  return MakeJob({}, {}, {});
}

TrainingOptions TrainingDesk::Options() const { return OptionsOf(document()); }

AnalysisPtr TrainingDesk::Analysis() {
  const Document& d = document();
  // The sums of windows are those of a plain layer.
  if (PlainLayer(d) == nullptr || Problem()) return nullptr;
  const EvaluationPtr held = site_.evaluation();
  const Evaluation& ready = *held;
  // A target under way is waited for: to compute it here as well would hold up the frame.
  if (ready.targets.channels.empty() || !SameTarget(ready.document, d)) return nullptr;
  TrainingData data{{{d.input, ready.targets}}};
  data.pairs.insert(data.pairs.end(), d.training.more_pairs.begin(), d.training.more_pairs.end());
  return analysis_.For(
      {std::move(data), d.layers.front().settings.window, Options(), FrontBias(d, {})});
}

void TrainingDesk::LookBack(int64_t step, uint64_t stroke_id) {
  Pause();
  const TrainingSnapshot& run = snapshot();
  const TrainingHistory::Record record = run.history.At(step);
  if (!record) return;
  const bool last = step >= run.state.step;
  const TrainingState state = last ? run.state : StateOf(*record);
  site_.DoInStroke({Message{"Look back at the training", {}}, LearnedKernel(state).apply},
                   stroke_id);
  looked_at_ = last ? run.state.step : record->step;
}

std::optional<int64_t> TrainingDesk::StepLookedAt() const {
  if (KernelIsTheRuns()) return snapshot().state.step;
  if (!looked_at_) return std::nullopt;
  const TrainingHistory::Record record = snapshot().history.At(*looked_at_);
  const bool still = record && HasNumbers(document(), StateOf(*record));
  return still ? looked_at_ : std::nullopt;
}

bool TrainingDesk::KernelIsTheRuns() const {
  return snapshot().status != TrainingStatus::kIdle && HasNumbers(document(), snapshot().state) &&
         SameTask(trained_, document());
}

void TrainingDesk::Start() {
  if (running() || Problem()) return;
  const TrainingSnapshot& run = snapshot();
  const int64_t limit = document().training.step_limit;
  const bool same = SameTask(trained_, document());
  const bool ended = CanGoOn() && limit > 0 && run.state.step >= limit;
  const bool diverged = same && run.status == TrainingStatus::kDiverged;
  if (ended || diverged) Reset();
  run_.Start(NextJob());
  trained_ = document();
}

void TrainingDesk::Pause() {
  if (!running()) return;
  run_.Pause();
  TakeResult();
}

void TrainingDesk::Step() {
  if (run_.stepping()) return;
  Pause();
  if (Problem()) return;
  if (snapshot().status == TrainingStatus::kDiverged && SameTask(trained_, document())) return;
  run_.StepOnce(NextJob());
  trained_ = document();
  TakeResult();
}

void TrainingDesk::Reset() {
  Pause();
  ForgetRun();
  site_.Do(ResetTraining());
}

void TrainingDesk::GoOnFromEdit() {
  if (!running()) return;
  if (Problem()) {
    run_.Pause();
    taken_result_ = run_.results();  // what it gave last belongs to the document before
    return;
  }
  TrainingJob job = MakeJob(snapshot().state, snapshot().losses, snapshot().history);
  run_.stepping() ? run_.StepOnce(std::move(job)) : run_.Start(std::move(job));
  trained_ = document();
}

void TrainingDesk::TakeResult() {
  const TrainingSnapshot& run = snapshot();
  const bool seen = std::exchange(taken_result_, run_.results()) == run_.results();
  if (seen || run.status == TrainingStatus::kIdle) return;
  std::optional<Edit> learned;
  if (!HasNumbers(document(), run.state)) learned = LearnedKernel(run.state);
  if (site_.TakeLearned(learned, !running())) trained_ = document();
}

bool TrainingDesk::Poll() {
  if (!run_.Poll()) return false;
  TakeResult();
  TakeLossReached();  // a step that changes no number is followed by no evaluation
  return true;
}

}  // namespace convlens
