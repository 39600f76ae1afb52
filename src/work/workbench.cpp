#include "work/workbench.h"

#include <limits>
#include <utility>

#include "layer/settings/window.h"
#include "model/evaluate/evaluation_source.h"

namespace convlens {
namespace {

// No stroke of the user's has this number.
constexpr uint64_t kTrainingStroke = std::numeric_limits<uint64_t>::max();

}  // namespace

Workbench::Workbench(Threading threading, const std::function<void()>& wake)
    : evaluator_(threading, wake),
      training_(*this, threading, wake),
      stack_(threading, wake),
      made_edit_(threading, wake) {
  Open(Session{});
}

void Workbench::Open(const Session& session, const Lesson* lesson) {
  training_.Stop();
  training_.ShowRuns(session.runs);
  history_.Reset(session.document);
  MarkSaved();
  Show(session, lesson);
}

void Workbench::OpenLesson(const Lesson& lesson) {
  const bool again = lesson_ == &lesson;
  training_.Stop();
  training_.KeepNamedRuns();
  const Message label{again ? "Start lesson {} again" : "Open lesson {}",
                      {std::to_string(lesson.number)}};
  history_.Open({label, [&](Document& document) { document = lesson.session.document; }},
                PresentScene());
  MarkSaved();
  Show(lesson.session, &lesson);
}

bool Workbench::OpenFree(const Edit& edit, std::string title) {
  const bool was_modified = modified();
  training_.Pause();
  if (!history_.Open(edit, PresentScene())) return false;
  if (!was_modified) MarkSaved();
  training_.ForgetRun();
  LeaveFocus();
  file_.clear();
  title_ = std::move(title);
  lesson_ = nullptr;
  lesson_progress_ = {};
  DocumentChanged();
  return true;
}

Scene Workbench::PresentScene() const {
  return {title_, file_, lesson_, lesson_progress_, view_, front_, playback_, saved_revision_};
}

void Workbench::BringBack(const Scene& scene) {
  LeaveFocus();
  title_ = scene.title;
  file_ = scene.file;
  lesson_ = scene.lesson;
  lesson_progress_ = scene.progress;
  view_ = scene.view;
  front_ = scene.front;
  playback_ = scene.playback;
  saved_revision_ = scene.saved_revision;
}

void Workbench::LeaveFocus() {
  user_stroke_.reset();
  stack_.Reset();
  made_edit_.Forget();
  hovered_ = {};
  pinned_ = {};
}

// Everything of a session but its document, which the history has already, and its runs.
void Workbench::Show(const Session& session, const Lesson* lesson) {
  LeaveFocus();
  FindShapes();
  file_.clear();
  view_ = session.view;
  front_ = ClampedFront(session.front, document());
  playback_ = session.playback;
  playback_ = playback::Clamped(playback_, extent());
  title_ = session.title.empty() && lesson != nullptr ? lesson->id : session.title;
  lesson_ = lesson;
  lesson_progress_ = {session.lesson_steps_done, session.lesson_try_it_done};
  evaluator_.Request(document(), front_);
}

Session Workbench::CurrentSession() const {
  Session session;
  session.title = title_;
  if (lesson_ != nullptr) {
    session.lesson_id = lesson_->id;
    session.lesson_steps_done = lesson_progress_.steps_done;
    session.lesson_try_it_done = lesson_progress_.try_it_done;
  }
  session.document = document();
  session.view = view_;
  session.front = front_;
  session.playback = playback_;
  session.playback.playing = false;
  session.playback.carry = 0;
  session.runs = training_.RunsToSave();
  return session;
}

void Workbench::Do(const Edit& edit) {
  const uint64_t before = history_.revision();
  user_stroke_.reset();
  history_.Apply(edit);
  if (history_.revision() == before) return;
  DocumentChanged();
  training_.GoOnFromEdit();
}

void Workbench::DoInStroke(const Edit& edit, uint64_t stroke_id) {
  const uint64_t before = history_.revision();
  user_stroke_ = stroke_id;
  history_.ApplyInStroke(edit, stroke_id);
  if (history_.revision() == before) return;
  DocumentChanged();
  training_.GoOnFromEdit();
}

/// The kernel of the run becomes the document's.
bool Workbench::TakeLearned(const std::optional<Edit>& learned, bool ended) {
  const uint64_t before = history_.revision();
  if (learned) history_.ApplyInStroke(*learned, user_stroke_.value_or(kTrainingStroke));
  if (ended && !user_stroke_) history_.EndStroke();
  if (history_.revision() == before) return false;
  DocumentChanged();
  return true;
}

void Workbench::EndStroke() {
  if (!user_stroke_) return;  // the stroke of a running training goes on
  user_stroke_.reset();
  history_.EndStroke();
}

std::optional<Message> Workbench::TakeRefusal() {
  std::optional<Message> refusal = training_.TakeRefusal();
  if (!refusal) refusal = history_.TakeRefusal();
  return refusal;
}

void Workbench::DoOnceMade(const std::function<Edit()>& make, bool quick) {
  made_edit_.Ask(
      [make](const std::atomic<bool>& cancelled) -> std::shared_ptr<const Edit> {
        Edit edit = make();
        return cancelled ? nullptr : std::make_shared<const Edit>(std::move(edit));
      },
      quick);
  TakeMadeEdit();
}

bool Workbench::TakeMadeEdit() {
  made_edit_.Poll();
  const std::shared_ptr<const Edit> edit = made_edit_.answer();
  if (!edit) return false;
  made_edit_.Forget();
  Do(*edit);
  return true;
}

void Workbench::Undo() { Travel(&History::Undo); }
void Workbench::Redo() { Travel(&History::Redo); }

void Workbench::Travel(std::optional<Scene> (History::*undo_or_redo)(const Scene&)) {
  training_.Pause();
  user_stroke_.reset();
  const uint64_t before = history_.revision();
  const std::optional<Scene> scene = (history_.*undo_or_redo)(PresentScene());
  if (history_.revision() == before) return;
  training_.ForgetRun();
  if (scene) BringBack(*scene);
  playback_.terms.reset();  // the sum that was stepped into is another one now
  DocumentChanged();
}

void Workbench::FindShapes() {
  shapes_ = ShapesOf(document().layers, document().input.shape());
  training_.DocumentChanged();
}

void Workbench::DocumentChanged() {
  FindShapes();
  front_ = ClampedFront(front_, document());
  evaluator_.Request(document(), front_);
  playback_ = playback::Clamped(playback_, extent());
}

void Workbench::SetCorrelationMethod(CorrelationMethod method) {
  if (method == evaluator_.method()) return;
  evaluator_.SetMethod(method);
  evaluator_.Request(document(), front_);
}

void Workbench::SetView(const ViewSettings& view) {
  const bool to_learning = view.figure == FigureKind::kLearn && view_.figure != FigureKind::kLearn;
  view_ = view;
  if (!to_learning) return;
  Front front = front_;
  front.layer = static_cast<int>(document().layers.size()) - 1;
  SetFront(front);
}

PlaybackExtent Workbench::extent() const {
  return ExtentOf(document(), shapes_, front_, playback_.output);
}

void Workbench::SetFront(Front front) {
  front = ClampedFront(front, document());
  if (front == front_) return;
  if (front.layer != front_.layer) {
    playback_.output = 0;
    playback_.terms.reset();
    hovered_ = {};
    pinned_ = {};
  }
  front_ = front;
  evaluator_.Request(document(), front_);
  playback_ = playback::Clamped(playback_, extent());
}

void Workbench::SetPlayback(const Playback& playback) {
  playback_ = playback::Clamped(playback, extent());
  ShowTerm();
}

// The input channel of the term that was stepped into comes to the front.
void Workbench::ShowTerm() {
  const int terms = extent().terms;
  if (terms == 0 || playback_.terms.value_or(0) < 1) return;
  const ChannelGroup seen =
      InputsOf(front_layer().settings, InputChannels(document(), front_.layer), front_.output);
  const int channel = seen.first + (*playback_.terms - 1) / (terms / seen.count);
  SetFront({front_.layer, channel, front_.output});
}

bool Workbench::Play(double seconds) {
  if (!playback_.playing || holding()) return false;
  const Playback before = playback_;
  playback_ = playback::Advance(playback_, extent(), seconds);
  return playback_.output != before.output || playback_.terms != before.terms ||
         playback_.playing != before.playing;
}

bool Workbench::CheckLesson() {
  if (lesson_ == nullptr) return false;
  LessonFacts facts;
  facts.evaluation = evaluator_.evaluation().get();
  facts.playback = playback_;
  facts.training_step = training_.snapshot().state.step;
  facts.training_diverged = training_.snapshot().status == TrainingStatus::kDiverged;
  if (pinned_.kind == Focus::Kind::kOutput) facts.pinned_output = pinned_.cell;
  if (hovered_.kind == Focus::Kind::kOutput) facts.hovered_output = hovered_.cell;
  if (hovered_.kind == Focus::Kind::kInput) facts.hovered_input = hovered_.cell;
  if (view_.figure == FigureKind::kExplore) facts.matrix = view_.matrix;
  if (view_.figure == FigureKind::kStack) {
    facts.stack_element = stack_.hovered() ? stack_.hovered() : stack_.pinned();
  }
  const LessonProgress before = lesson_progress_;
  lesson_progress_ = UpdatedProgress(before, *lesson_, facts);
  return !(lesson_progress_ == before);
}

bool Workbench::Advance(double seconds) {
  bool changed = training_.Poll();
  if (TakeMadeEdit()) changed = true;
  if (evaluator_.Poll()) {
    training_.TakeLossReached();
    changed = true;
  }
  if (Play(seconds)) changed = true;
  const bool stack_shown = view_.figure == FigureKind::kStack;
  if (stack_shown && stack_.Advance(evaluator_.evaluation(), seconds)) changed = true;
  if (CheckLesson()) changed = true;
  return changed;
}

bool Workbench::active() const {
  return (playback_.playing && !holding()) || training_.running() || evaluator_.busy() ||
         stack_.active() || made_edit_.busy();
}

}  // namespace convlens
