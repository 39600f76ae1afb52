#include "io/session/lesson_file.h"

#include <doctest/doctest.h>

using namespace convlens;

namespace {

const std::string kText = R"({"en": "Look", "zh": "看"})";

std::string LessonWith(const std::string& checks, const std::string& session = "{}") {
  const std::string step = R"({"text": )" + kText + R"(, "checks": [)" + checks + "]}";
  return R"({"id": "a", "number": 2, "title": )" + kText + R"(, "paragraphs": [)" + kText +
         R"(], "steps": [)" + step + R"(], "try_it": )" + step + R"(, "session": )" + session + "}";
}

LessonCheck CheckOf(const std::string& json) {
  const Result<Lesson> lesson = LessonFromJson(LessonWith(json), "a.json");
  REQUIRE(lesson.ok());
  REQUIRE(lesson->steps.size() == 1);
  REQUIRE(lesson->steps[0].checks.size() == 1);
  return lesson->steps[0].checks[0];
}

std::string ProblemOf(const std::string& json) {
  const Result<Lesson> lesson = LessonFromJson(json, "a.json");
  REQUIRE_FALSE(lesson.ok());
  return ToEnglish(lesson.problem());
}

std::string Without(std::string json, const std::string& part) {
  const size_t at = json.find(part);
  REQUIRE(at != std::string::npos);
  return json.erase(at, part.size());
}

}  // namespace

TEST_CASE("a lesson's texts are read in both languages") {
  const Result<Lesson> lesson = LessonFromJson(LessonWith(""), "a.json");
  REQUIRE(lesson.ok());
  CHECK(lesson->id == "a");
  CHECK(lesson->number == 2);
  CHECK(lesson->title.english == "Look");
  CHECK(lesson->title.chinese == "看");
  REQUIRE(lesson->paragraphs.size() == 1);
  CHECK(lesson->paragraphs[0].chinese == "看");
  CHECK(lesson->try_it.text.english == "Look");
}

TEST_CASE("what a lesson's session leaves out is as usual") {
  const std::string session = R"({"document": {"layer": {"bias": 3}}, "playback": {"output": 2}})";
  const Result<Lesson> lesson = LessonFromJson(LessonWith("", session), "a.json");
  REQUIRE(lesson.ok());
  Document expected;
  expected.layers[0].bias[0] = 3;
  CHECK(lesson->session.document == expected);
  CHECK(lesson->session.playback.output == 2);
  CHECK(lesson->session.view == ViewSettings{});
}

TEST_CASE("a check of the output's channels is read") {
  CHECK(std::get<OutputChannelsAre>(CheckOf(R"({"type": "output_channels", "count": 3})")).count ==
        3);
}

TEST_CASE("a check of the matrix that is shown is read") {
  CHECK(std::get<MatrixShown>(CheckOf(R"({"type": "matrix_shown", "view": "toeplitz"})")).view ==
        MatrixView::kToeplitz);
}

TEST_CASE("checks of playback are read") {
  CHECK(std::get<OutputReached>(CheckOf(R"({"type": "output_reached", "index": 7})")).index == 7);
  const auto term =
      std::get<TermReached>(CheckOf(R"({"type": "term_reached", "index": 1, "terms": 4})"));
  CHECK(term.index == 1);
  CHECK(term.terms == 4);
}

TEST_CASE("checks of the output are read") {
  const auto equals = std::get<OutputEquals>(
      CheckOf(R"({"type": "output_equals", "cell": [1, 2], "value": -3, "tolerance": 0.5})"));
  CHECK(equals.cell == Cell{1, 2});
  CHECK(equals.value == -3);
  CHECK(equals.tolerance == 0.5F);
  CHECK(std::get<OutputShapeIs>(CheckOf(R"({"type": "output_shape", "shape": [3, 4]})")).shape ==
        Shape{3, 4});
  CHECK(std::get<OutputIsAll>(CheckOf(R"({"type": "output_is_all", "value": 2, "tolerance": 0})"))
            .value == 2);
  CHECK(std::get<OutputDiffersFrom>(
            CheckOf(R"({"type": "output_differs", "grid": [[1, 2]], "tolerance": 0})"))
            .grid == Grid{{1, 2}});
}

