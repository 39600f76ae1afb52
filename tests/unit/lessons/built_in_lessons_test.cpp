#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "embed/embedded.h"
#include "io/session/lesson_file.h"

using namespace convlens;

namespace {

/// What a reader has done when a lesson has just been opened: nothing.
LessonFacts FactsAtStart(const Lesson& lesson, const Evaluation& evaluation) {
  LessonFacts facts;
  facts.evaluation = &evaluation;
  facts.playback = lesson.session.playback;
  return facts;
}

bool IsDone(const LessonStep& step, const LessonFacts& facts) {
  return std::all_of(step.checks.begin(), step.checks.end(),
                     [&](const LessonCheck& check) { return CheckHolds(check, facts); });
}

bool HasChineseLetters(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char letter) { return static_cast<unsigned char>(letter) >= 0xE4; });
}

std::vector<LessonText> TextsOf(const Lesson& lesson) {
  std::vector<LessonText> texts = lesson.paragraphs;
  texts.push_back(lesson.title);
  for (const LessonStep& step : lesson.steps) texts.push_back(step.text);
  texts.push_back(lesson.try_it.text);
  return texts;
}

/// Full stops that end a sentence; "0.03" has none.
int SentencesIn(const std::string& english) {
  int sentences = 0;
  for (size_t i = 0; i < english.size(); ++i) {
    const bool ends = english[i] == '.' || english[i] == '?';
    if (ends && (i + 1 == english.size() || english[i + 1] == ' ')) ++sentences;
  }
  return sentences;
}

}  // namespace

TEST_CASE("every lesson in the program can be read") {
  int files = 0;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.starts_with("lessons/")) continue;
    ++files;
    const Result<Lesson> lesson = LessonFromJson(file.content, std::string(file.name));
    CAPTURE(std::string(file.name));
    if (!lesson.ok()) FAIL(ToEnglish(lesson.problem()));
  }
  CHECK(files == static_cast<int>(BuiltInLessons().size()));
}

TEST_CASE("the lessons are numbered from 1 and begin with figure 6.2.1") {
  const std::vector<Lesson> lessons = BuiltInLessons();
  std::vector<std::string> ids;
  for (const Lesson& lesson : lessons) {
    ids.push_back(lesson.id);
    CHECK(lesson.number == static_cast<int>(ids.size()));
  }
  CHECK(ids == std::vector<std::string>{"figure-6-2-1",
                                        "output-size",
                                        "edge-detection",
                                        "transposed",
                                        "correlation-or-convolution",
                                        "learn-a-kernel",
                                        "receptive-field",
                                        "padding",
                                        "stride",
                                        "dilation",
                                        "channels",
                                        "one-by-one",
                                        "pooling",
                                        "transposed-convolution",
                                        "too-large-a-rate",
                                        "bias-slows-it",
                                        "learned-convolution",
                                        "learn-a-blur",
                                        "nothing-to-learn",
                                        "noise",
                                        "matrix",
                                        "two-layers-learn"});
}

TEST_CASE("every text of a lesson is there in both languages, and short") {
  for (const Lesson& lesson : BuiltInLessons()) {
    CAPTURE(lesson.id);
    CHECK(lesson.steps.size() >= 3);
    CHECK(lesson.paragraphs.size() >= 1);
    for (const LessonText& text : TextsOf(lesson)) {
      CAPTURE(text.english);
      CHECK_FALSE(text.english.empty());
      CHECK(HasChineseLetters(text.chinese));
      CHECK(SentencesIn(text.english) <= 3);
    }
  }
}

TEST_CASE("every lesson opens on a figure without a problem, with nothing done yet") {
  for (const Lesson& lesson : BuiltInLessons()) {
    CAPTURE(lesson.id);
    const EvaluationPtr evaluation = Evaluate(lesson.session.document, nullptr);
    REQUIRE(evaluation);
    CHECK_FALSE(evaluation->problem.has_value());
    if (lesson.session.view.figure == FigureKind::kLearn) {
      CHECK_FALSE(evaluation->target_problem.has_value());
    }
    CHECK(playback::Clamped(lesson.session.playback, evaluation->extent()) ==
          lesson.session.playback);
    const LessonFacts facts = FactsAtStart(lesson, *evaluation);
    for (const LessonStep& step : lesson.steps) {
      CAPTURE(step.text.english);
      CHECK_FALSE(step.checks.empty());
      CHECK_FALSE(IsDone(step, facts));
    }
    CHECK_FALSE(lesson.try_it.checks.empty());
    CHECK_FALSE(IsDone(lesson.try_it, facts));
  }
}

TEST_CASE("the first lesson opens on the first sum of figure 6.2.1") {
  const Lesson lesson = BuiltInLessons().front();
  CHECK(lesson.session.document == Document{});
  CHECK(lesson.session.playback == Playback{});
  CHECK(lesson.session.view.reveal_output);
  const EvaluationPtr evaluation = Evaluate(lesson.session.document, nullptr);
  CHECK(*evaluation->output.grid() == Grid{{19, 25}, {37, 43}});
}

TEST_CASE("a kernel is point symmetric when half a turn keeps it, but not when it is all zero") {
  const auto holds = [](Grid kernel) {
    Document document;
    SetFrontKernel(document, {}, std::move(kernel));
    const EvaluationPtr evaluation = Evaluate(document, nullptr);
    LessonFacts facts;
    facts.evaluation = evaluation.get();
    return CheckHolds(KernelPointSymmetric{}, facts);
  };
  CHECK(holds({{1, 2}, {2, 1}}));
  CHECK(holds({{1, 2, 1}}));
  CHECK_FALSE(holds({{1, -1}}));
  CHECK_FALSE(holds({{0, 0}, {0, 0}}));
}
