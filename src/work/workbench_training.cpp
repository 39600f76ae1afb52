#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "model/evaluate/training_target.h"
#include "train/quadratic/normal_equations_limit.h"
#include "train/run/stack_gradient.h"
#include "work/workbench.h"

namespace convlens {
namespace {

// No stroke of the user's has this number.
constexpr uint64_t kTrainingStroke = std::numeric_limits<uint64_t>::max();

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

/// What keeps a pair beside the document's own from being used with these layers.
std::optional<Message> PairsProblem(const Document& document) {
  const TrainingSetup& setup = document.training;
  const auto fits = [&document](const TrainingPair& pair) {
    const StackShapes shapes = ShapesOf(document.layers, pair.input.shape());
    return !shapes.problem && shapes.outputs.back() == pair.target.shape();
  };
  const bool batch = std::all_of(setup.more_pairs.begin(), setup.more_pairs.end(), fits);
  if (!batch) {
    return Message{"A pair in the batch was made for a kernel of another size. Remove the batch.",
                   {}};
  }
  if (setup.held_out && !fits(*setup.held_out)) {
    return Message{"The held-out pair was made for a kernel of another size. Remove it.", {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Message> Workbench::TrainingProblem() const {
  const Document& d = document();
  const Layer* plain = PlainLayer(d);
  const Shape kernel = plain != nullptr ? plain->settings.window : Shape{};
  if (std::optional<Message> problem = OptionsProblem(OptionsOf(d))) return problem;
  if (std::optional<Message> problem = NormalEquationsProblem(OptionsOf(d), kernel)) return problem;
  if (std::optional<Message> problem = TargetProblem(d)) return problem;
  if (std::optional<Message> problem = LearningProblem(d.layers, d.training.learn_bias)) {
    return problem;
  }
  return PairsProblem(d);
}

Tensor Workbench::Target() const {
  const Document& d = document();
  if (d.training.target_source == TargetSource::kFixed) return d.training.fixed_target;
  const EvaluationPtr held = evaluation();
  const Evaluation& ready = *held;
  const bool usable = !ready.targets.channels.empty() && SameTarget(ready.document, d);
  return usable ? ready.targets : TargetOf(d);
}

TrainingJob Workbench::MakeJob(TrainingState state, LossSeries losses,
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

bool Workbench::CanGoOn() const {
  return training().status != TrainingStatus::kIdle &&
         training().status != TrainingStatus::kDiverged && SameTask(trained_, document());
}

/// The job of going on with the run that stands, or of a new one.
TrainingJob Workbench::NextJob() {
  if (CanGoOn()) return MakeJob(training().state, training().losses, training().history);
  ForgetRun();
  return MakeJob({}, {}, {});
}

TrainingOptions Workbench::Options() const { return OptionsOf(document()); }

AnalysisPtr Workbench::Analysis() {
  const Document& d = document();
  // The sums of windows are those of a plain layer.
  if (PlainLayer(d) == nullptr || TrainingProblem()) return nullptr;
  const EvaluationPtr held = evaluation();
  const Evaluation& ready = *held;
  // A target under way is waited for: to compute it here as well would hold up the frame.
  if (ready.targets.channels.empty() || !SameTarget(ready.document, d)) return nullptr;
  TrainingData data{{{d.input, ready.targets}}};
  data.pairs.insert(data.pairs.end(), d.training.more_pairs.begin(), d.training.more_pairs.end());
  return analysis_.For(
      {std::move(data), d.layers.front().settings.window, Options(), FrontBias(d, {})});
}

void Workbench::LookBack(int64_t step, uint64_t stroke_id) {
  PauseTraining();
  const TrainingSnapshot& run = training();
  const TrainingHistory::Record record = run.history.At(step);
  if (!record) return;
  const bool last = step >= run.state.step;
  const TrainingState state = last ? run.state : StateOf(*record);
  DoInStroke({Message{"Look back at the training", {}}, LearnedKernel(state).apply}, stroke_id);
  looked_at_ = last ? run.state.step : record->step;
}

std::optional<int64_t> Workbench::StepLookedAt() const {
  if (KernelIsTheRuns()) return training().state.step;
  if (!looked_at_) return std::nullopt;
  const TrainingHistory::Record record = training().history.At(*looked_at_);
  const bool still = record && HasNumbers(document(), StateOf(*record));
  return still ? looked_at_ : std::nullopt;
}

bool Workbench::KernelIsTheRuns() const {
  return training().status != TrainingStatus::kIdle && HasNumbers(document(), training().state) &&
         SameTask(trained_, document());
}

void Workbench::RunTraining() {
  if (training_running() || TrainingProblem()) return;
  const TrainingSnapshot& run = training();
  const int64_t limit = document().training.step_limit;
  const bool same = SameTask(trained_, document());
  const bool ended = CanGoOn() && limit > 0 && run.state.step >= limit;
  const bool diverged = same && run.status == TrainingStatus::kDiverged;
  if (ended || diverged) ResetTrainingRun();
  training_.Start(NextJob());
  trained_ = document();
}

void Workbench::PauseTraining() {
  if (!training_running()) return;
  training_.Pause();
  TakeTrainingResult();
}

void Workbench::StepTraining() {
  if (training_.stepping()) return;
  PauseTraining();
  if (TrainingProblem()) return;
  if (training().status == TrainingStatus::kDiverged && SameTask(trained_, document())) return;
  training_.StepOnce(NextJob());
  trained_ = document();
  TakeTrainingResult();
}

void Workbench::ResetTrainingRun() {
  PauseTraining();
  ForgetRun();
  Do(ResetTraining());
}

/// After an edit while training runs: the same run goes on from the edited state.
void Workbench::ContinueRun() {
  if (!training_running()) return;
  if (TrainingProblem()) {
    training_.Pause();
    taken_result_ = training_.results();  // what it gave last belongs to the document before
    return;
  }
  TrainingJob job = MakeJob(training().state, training().losses, training().history);
  training_.stepping() ? training_.StepOnce(std::move(job)) : training_.Start(std::move(job));
  trained_ = document();
}

/// The kernel of the run becomes the document's: one entry a run, or part of the stroke that the
/// user is making meanwhile.
void Workbench::TakeTrainingResult() {
  const TrainingSnapshot& run = training();
  const bool seen = std::exchange(taken_result_, training_.results()) == training_.results();
  if (seen || run.status == TrainingStatus::kIdle) return;
  const uint64_t before = history_.revision();
  if (!HasNumbers(document(), run.state)) {
    history_.ApplyInStroke(LearnedKernel(run.state), user_stroke_.value_or(kTrainingStroke));
  }
  if (!training_running() && !user_stroke_) history_.EndStroke();
  if (history_.revision() == before) return;
  trained_ = document();
  DocumentChanged();
}

}  // namespace convlens