TEST_CASE("checks of input, kernel and operation are read") {
  CHECK(std::get<KernelEquals>(
            CheckOf(R"({"type": "kernel_equals", "kernel": [[1], [-1]], "tolerance": 0.1})"))
            .kernel == Grid{{1}, {-1}});
  CHECK(std::get<KernelShapeIs>(CheckOf(R"({"type": "kernel_shape", "shape": [2, 1]})")).shape ==
        Shape{2, 1});
  CHECK(std::get<InputShapeIs>(CheckOf(R"({"type": "input_shape", "shape": [8, 6]})")).shape ==
        Shape{8, 6});
  CHECK(std::holds_alternative<KernelPointSymmetric>(
      CheckOf(R"({"type": "kernel_point_symmetric"})")));
  CHECK(std::get<OperationIs>(CheckOf(R"({"type": "operation", "operation": "convolution"})"))
            .operation == Operation::kConvolution);
}

TEST_CASE("checks of training and pointing are read") {
  CHECK(std::get<TrainingReached>(CheckOf(R"({"type": "training_reached", "step": 9})")).step == 9);
  CHECK(std::get<LossBelow>(CheckOf(R"({"type": "loss_below", "loss": 0.25})")).loss == 0.25);
  CHECK(std::holds_alternative<TrainingDiverged>(CheckOf(R"({"type": "training_diverged"})")));
  CHECK_FALSE(std::get<PinnedOutput>(CheckOf(R"({"type": "pinned_output"})")).cell.has_value());
  CHECK(std::get<HoveredOutput>(CheckOf(R"({"type": "hovered_output", "cell": [0, 1]})")).cell ==
        Cell{0, 1});
  CHECK(std::get<HoveredInput>(CheckOf(R"({"type": "hovered_input", "cell": [2, 0]})")).cell ==
        Cell{2, 0});
}

TEST_CASE("a broken lesson is refused with its file and field") {
  CHECK(ProblemOf("") == "a.json is empty.");
  CHECK(ProblemOf("[]") == "a.json: its text is not a JSON object.");
  CHECK(ProblemOf(Without(LessonWith(""), R"("id": "a", )")) == "a.json: the field id is missing.");
  CHECK(ProblemOf(Without(LessonWith(""), R"(, "zh": "看")")) ==
        "a.json: the field title.zh is missing.");
  CHECK(ProblemOf(Without(LessonWith(""), R"(, "session": {})")) ==
        "a.json: the field session is missing.");
  CHECK(ProblemOf(LessonWith("", R"({"document": {"layer": {"bias": "much"}}})")) ==
        "a.json: document.layer.bias is not a number.");
}

TEST_CASE("a broken check is refused with its place in the file") {
  CHECK(ProblemOf(LessonWith(R"({"type": "no_such"})")) ==
        "a.json: steps[0].checks[0].type is “no_such”, which is not a kind of check.");
  CHECK(ProblemOf(LessonWith(R"({"index": 1})")) ==
        "a.json: the field steps[0].checks[0].type is missing.");
  CHECK(ProblemOf(LessonWith(R"({"type": "output_reached"})")) ==
        "a.json: the field steps[0].checks[0].index is missing.");
  CHECK(ProblemOf(LessonWith(R"({"type": "output_reached", "index": -1})")) ==
        "a.json: steps[0].checks[0].index is -1, which is out of range.");
  CHECK(ProblemOf(LessonWith(R"({"type": "output_shape", "shape": [1]})")) ==
        "a.json: steps[0].checks[0].shape is not a pair of whole numbers.");
  CHECK(ProblemOf(LessonWith(R"({"type": "operation", "operation": "product"})")) ==
        "a.json: steps[0].checks[0].operation is not one of \"correlation\", \"convolution\".");
  CHECK(ProblemOf(LessonWith("3")) == "a.json: steps[0].checks[0] is not an object.");
}

TEST_CASE("what should be a list is refused when it is none") {
  std::string json = LessonWith("");
  json.replace(json.find("[", json.find("paragraphs")), 1, "{\"a\": [");
  json.replace(json.find("], \"steps\""), 1, "]}");
  CHECK(ProblemOf(json) == "a.json: paragraphs is not a list.");
}
