#include "model/evaluate/evaluation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "core/grid/random.h"
#include "model/edit/edit.h"
#include "model/evaluate/evaluation_job.h"

using namespace convlens;

namespace {

Document After(Document document, const Edit& edit) {
  edit.apply(document);
  return document;
}

Document Learning() {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  SetFrontKernel(document, {}, Grid{{0, 0}});
  return document;
}

Document Large(Shape input, Shape kernel) {
  Document document;
  document.input = UniformGrid(input, 1);
  SetFrontKernel(document, {}, UniformGrid(kernel, 2));
  document.training.reference_kernel = UniformGrid(kernel, 3);
  return document;
}

}  // namespace

TEST_CASE("the default document is figure 6.2.1 with its four sums") {
  const EvaluationPtr evaluation = Evaluate({}, nullptr);
  REQUIRE_FALSE(evaluation->problem);
  CHECK(*evaluation->output.grid() == Grid{{19, 25}, {37, 43}});
  CHECK(evaluation->output.statistics.min == 19);
  CHECK(evaluation->output.statistics.max == 43);
  CHECK(evaluation->input.statistics.max == 8);
  CHECK(evaluation->kernel.statistics.max == 3);
  CHECK(evaluation->extent().outputs == 4);
  CHECK(evaluation->extent().terms == 4);
}

TEST_CASE("convolution of the figure, and a bias") {
  Document document = After({}, SetOperation(Operation::kConvolution));
  CHECK(*Evaluate(document, nullptr)->output.grid() == Grid{{5, 11}, {23, 29}});
  document = After(document, SetBias(10));
  CHECK(*Evaluate(document, nullptr)->output.grid() == Grid{{15, 21}, {33, 39}});
}

TEST_CASE("target by the reference kernel, error and loss of the learning example") {
  const EvaluationPtr evaluation = Evaluate(Learning(), nullptr);
  REQUIRE_FALSE(evaluation->target_problem);
  CHECK(evaluation->target.grid()->at(3, 1) == 1);
  CHECK(evaluation->target.grid()->at(3, 5) == -1);
  CHECK(evaluation->error.grid()->at(3, 1) == -1);  // output − target
  CHECK(evaluation->loss == 12);
  Document mean = Learning();
  mean.training.loss = Loss::kMean;
  CHECK(Evaluate(mean, nullptr)->loss == doctest::Approx(12.0 / 42));
}

TEST_CASE("a target that is given") {
  Document document = After({}, TargetFromOutput(Grid{{19, 25}, {37, 40}}));
  const EvaluationPtr evaluation = Evaluate(document, nullptr);
  CHECK(*evaluation->error.grid() == Grid{{0, 0}, {0, 3}});
  CHECK(evaluation->loss == 9);
}

TEST_CASE("a kernel larger than the input gives a message, and nothing else") {
  Document document;
  document.input = Grid(1, 5);
  const EvaluationPtr evaluation = Evaluate(document, nullptr);
  REQUIRE(evaluation->problem);
  CHECK(ToEnglish(*evaluation->problem).find("kernel") != std::string::npos);
  CHECK(evaluation->target_problem == evaluation->problem);
  CHECK(evaluation->output.pyramid.empty());
  CHECK(evaluation->extent().outputs == 0);
}

TEST_CASE("a target of another shape than the output gives a message with the way out") {
  Document document = Learning();
  SetFrontKernel(document, {}, Grid(2, 3));
  const EvaluationPtr evaluation = Evaluate(document, nullptr);
  CHECK_FALSE(evaluation->problem);
  REQUIRE(evaluation->target_problem);
  CHECK(ToEnglish(*evaluation->target_problem) ==
        "The target is 6×7, but the output is 5×6. Make the kernel 1×2 like the reference kernel, "
        "or take the target from the output.");
  CHECK(evaluation->target.pyramid.empty());
  CHECK(evaluation->error.pyramid.empty());
  CHECK(TargetProblem(document) == evaluation->target_problem);

  document = After(document, ReplaceTarget(Grid(2, 2), {}));
  CHECK(ToEnglish(*TargetProblem(document)) ==
        "The target is 2×2, but the output is 5×6. Take the target from the output again, or "
        "choose a reference kernel.");
  document.training.fixed_target = {};
  CHECK(ToEnglish(*TargetProblem(document)) ==
        "There is no target yet. Take it from the output, or choose a reference kernel.");
  CHECK_FALSE(TargetProblem(Learning()));
}

TEST_CASE("values that are no numbers pass through and are counted") {
  Document document =
      After({}, SetCell(GridRole::kInput, {0, 0}, std::numeric_limits<float>::quiet_NaN()));
  document = After(document, SetCell(GridRole::kKernel, {0, 0}, 1));
  const EvaluationPtr evaluation = Evaluate(document, nullptr);
  CHECK(evaluation->input.statistics.nan_count == 1);
  CHECK(evaluation->output.statistics.nan_count == 1);
}

