#include "lesson_solutions.h"

#include <doctest/doctest.h>

#include <string_view>

#include "io/session/lesson_file.h"
#include "oracles.h"
#include "train/run/analysis.h"

using namespace convlens;

namespace {

const Lesson& LessonNamed(const std::vector<Lesson>& lessons, std::string_view id) {
  for (const Lesson& lesson : lessons) {
    if (lesson.id == id) return lesson;
  }
  FAIL(std::string(id));
  return lessons.front();
}

}  // namespace

TEST_CASE("every lesson has its solution") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  const std::vector<LessonSolution> solutions = LessonSolutions();
  REQUIRE(solutions.size() == lessons.size());
  for (size_t i = 0; i < lessons.size(); ++i) {
    CHECK(solutions[i].lesson_id == lessons[i].id);
    CHECK(solutions[i].steps.size() == lessons[i].steps.size());
  }
}

TEST_CASE("following a lesson's steps checks them off one by one, and then its task") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  for (const LessonSolution& solution : LessonSolutions()) {
    CAPTURE(solution.lesson_id);
    const Lesson& lesson = LessonNamed(lessons, solution.lesson_id);
    Workbench bench(Threading::kInline);
    bench.Open(lesson.session, &lesson);
    bench.Advance(0);
    CHECK(bench.lesson_progress() == LessonProgress{0, false});
    int done = 0;
    for (const LessonSolution::Deed& step : solution.steps) {
      CAPTURE(done);
      step(bench);
      bench.Advance(0);
      CHECK(bench.lesson_progress() == LessonProgress{++done, false});
    }
    solution.try_it(bench);
    bench.Advance(0);
    CHECK(bench.lesson_progress() == LessonProgress{done, true});
  }
}

TEST_CASE("the lesson on learning has the losses of the independent implementation") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  const Lesson& lesson = LessonNamed(lessons, "learn-a-kernel");
  Workbench bench(Threading::kInline);
  bench.Open(lesson.session, &lesson);
  TrainToTheEnd(bench);
  const std::vector<LossPoint>& points = bench.training().snapshot().losses.points();
  REQUIRE(points.size() >= std::size(oracles::kHalvesLosses));
  for (size_t i = 0; i < std::size(oracles::kHalvesLosses); ++i) {
    CHECK(points[i].step == static_cast<int64_t>(i));
    CHECK(points[i].loss == doctest::Approx(oracles::kHalvesLosses[i]).epsilon(1e-5));
  }
}

TEST_CASE("the rate that the lesson on learning names is where training begins to diverge") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  const Document document = LessonNamed(lessons, "learn-a-kernel").session.document;
  CHECK(LargestStableRate(document.input[0], document.layers[0].settings.window, {}) ==
        doctest::Approx(1.0 / 30).epsilon(1e-3));
}
