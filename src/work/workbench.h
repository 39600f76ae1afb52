#pragma once

#include <functional>
#include <vector>

#include "model/document/focus.h"
#include "model/edit/history.h"
#include "model/edit/lesson.h"
#include "model/edit/scene.h"
#include "work/backward_study.h"
#include "work/descent_study.h"
#include "work/evaluator.h"
#include "work/gradient_checks.h"
#include "work/sampled_surface.h"
#include "work/stable_rate.h"
#include "work/stack_study.h"
#include "work/task_analysis.h"
#include "work/training_run.h"
#include "work/weight_curves.h"

namespace convlens {

/// A run that another one has taken the place of.
struct EarlierRun {
  RunRecord record;         ///< its name is empty until it is given one
  TrainingHistory history;  ///< the way that it took; empty when it comes from a session file
};

/// The program without its window: the open session, its history, its evaluation, its training and
/// its lesson. The interface reads it and calls the verbs below; nothing here knows a frame.
class Workbench {
 public:
  explicit Workbench(Threading threading, const std::function<void()>& wake = {});

  // --- session
  void Open(const Session& session, const Lesson* lesson = nullptr);
  /// Sets up a lesson, from its beginning where it is open already. Nothing of it needs saving. One
  /// step of undo brings back what was there, text and figure, so hopping between lessons loses
  /// nothing.
  void OpenLesson(const Lesson& lesson);
  /// Makes a free session named `title` by an edit which brings the content of a file. One step of
  /// undo brings back what was there. What was unmodified stays so. False, and nothing changes,
  /// when the edit is refused (see `TakeRefusal`).
  bool OpenFree(const Edit& edit, std::string title);
  Session CurrentSession() const;
  /// Names the state of what is saved: of the document, and of the runs as the user has named and
  /// deleted them. A run that ends changes the document anyhow.
  uint64_t revision() const { return history_.revision() + (run_edits_ << 32); }
  bool modified() const { return revision() != saved_revision_; }
  void MarkSaved() { saved_revision_ = revision(); }
  /// For work that is on no disk yet: a session brought back after a crash.
  void MarkModified() { saved_revision_ = 0; }
  const std::string& title() const { return title_; }
  void SetTitle(std::string title) { title_ = std::move(title); }
  /// Where the session is saved; empty: nowhere yet.
  const std::filesystem::path& file() const { return file_; }
  void SetFile(std::filesystem::path file) { file_ = std::move(file); }

  // --- document. While training runs, it goes on from the edited state; Undo and Redo end it.
  const Document& document() const { return history_.document(); }
  const History& history() const { return history_; }
  // An edit beyond the budget of a session (model/document/session_budget.h) or the memory is
  // refused.
  void Do(const Edit& edit);
  void DoInStroke(const Edit& edit, uint64_t stroke_id);
  void EndStroke();
  /// Why something was refused since the last call: an edit, or a name for a run too many.
  std::optional<Message> TakeRefusal();
  /// Does an edit that takes long to make: `make` runs in the background, and the edit is done when
  /// it is there. A newer one, or another session, takes its place. `quick` ones are done at once.
  void DoOnceMade(const std::function<Edit()>& make, bool quick);
  bool making_edit() const { return made_edit_.busy(); }
  void Undo();
  void Redo();

  // --- evaluation and playback
  /// What follows from the document as far as it is known. To be held while it is read: an edit
  /// puts a newer one in its place.
  EvaluationPtr evaluation() const { return evaluator_.evaluation(); }
  const Evaluator& evaluator() const { return evaluator_; }
  bool TakeOutOfMemory() { return evaluator_.TakeOutOfMemory(); }
  CorrelationMethod correlation_method() const { return evaluator_.method(); }
  /// Evaluates again by `method`; the numbers change only by rounding.
  void SetCorrelationMethod(CorrelationMethod method);
  void CancelEvaluation() { evaluator_.Cancel(); }
  const Playback& playback() const { return playback_; }
  void SetPlayback(const Playback& playback);
  const ViewSettings& view() const { return view_; }
  /// Where the figure of learning is turned to, the last layer comes to the front: its output is
  /// what is learned.
  void SetView(const ViewSettings& view);
  /// What playback walks over where it stands.
  PlaybackExtent extent() const;

  // --- the pair of grids in front
  Front front() const { return front_; }
  /// Clamped to the document. Playback starts over where another layer comes to the front.
  void SetFront(Front front);
  GridAt At(GridRole role) const { return {role, front_}; }
  const Layer& front_layer() const { return document().layers[static_cast<size_t>(front_.layer)]; }
  /// Of the document, which may be newer than the evaluation; empty for pooling.
  Grid front_kernel() const { return FrontKernel(document(), front_); }

  // --- the stack as a whole
  StackStudy& stack() { return stack_; }
  const StackStudy& stack() const { return stack_; }

  // --- focus
  Focus hovered() const { return hovered_; }
  Focus pinned() const { return pinned_; }
  /// The animation pauses while the pointer holds a cell.
  void Hover(Focus focus) { hovered_ = focus; }
  void Pin(Focus focus) { pinned_ = focus; }

