#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/edit/edit.h"
#include "work/backward_study.h"
#include "work/descent_study.h"
#include "work/gradient_checks.h"
#include "work/sampled_surface.h"
#include "work/stable_rate.h"
#include "work/task_analysis.h"
#include "work/training_run.h"
#include "work/weight_curves.h"

namespace convlens {

/// Where training takes place: the document that learns, and the ways to change it.
class TrainingSite {
 public:
  virtual ~TrainingSite() = default;

  virtual const Document& document() const = 0;
  /// What follows from it as far as it is known.
  virtual EvaluationPtr evaluation() const = 0;
  virtual Front front() const = 0;
  virtual void Do(const Edit& edit) = 0;
  virtual void DoInStroke(const Edit& edit, uint64_t stroke_id) = 0;
  /// Makes what a run has learned the document's: one entry of the history a run, which ends with
  /// `ended`, or part of the stroke that the user is making meanwhile. True when the document
  /// changed.
  virtual bool TakeLearned(const std::optional<Edit>& learned, bool ended) = 0;
};

/// A run that another one has taken the place of.
struct EarlierRun {
  RunRecord record;         ///< its name is empty until it is given one
  TrainingHistory history;  ///< the way that it took; empty when it comes from a session file
};

/// Training and all that is found out about it: the run, the runs before it, and studies of why the
/// kernel learns as it does, each kept until its question changes.
class TrainingDesk {
 public:
  /// `site` outlives the desk. `wake` is called from background threads when something is ready.
  TrainingDesk(TrainingSite& site, Threading threading, const std::function<void()>& wake);

  // --- the run
  const TrainingSnapshot& snapshot() const { return run_.snapshot(); }
  bool running() const { return run_.running(); }
  /// Nothing when training can start now, else the message that says why not.
  const std::optional<Message>& Problem() const;
  /// Goes on with a paused run that nobody has touched; from the limit, or after it diverged,
  /// starts over from the initial kernel; otherwise begins a new run from the present kernel.
  void Start();
  void Pause();
  /// Exactly one step.
  void Step();
  /// Ends the run and puts the initial kernel back.
  void Reset();
  /// Puts the kernel and bias of a recorded step of the run back, as part of an undoable stroke; a
  /// run under way is paused. At the run's own last step training can go on; from any other a new
  /// run begins.
  void LookBack(int64_t step, uint64_t stroke_id);
  /// The step of the run whose kernel the document has, where LookBack put it.
  std::optional<int64_t> StepLookedAt() const;

  // --- runs before it
  /// Earlier runs, newest last: those that have a name, and the newest `kKeptRuns` that have none.
  /// They belong to the session and are saved with it, the present run as the newest of them;
  /// opening another session replaces them, and a lesson keeps those that have a name.
  const std::vector<EarlierRun>& earlier_runs() const { return earlier_runs_; }
  /// A run with a name is kept; names differ. Refused when there are too many (see `TakeRefusal`).
  /// Both require a valid index.
  void NameEarlierRun(size_t index, const std::string& name);
  void DeleteEarlierRun(size_t index);
  /// Changes with the run's history and with the earlier runs.
  uint64_t runs_revision() const { return run_.results() + runs_revision_; }

  // --- studies
  TrainingOptions Options() const;
  /// The rate above which training would diverge; 0 while it is not known. May start to find it in
  /// the background, so ask again.
  double LargestStableRate() { return stable_rate_.RateFor(site_.document()); }

  /// Why the kernel learns as it does; null while it is not known (ask again), or when training
  /// cannot start.
  AnalysisPtr Analysis();
  /// The loss in `window` of `plane`, sampled in the background; null while there is none (ask
  /// again) and where the input is too large for it (see `SurfaceFinder::kMostWork`).
  SampledSurfacePtr Surface(const ParameterPlane& plane, const PlaneWindow& window);
  /// The loss at `parameters`, exactly. Costs a correlation of the input.
  double LossOf(std::span<const double> parameters);
  /// The parameters through which a plane of the loss lies: those of the document, or of the run's
  /// start where it has diverged and carried them far away from everything of interest.
  std::vector<double> SurfaceBase() const;
  /// How the kernel goes down, direction by direction; null while there is no `Analysis`, and for
  /// other than squared errors. Holds until the next call, as do those below.
  const DescentStudy* Descent();
  /// Whether the gradient of the document's own pair can be checked within a moment.
  bool CanCheckGradient() const;
  /// The check, made in the background; null while it is not there (ask again). Requires
  /// `CanCheckGradient`.
  GradientCheckPtr GradientCheck();
  /// The gradient of what is evaluated as two correlations; null where there is none, or the input
  /// is too large to read its numbers.
  const BackwardPass* Backward() { return backward_.For(*site_.evaluation()); }
  /// The weights in front over the steps of the run.
  const WeightCurves& Weights() {
    return weights_.For(snapshot(), run_.results(), site_.document(), site_.front());
  }
  /// Whether the document's kernel and bias are what the run has made of them.
  bool KernelIsTheRuns() const;
  /// The losses of the run: each taken before an update, and last that of the kernel which the run
  /// has come to, as soon as it has been evaluated.
  LossSeries LossesOfRun() const;
  /// The same over the held-out pair, as far as they were recorded, and last that of the state
  /// which the run has now; empty without such a pair.
  std::vector<LossPoint> HeldOutLossesOfRun() const;

  // --- for the workbench
  /// Takes over what a run has published. True when something to be drawn changed.
  bool Poll();
  /// Another document: to be called before anything is asked.
  void DocumentChanged();
  /// After an edit while training runs: the same run goes on from the edited state.
  void GoOnFromEdit();
  /// A newer evaluation is there.
  void TakeLossReached();
  /// Ends the run, which joins the earlier ones.
  void ForgetRun();
  /// Ends the run without a trace.
  void Stop();
  void ShowRuns(const std::vector<RunRecord>& runs);
  void KeepNamedRuns();
  std::vector<RunRecord> RunsToSave() const;
  /// How often the user has named or deleted a run.
  uint64_t run_edits() const { return run_edits_; }
  /// Why a name for a run was refused since the last call.
  std::optional<Message> TakeRefusal() { return std::exchange(refusal_, std::nullopt); }

 private:
  TrainingJob MakeJob(TrainingState state, LossSeries losses, TrainingHistory history) const;
  Tensor Target() const;
  bool CanGoOn() const;
  TrainingJob NextJob();
  void TakeResult();
  RunRecord RecordOfRun() const;
  std::optional<AnalysisQuestion> PresentTask();
  GradientQuestion PresentGradient() const;
  TrainingState PlainState() const;
  const Document& document() const { return site_.document(); }

  TrainingSite& site_;
  TrainingRun run_;
  StableRateFinder stable_rate_;
  AnalysisFinder analysis_;
  SurfaceFinder surface_;
  DescentStudies descent_;
  GradientChecks gradient_checks_;
  BackwardStudy backward_;
  WeightCurvesOfRun weights_;
  std::vector<EarlierRun> earlier_runs_;
  std::optional<Message> refusal_;  ///< of a run's name
  uint64_t run_edits_ = 0;
  uint64_t runs_revision_ = 0;             ///< how often runs were ended, opened or deleted
  std::optional<LossPoint> loss_reached_;  ///< by the kernel that the run has come to
  uint64_t taken_result_ = 0;              ///< the result of the run that the document holds
  Document trained_;                       ///< the document as the run left it last
  std::optional<int64_t> looked_at_;       ///< the step that LookBack put back last
  /// `Problem()`, where it has been asked since the document changed.
  mutable std::optional<std::optional<Message>> problem_;
};

}  // namespace convlens
