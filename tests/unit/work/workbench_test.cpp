#include "work/workbench.h"

#include <doctest/doctest.h>

#include "core/grid/random.h"
#include "waiting.h"

using namespace convlens;

namespace {

Focus OnOutput(Cell cell) { return {Focus::Kind::kOutput, cell}; }

}  // namespace

TEST_CASE("a new workbench holds figure 6.2.1, idle and saved") {
  const Workbench bench(Threading::kThreads);
  CHECK(bench.evaluation()->output.grid()->at(0, 0) == 19);
  CHECK_FALSE(bench.active());
  CHECK_FALSE(bench.modified());
  CHECK(bench.training().snapshot().status == TrainingStatus::kIdle);
}

TEST_CASE("the output follows an edit at once, and undo and redo bring it back") {
  Workbench bench(Threading::kThreads);
  bench.Do(SetCell(GridRole::kKernel, {0, 0}, 10));
  CHECK(bench.evaluation()->output.grid()->at(1, 1) == 43 + 40);
  CHECK(bench.modified());
  bench.Undo();
  CHECK(bench.evaluation()->output.grid()->at(1, 1) == 43);
  CHECK_FALSE(bench.modified());
  bench.Redo();
  CHECK(bench.evaluation()->output.grid()->at(1, 1) == 83);
}

TEST_CASE("a session is modified until it is saved, and again when undone past the save") {
  Workbench bench(Threading::kInline);
  bench.Do(SetBias(1));
  bench.MarkSaved();
  CHECK_FALSE(bench.modified());
  bench.Do(SetBias(2));
  CHECK(bench.modified());
  bench.Undo();
  CHECK_FALSE(bench.modified());
  bench.Undo();
  CHECK(bench.modified());
}

TEST_CASE("a drag is one entry, and the output follows all along") {
  Workbench bench(Threading::kInline);
  for (int i = 1; i <= 5; ++i) {
    bench.DoInStroke(SetBias(static_cast<float>(i)), 1);
    CHECK(bench.evaluation()->output.grid()->at(0, 0) == 19 + static_cast<float>(i));
  }
  bench.EndStroke();
  CHECK(bench.history().depth() == 1);
  bench.Undo();
  CHECK(bench.document().layers[0].bias[0] == 0);
}

TEST_CASE("a session comes back as it was, but does not start playing by itself") {
  Workbench bench(Threading::kInline);
  Session session;
  session.title = "mine";
  session.document.layers[0].bias[0] = 3;
  session.view.figure = FigureKind::kLearn;
  session.playback.output = 2;
  session.playback.speed = 4;
  bench.Open(session);
  CHECK(bench.CurrentSession() == session);
  CHECK(bench.evaluation()->output.grid()->at(0, 0) == 22);
  CHECK_FALSE(bench.modified());
  CHECK_FALSE(bench.history().CanUndo());
  bench.SetTitle("ours");
  bench.SetPlayback(playback::TogglePlay(bench.playback(), bench.evaluation()->extent()));
  CHECK(bench.active());
  CHECK(bench.CurrentSession().title == "ours");
  CHECK_FALSE(bench.CurrentSession().playback.playing);
}

TEST_CASE("time plays the animation, and the pointer holds it") {
  Workbench bench(Threading::kInline);
  Playback playback = bench.playback();
  playback.playing = true;
  bench.SetPlayback(playback);
  CHECK(bench.active());
  CHECK(bench.Advance(0));  // the first result
  CHECK_FALSE(bench.Advance(0.5));
  CHECK(bench.Advance(0.6));
  CHECK(bench.playback().output == 1);

  bench.Hover(OnOutput({0, 0}));
  CHECK_FALSE(bench.active());
  CHECK_FALSE(bench.Advance(2));
  CHECK(bench.playback().output == 1);

  bench.Hover({});
  CHECK(bench.active());
  bench.Advance(2);
  CHECK(bench.playback().output == 3);
  CHECK_FALSE(bench.active());
}