  // --- training: the document's layers are what learns
  const TrainingSnapshot& training() const { return training_.snapshot(); }
  bool training_running() const { return training_.running(); }
  /// Nothing when training can start now, else the message that says why not.
  std::optional<Message> TrainingProblem() const;
  /// Goes on with a paused run that nobody has touched; from the limit, or after it diverged,
  /// starts over from the initial kernel; otherwise begins a new run from the present kernel.
  void RunTraining();
  void PauseTraining();
  /// Exactly one step.
  void StepTraining();
  /// Ends the run and puts the initial kernel back.
  void ResetTrainingRun();
  /// Puts the kernel and bias of a recorded step of the run back, as part of an undoable stroke; a
  /// run under way is paused. At the run's own last step training can go on; from any other a new
  /// run begins.
  void LookBack(int64_t step, uint64_t stroke_id);
  /// The step of the run whose kernel the document has, where LookBack put it.
  std::optional<int64_t> StepLookedAt() const;
  /// Earlier runs, newest last: those that have a name, and the newest `kKeptRuns` that have none.
  /// They belong to the session and are saved with it, the present run as the newest of them;
  /// opening another session replaces them, and a lesson keeps those that have a name.
  const std::vector<EarlierRun>& earlier_runs() const { return earlier_runs_; }
  /// A run with a name is kept; names differ. Refused when there are too many (see `TakeRefusal`).
  /// Both require a valid index.
  void NameEarlierRun(size_t index, const std::string& name);
  void DeleteEarlierRun(size_t index);
  /// The rate above which training would diverge; 0 while it is not known. May start to find it in
  /// the background, so ask again.
  double LargestStableRate() { return stable_rate_.RateFor(document()); }

  TrainingOptions Options() const;
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
  const BackwardPass* Backward() { return backward_.For(*evaluation()); }
  /// The weights in front over the steps of the run.
  const WeightCurves& Weights() {
    return weights_.For(training(), training_.results(), document(), front_);
  }
  /// Whether the document's kernel and bias are what the run has made of them.
  bool KernelIsTheRuns() const;
  /// The losses of the run: each taken before an update, and last that of the kernel which the run
  /// has come to, as soon as it has been evaluated.
  LossSeries LossesOfRun() const;
  /// The same over the held-out pair, as far as they were recorded, and last that of the state
  /// which the run has now; empty without such a pair.
  std::vector<LossPoint> HeldOutLossesOfRun() const;

  // --- lesson
  const Lesson* lesson() const { return lesson_; }
  LessonProgress lesson_progress() const { return lesson_progress_; }

  /// Lets `seconds` pass: takes over background results, plays, checks the lesson. True when
  /// something to be drawn changed.
  bool Advance(double seconds);
  /// Whether time alone will change something (playing, training, evaluating).
  bool active() const;

 private:
  void Show(const Session& session, const Lesson* lesson);
  Scene PresentScene() const;
  void BringBack(const Scene& scene);
  void LeaveFocus();
  void Travel(std::optional<Scene> (History::*undo_or_redo)(const Scene&));
  void DocumentChanged();
  bool TakeMadeEdit();
  TrainingJob MakeJob(TrainingState state, LossSeries losses, TrainingHistory history) const;
  Tensor Target() const;
  bool CanGoOn() const;
  TrainingJob NextJob();
  void ContinueRun();
  void ForgetRun();
  RunRecord RecordOfRun() const;
  std::vector<RunRecord> RunsToSave() const;
  std::optional<AnalysisQuestion> PresentTask();
  GradientQuestion PresentGradient() const;
  TrainingState PlainState() const;
  void ShowRuns(const std::vector<RunRecord>& runs);
  void KeepNamedRuns();
  void TakeTrainingResult();
  void TakeLossReached();
  void ShowTerm();
  bool Play(double seconds);
  bool CheckLesson();
  bool holding() const { return hovered_.kind != Focus::Kind::kNone; }

  History history_;
  Evaluator evaluator_;
  TrainingRun training_;
  StableRateFinder stable_rate_;
  AnalysisFinder analysis_;
  SurfaceFinder surface_;
  DescentStudies descent_;
  GradientChecks gradient_checks_;
  BackwardStudy backward_;
  WeightCurvesOfRun weights_;
  StackStudy stack_;
  NewestAnswer<Edit> made_edit_;
  Playback playback_;
  Front front_;
  ViewSettings view_;
  Focus hovered_;
  Focus pinned_;
  std::string title_;
  std::filesystem::path file_;
  const Lesson* lesson_ = nullptr;
  LessonProgress lesson_progress_;
  std::vector<EarlierRun> earlier_runs_;
  std::optional<Message> refusal_;  ///< of a run's name
  uint64_t run_edits_ = 0;          ///< how often the user has named or deleted one
  uint64_t saved_revision_ = 1;
  std::optional<uint64_t> user_stroke_;    ///< the stroke of the user's that is open
  std::optional<LossPoint> loss_reached_;  ///< by the kernel that the run has come to
  uint64_t taken_result_ = 0;              ///< the result of the run that the document holds
  Document trained_;                       ///< the document as the run left it last
  std::optional<int64_t> looked_at_;       ///< the step that LookBack put back last
};

}  // namespace convlens
