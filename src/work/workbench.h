#pragma once

#include <functional>
#include <vector>

#include "model/document/focus.h"
#include "model/edit/history.h"
#include "model/edit/lesson.h"
#include "model/edit/scene.h"
#include "work/evaluator.h"
#include "work/stack_study.h"
#include "work/training_desk.h"

namespace convlens {

/// The program without its window: the open session, its history, its evaluation, its studies of
/// stacks and of training, and its lesson. The interface reads it and calls the verbs below;
/// nothing here knows a frame.
class Workbench : private TrainingSite {
 public:
  explicit Workbench(Threading threading, const std::function<void()>& wake = {});
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

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
  uint64_t revision() const { return history_.revision() + (training_.run_edits() << 32); }
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
  const Document& document() const override { return history_.document(); }
  const History& history() const { return history_; }
  // An edit beyond the budget of a session (model/document/session_budget.h) or the memory is
  // refused.
  void Do(const Edit& edit) override;
  void DoInStroke(const Edit& edit, uint64_t stroke_id) override;
  void EndStroke();
  /// Why something was refused since the last call: an edit, or a name for a run too many.
  std::optional<Message> TakeRefusal();
  /// Does an edit that takes long to make: `make` runs in the background, and the edit is done when
  /// it is there. A newer one, or another session, takes its place. `quick` ones are done at once.
  void DoOnceMade(const std::function<Edit()>& make, bool quick);
  bool making_edit() const { return made_edit_.busy(); }
  void Undo();
  void Redo();

  /// The outputs of the document's layers, as far as these are possible.
  const StackShapes& shapes() const { return shapes_; }

  // --- evaluation and playback
  /// What follows from the document as far as it is known. To be held while it is read: an edit
  /// puts a newer one in its place.
  EvaluationPtr evaluation() const override { return evaluator_.evaluation(); }
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
  Front front() const override { return front_; }
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
  TrainingDesk& training() { return training_; }
  const TrainingDesk& training() const { return training_; }

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
  void FindShapes();
  void DocumentChanged();
  bool TakeMadeEdit();
  bool TakeLearned(const std::optional<Edit>& learned, bool ended) override;
  void ShowTerm();
  bool Play(double seconds);
  bool CheckLesson();
  bool holding() const { return hovered_.kind != Focus::Kind::kNone; }

  History history_;
  Evaluator evaluator_;
  StackShapes shapes_;  ///< of the document's layers
  TrainingDesk training_;
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
  uint64_t saved_revision_ = 1;
  std::optional<uint64_t> user_stroke_;  ///< the stroke of the user's that is open
};

}  // namespace convlens