TEST_CASE("playback stays inside the output when an edit makes it smaller") {
  Workbench bench(Threading::kInline);
  bench.SetPlayback(playback::GoToLast(bench.playback(), bench.evaluation()->extent()));
  CHECK(bench.playback().output == 3);
  bench.Do(ResizeGrid(GridRole::kKernel, {3, 3}));
  CHECK(bench.playback().output == 0);
  bench.Do(ResizeGrid(GridRole::kInput, {2, 2}));
  CHECK(bench.evaluation()->problem);
  bench.SetPlayback(playback::TogglePlay(bench.playback(), bench.evaluation()->extent()));
  CHECK_FALSE(bench.active());
}

TEST_CASE("a large image is evaluated in the background, and the workbench sleeps afterwards") {
  for (const Threading threading : {Threading::kThreads, Threading::kInline}) {
    Waker waker;
    Workbench bench(threading, waker.Wake());
    bench.Do(ReplaceInput(UniformGrid({1500, 2000}, 1), "photo.png", true));
    CHECK(bench.active());
    CHECK(bench.evaluation()->output.shape() == Shape{2, 2});
    bool changed = false;
    REQUIRE(waker.Until([&] {
      changed = bench.Advance(0) || changed;
      return !bench.active();
    }));
    CHECK(changed);
    CHECK(bench.evaluation()->output.shape() == Shape{1499, 1999});
    CHECK_FALSE(bench.Advance(0));
  }
}

TEST_CASE("an evaluation can be given up") {
  Workbench bench(Threading::kInline);
  bench.Do(ReplaceInput(UniformGrid({1500, 2000}, 1), "photo.png", true));
  bench.CancelEvaluation();
  CHECK_FALSE(bench.active());
  CHECK(bench.evaluation()->output.shape() == Shape{2, 2});
}

TEST_CASE("a lesson checks itself, its progress is part of the session, and it can be closed") {
  Lesson lesson;
  lesson.id = "figure-6-2-1";
  lesson.steps = {{{}, {OutputReached{1}}}, {{}, {PinnedOutput{Cell{1, 1}}}}};
  lesson.try_it = {{}, {HoveredInput{Cell{1, 1}}}};
  Workbench bench(Threading::kInline);
  bench.Open(lesson.session, &lesson);
  CHECK(bench.lesson() == &lesson);
  CHECK(bench.Advance(0));  // the first result
  CHECK_FALSE(bench.Advance(0));
  bench.SetPlayback(playback::StepOver(bench.playback(), bench.evaluation()->extent()));
  CHECK(bench.Advance(0));
  CHECK(bench.lesson_progress() == LessonProgress{1, false});
  bench.Pin(OnOutput({1, 1}));
  bench.Hover({Focus::Kind::kInput, {1, 1}});
  CHECK(bench.Advance(0));
  CHECK(bench.lesson_progress() == LessonProgress{2, true});

  const Session session = bench.CurrentSession();
  CHECK(session.lesson_id == "figure-6-2-1");
  Workbench other(Threading::kInline);
  other.Open(session, &lesson);
  CHECK(other.lesson_progress() == LessonProgress{2, true});
  CHECK(other.pinned() == Focus{});
  other.Open(session);
  CHECK(other.CurrentSession().lesson_id.empty());
}

