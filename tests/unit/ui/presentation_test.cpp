#include "ui/shell/presentation.h"

#include <doctest/doctest.h>

#include "io/session/lesson_file.h"
#include "unit/ui/stage.h"

using namespace convlens;
using namespace convlens::test;

namespace {

/// A presentation of the lesson with `number`, at its beginning.
void Present(Stage& stage, const std::vector<Lesson>& lessons, int number) {
  stage.bench.OpenLesson(lessons[static_cast<size_t>(number - 1)]);
  stage.CarryOut(Command::kPresent);
}

}  // namespace

TEST_CASE("a clicker goes through the output and on to the next lesson, and back") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  Stage stage(lessons);
  Present(stage, lessons, 2);
  stage.CarryOut(Command::kLast);
  const int64_t last = stage.bench.playback().output;
  stage.CarryOut(Command::kPreviousGrid);  // the commands of Page Up and Page Down
  CHECK(stage.bench.playback().output == last - 1);
  stage.CarryOut(Command::kNextGrid);
  CHECK(stage.bench.playback().output == last);
  CHECK_FALSE(stage.state.open_lesson);
  stage.CarryOut(Command::kNextGrid);
  CHECK(stage.state.open_lesson == lessons[2].id);
  stage.state.open_lesson.reset();
  stage.CarryOut(Command::kFirst);
  stage.CarryOut(Command::kPreviousGrid);
  CHECK(stage.state.open_lesson == lessons[0].id);
  CHECK_FALSE(stage.state.selection);
}

TEST_CASE("a clicker starts and pauses training, and then goes on") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  Stage stage(lessons);
  Present(stage, lessons, 6);
  stage.CarryOut(Command::kTabLearn);
  stage.CarryOut(Command::kNextGrid);
  CHECK(stage.bench.training().running());
  stage.bench.Advance(0.1);
  REQUIRE(stage.bench.training().snapshot().state.step > 0);
  stage.CarryOut(Command::kNextGrid);
  CHECK_FALSE(stage.bench.training().running());
  CHECK_FALSE(stage.state.open_lesson);
  stage.CarryOut(Command::kPreviousGrid);
  CHECK(stage.bench.training().snapshot().state.step == 0);
  stage.CarryOut(Command::kPreviousGrid);
  CHECK(stage.state.open_lesson == lessons[4].id);
}

TEST_CASE("the last lesson and a session of one's own are the end") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  Stage stage(lessons);
  stage.CarryOut(Command::kPresent);
  stage.CarryOut(Command::kLast);
  stage.CarryOut(Command::kNextGrid);
  CHECK(stage.bench.playback().output == 3);
  CHECK_FALSE(stage.state.open_lesson);
}

TEST_CASE("a blank screen is shown again by whatever comes next") {
  Stage stage;
  CHECK_FALSE(stage.IsEnabled(Command::kBlank));
  stage.CarryOut(Command::kPresent);
  stage.CarryOut(Command::kBlank);
  CHECK(stage.IsChosen(Command::kBlank));
  stage.CarryOut(Command::kNextGrid);
  CHECK_FALSE(stage.IsChosen(Command::kBlank));
  CHECK(stage.bench.playback().output == 0);
  stage.CarryOut(Command::kBlank);
  stage.CarryOut(Command::kUnpin);  // Escape
  CHECK_FALSE(stage.IsChosen(Command::kBlank));
  CHECK(stage.IsChosen(Command::kPresent));
}

TEST_CASE("Escape lets a cell go first, and then ends the presentation") {
  Stage stage;
  stage.CarryOut(Command::kPresent);
  stage.state.selection = Selection{};
  stage.CarryOut(Command::kUnpin);
  CHECK(stage.IsChosen(Command::kPresent));
  stage.CarryOut(Command::kUnpin);
  CHECK_FALSE(stage.IsChosen(Command::kPresent));
  CHECK_FALSE(stage.IsEnabled(Command::kUnpin));
}

TEST_CASE("all is larger on a larger screen, and never smaller than usual") {
  CHECK(PresentationZoom(640, 480) == 1);
  CHECK(PresentationZoom(1024, 768) == doctest::Approx(1.3));
  CHECK(PresentationZoom(1920, 1080) == doctest::Approx(2.05));
  CHECK(PresentationZoom(3840, 2160) == 3);
}