TEST_CASE("bands of rows give what one piece gives") {
  for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
    Document document = Large({700, 900}, {11, 9});  // more work than one band holds
    document.layers[0].settings.operation = operation;
    const EvaluationPtr evaluation = Evaluate(document, nullptr);
    Grid whole(690, 892);
    CorrelateBy(operation, document.input[0], FrontKernel(document, {}), 0, whole);
    float largest = 0;
    for (int r = 0; r < whole.height(); ++r) {
      for (int c = 0; c < whole.width(); ++c) {
        largest = std::max(largest, std::abs(whole.at(r, c) - evaluation->output.grid()->at(r, c)));
      }
    }
    CHECK(largest < 1e-4F);
  }
}

TEST_CASE("an evaluation takes over from the last one what still holds") {
  const Document document = Learning();
  const EvaluationPtr first = Evaluate(document, nullptr);

  const EvaluationPtr same = Evaluate(document, first);
  CHECK(same->input.grid().SameAs(first->input.grid()));
  CHECK(same->output.grid().SameAs(first->output.grid()));
  CHECK(same->target.grid().SameAs(first->target.grid()));
  CHECK(same->error.grid().SameAs(first->error.grid()));
  CHECK(same->loss == first->loss);

  const EvaluationPtr kernel =
      Evaluate(After(document, SetCell(GridRole::kKernel, {0, 0}, 1)), first);
  CHECK(kernel->target.grid().SameAs(first->target.grid()));
  CHECK_FALSE(kernel->output.grid().SameAs(first->output.grid()));
  CHECK(kernel->loss == 18);

  const EvaluationPtr target =
      Evaluate(After(document, SetCell(GridRole::kReference, {0, 0}, 2)), first);
  CHECK(target->output.grid().SameAs(first->output.grid()));
  CHECK_FALSE(target->target.grid().SameAs(first->target.grid()));
  CHECK(*target->error.grid() == *Evaluate(target->document, nullptr)->error.grid());
}

TEST_CASE("a random walk of edits evaluates alike with and without the last evaluation") {
  Random random(5);
  Document document = Learning();
  EvaluationPtr last;
  for (int i = 0; i < 300; ++i) {
    const Cell cell{static_cast<int>(random.Next() % 6), static_cast<int>(random.Next() % 8)};
    const auto value = static_cast<float>(random.Next() % 4);
    const Edit edits[] = {
        SetCell(GridRole::kInput, cell, value),
        SetCell(GridRole::kKernel, cell, value),
        SetCell(GridRole::kReference, cell, value),
        SetCell(GridRole::kTarget, cell, value),
        SetBias(value),
        SetOperation(value < 2 ? Operation::kCorrelation : Operation::kConvolution),
        ResizeGrid(GridRole::kKernel, {1 + cell.row % 2, 2}),
        ChangeTraining({}, [](TrainingSetup& setup) {
          setup.target_source = TargetSource::kReferenceKernel;
        })};
    document = After(document, edits[random.Next() % std::size(edits)]);
    last = Evaluate(document, last);
    const EvaluationPtr fresh = Evaluate(document, nullptr);
    REQUIRE(*last->output.grid() == *fresh->output.grid());
    REQUIRE(last->target_problem == fresh->target_problem);
    REQUIRE(last->loss == fresh->loss);
    if (!last->target_problem) REQUIRE(*last->error.grid() == *fresh->error.grid());
  }
}

TEST_CASE("an evaluation can be cancelled, and is done in parts with growing progress") {
  Progress progress;
  progress.cancelled = true;
  CHECK(Evaluate(Large({600, 600}, {15, 15}), nullptr, &progress) == nullptr);

  EvaluationJob job(Large({600, 600}, {15, 15}), nullptr);
  float fraction = 0;
  int steps = 0;
  while (!job.Step()) {
    CHECK(job.fraction() >= fraction);
    fraction = job.fraction();
    ++steps;
  }
  CHECK(steps >= 6);
  CHECK(job.fraction() == 1);
  CHECK(job.result()->loss > 0);
}

TEST_CASE("the estimate separates small from large, and counts only what is new") {
  CHECK(EvaluationJob({}, nullptr).estimated_seconds() < 1e-4);
  const Document large = Large({1000, 1000}, {9, 9});
  CHECK(EvaluationJob(large, nullptr).estimated_seconds() > 0.05);
  CHECK(EvaluationJob(large, Evaluate(large, nullptr)).estimated_seconds() == 0);
}

TEST_CASE("the terms of a sum go row by row through the kernel") {
  const std::vector<LayerTerm> terms = TermsOf(*Evaluate({}, nullptr), {0, 1});
  REQUIRE(terms.size() == 4);
  CHECK(terms[1].tap == Cell{0, 1});
  CHECK(terms[1].input == Cell{0, 2});
  CHECK(terms[2].weight == 2);
  CHECK(terms[2].value == 4);
  CHECK(terms[2].product == 8);
  CHECK(terms[2].partial == 10);
  CHECK(terms[3].partial == 25);
}

TEST_CASE("under convolution a kernel cell meets the input cell across the window") {
  Document document = After({}, SetOperation(Operation::kConvolution));
  document = After(document, SetBias(100));
  const std::vector<LayerTerm> terms = TermsOf(*Evaluate(document, nullptr), {1, 0});
  CHECK(terms[0].input == Cell{2, 1});
  CHECK(terms[3].input == Cell{1, 0});
  CHECK(terms[0].partial == 100);
  CHECK(terms[3].partial == 123);
}