TEST_CASE(
    "undo and redo across the opening of a lesson bring text, progress and view back as one") {
  Lesson first;
  first.id = "first";
  first.number = 1;
  first.steps = {{{}, {OutputReached{1}}}};
  Lesson second = first;
  second.id = "second";
  second.number = 2;
  second.session.view.figure = FigureKind::kLearn;
  second.session.document.layers[0].bias[0] = 7;
  Workbench bench(Threading::kInline);
  bench.Open(first.session, &first);
  CHECK_FALSE(bench.history().CanUndo());
  bench.Do(SetBias(1));
  bench.SetPlayback(playback::StepOver(bench.playback(), bench.extent()));
  bench.Advance(0);
  bench.OpenLesson(second);
  CHECK(bench.title() == "second");
  CHECK_FALSE(bench.modified());

  bench.Undo();
  CHECK(bench.lesson() == &first);
  CHECK(bench.title() == "first");
  CHECK(bench.lesson_progress() == LessonProgress{1, false});
  CHECK(bench.playback().output == 1);
  CHECK(bench.view().figure == FigureKind::kExplore);
  CHECK(bench.document().layers[0].bias[0] == 1);
  CHECK(bench.modified());
  bench.Redo();
  CHECK(bench.lesson() == &second);
  CHECK(bench.view().figure == FigureKind::kLearn);
  CHECK(bench.document().layers[0].bias[0] == 7);
  CHECK_FALSE(bench.modified());
}

TEST_CASE("a lesson starts again, even where only its progress has changed, and undo goes back") {
  Lesson lesson;
  lesson.id = "first";
  lesson.steps = {{{}, {OutputReached{1}}}};
  Workbench bench(Threading::kInline);
  bench.Open(lesson.session, &lesson);
  bench.SetPlayback(playback::StepOver(bench.playback(), bench.extent()));
  bench.Advance(0);
  CHECK(bench.lesson_progress().steps_done == 1);
  bench.OpenLesson(lesson);
  bench.Advance(0);
  CHECK(bench.lesson_progress() == LessonProgress{});
  CHECK(bench.playback().output == 0);
  bench.Undo();
  CHECK(bench.lesson_progress().steps_done == 1);
  CHECK(bench.playback().output == 1);
}

TEST_CASE("the input of a file makes a free session, which undo gives back to the lesson") {
  Lesson lesson;
  lesson.id = "first";
  Workbench bench(Threading::kInline);
  bench.Open(lesson.session, &lesson);
  bench.SetFile("/tmp/first.convlens");
  bench.OpenFree(ReplaceInput(Tensor(Grid(4, 5)), "photo.png", true), "photo");
  CHECK(bench.lesson() == nullptr);
  CHECK(bench.title() == "photo");
  CHECK(bench.file().empty());
  CHECK_FALSE(bench.modified());
  CHECK(bench.CurrentSession().lesson_id.empty());
  bench.Undo();
  CHECK(bench.lesson() == &lesson);
  CHECK(bench.title() == "first");
  CHECK(bench.file() == "/tmp/first.convlens");
  CHECK_FALSE(bench.modified());

  bench.Do(SetBias(1));
  bench.OpenFree(ReplaceInput(Tensor(Grid(4, 5)), "photo.png", true), "photo");
  CHECK(bench.modified());  // the bias is still there, and nowhere else
}

TEST_CASE("undo and redo end stepping into a sum") {
  Workbench bench(Threading::kInline);
  bench.Do(SetBias(1));
  bench.SetPlayback(playback::StepInto(bench.playback(), bench.extent()));
  CHECK(bench.playback().terms == 1);
  bench.Undo();
  CHECK_FALSE(bench.playback().terms);
  bench.SetPlayback(playback::StepInto(bench.playback(), bench.extent()));
  bench.Redo();
  CHECK_FALSE(bench.playback().terms);
}

TEST_CASE("stepping into a sum over channels brings the channel of the term to the front") {
  Session session;
  session.document.input = Tensor(TensorShape{2, {3, 3}});
  session.document.layers = {ZeroLayer({}, 2)};
  Workbench bench(Threading::kInline);
  bench.Open(session);
  REQUIRE(bench.extent().terms == 8);
  for (int term = 1; term <= 8; ++term) {
    bench.SetPlayback(playback::StepInto(bench.playback(), bench.extent()));
    CAPTURE(term);
    const int done = bench.playback().terms.value_or(0);
    CHECK(bench.front().input == (done > 4 ? 1 : 0));
  }
}
