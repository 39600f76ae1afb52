// What the lab is told of a training: why the kernel goes where it goes, and how far it has come.
#include <doctest/doctest.h>

#include <cmath>

#include "core/grid/random.h"
#include "learning_bench.h"

namespace convlens {
namespace {

// The book's edges, learned from a kernel at rest: the target is that of [1, -1].
void OpenEdges(Workbench& bench) {
  Grid input(6, 8, 1.0F);
  for (int row = 0; row < 6; ++row) {
    for (int col = 2; col < 6; ++col) input.at(row, col) = 0;
  }
  bench.Do(ReplaceInput(std::move(input), "edges", false));
  bench.Do(ReplaceKernel(Grid{{0, 0}}, {"Start", {}}));
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.rate = 0.02F; }));
}

TEST_CASE("the study of the book's kernel: two directions, the smallest loss, the way to it") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  const DescentStudy* study = bench.training().Descent();
  REQUIRE(study != nullptr);
  REQUIRE(study->directions.size() == 2);
  CHECK(study->directions[0].eigenvalue == doctest::Approx(30));
  CHECK(study->directions[0].name == DirectionName::kSum);
  CHECK(study->directions[0].factor == doctest::Approx(1 - 0.02 * 60));
  CHECK(study->directions[0].loss == doctest::Approx(0));
  CHECK(study->directions[1].loss == doctest::Approx(12));
  CHECK(study->largest_loss == doctest::Approx(12));
  CHECK(study->rate_limit == doctest::Approx(1 / 30.0));
  CHECK_FALSE(study->rate_problem.has_value());
  CHECK(study->gradient_norm == doctest::Approx(std::sqrt(288.0)));
  CHECK(study->least_loss == 0);
  CHECK(study->distance == doctest::Approx(std::sqrt(2.0)));
  CHECK(study->least_kernel.at(0, 0) == doctest::Approx(1));
  CHECK(study->least_kernel.at(0, 1) == doctest::Approx(-1));
  CHECK_FALSE(study->least_bias.has_value());
}

TEST_CASE("a rate above the limit is a problem, with a rate that holds") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.rate = 0.05F; }));
  const DescentStudy* study = bench.training().Descent();
  REQUIRE(study->rate_problem.has_value());
  CHECK(study->safe_rate == doctest::Approx(0.03));
}

TEST_CASE("what the start of a run predicts comes true, and holds for constant rates only") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  for (int i = 0; i < 5; ++i) bench.training().Step();
  const DescentStudy::Direction along = bench.training().Descent()->directions[1];
  REQUIRE(along.predicted.has_value());
  CHECK(along.loss == doctest::Approx(*along.predicted));
  CHECK(bench.training().Descent()->largest_loss >= along.loss);
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.rate = 0.01F; }));
  bench.training().Step();
  CHECK_FALSE(bench.training().Descent()->directions[1].predicted.has_value());
}

TEST_CASE("a study is kept until its question changes") {
  DescentStudies studies;
  AnalysisFinder finder(Threading::kInline);
  const Grid input = UniformGrid({5, 5}, 1, -1, 1);
  AnalysisQuestion problem{{{{input, Grid(5, 4, 1.0F)}}}, {1, 2}, {}, 0};
  DescentQuestion question{finder.For(problem), {}, {0, 0}, nullptr, 0};
  const Grid& kernel = studies.For(question).least_kernel;
  const float* numbers = kernel.row(0);
  CHECK(studies.For(question).least_kernel.row(0) == numbers);
  question.parameters = {1, 0};
  CHECK(studies.For(question).distance == StudyDescent(question).distance);
}

TEST_CASE("other than squared errors, and stacks, are not studied") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.error = ErrorMeasure::kAbsolute; }));
  CHECK(bench.training().Descent() == nullptr);
  CHECK(bench.training().Backward() != nullptr);
}

TEST_CASE("a checked gradient is kept until the kernel changes") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  REQUIRE(bench.training().CanCheckGradient());
  const GradientCheckPtr checked = bench.training().GradientCheck();
  REQUIRE(checked != nullptr);
  REQUIRE(checked->size() == 2);
  CHECK((*checked)[0].analytic == -12);
  CHECK((*checked)[0].numeric == doctest::Approx(-12));
  CHECK(bench.training().GradientCheck() == checked);
  bench.training().Step();
  const GradientCheckPtr later = bench.training().GradientCheck();
  CHECK(later != checked);
  CHECK(std::fabs((*later)[0].analytic) < 12);
}

TEST_CASE("a large gradient is checked in the background, and not when it would take too long") {
  Waker waker;
  GradientChecks checks(Threading::kThreads, waker.Wake());
  const auto question = [](Shape input, Shape kernel) {
    return GradientQuestion{{{{NormalGrid(input, 1), Grid(ValidOutputShape(input, kernel), 1.0F)}}},
                            {},
                            {NormalGrid(kernel, 2)}};
  };
  CHECK_FALSE(GradientChecks::IsFeasible(question({600, 600}, {15, 15})));
  const GradientQuestion large = question({200, 200}, {5, 5});
  REQUIRE(GradientChecks::IsFeasible(large));
  CHECK(checks.For(large) == nullptr);
  GradientCheckPtr checked;
  REQUIRE(waker.Until([&] { return (checked = checks.For(large)) != nullptr; }));
  CHECK(checked->size() == 25);
  CHECK(checks.For(large) == checked);
}

TEST_CASE("the backward pass is kept until its grids or the loss change") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  const auto slopes = [&bench] { return bench.training().Backward()->slope.grid(); };
  const SharedGrid slope = slopes();
  CHECK(slope->at(0, 1) == -2);
  CHECK(slopes().SameAs(slope));
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.loss = Loss::kMean; }));
  CHECK(slopes()->at(0, 1) == doctest::Approx(-2 / 42.0));
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.error = ErrorMeasure::kAbsolute; }));
  CHECK(slopes()->at(0, 1) == doctest::Approx(-1 / 42.0));
}

TEST_CASE("the numbers of a large input's backward pass would not be read") {
  Workbench bench(Threading::kInline);
  bench.Do(ReplaceInput(NormalGrid({41, 40}, 1), "noise", false));
  CHECK(bench.training().Backward() == nullptr);
}

TEST_CASE("the weights over the steps: a curve each, from the start to where the run is") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  CHECK(bench.training().Weights().curves.empty());
  bench.training().Step();
  bench.training().Step();
  const WeightCurves& weights = bench.training().Weights();
  CHECK(weights.kernel == Shape{1, 2});
  REQUIRE(weights.curves.size() == 2);
  REQUIRE(weights.curves[0].size() == 3);
  CHECK(weights.curves[0][0] == LossPoint{0, 0});
  const Grid now = FrontKernel(bench.document(), {});
  CHECK(weights.curves[0][2] == LossPoint{2, now.at(0, 0)});
  CHECK(weights.curves[1][2] == LossPoint{2, now.at(0, 1)});
  bench.training().Step();
  CHECK(bench.training().Weights().curves[0].size() == 4);
}

TEST_CASE("a bias that is learned has a curve as well") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  bench.Do(ChangeSetup([](TrainingSetup& setup) { setup.learn_bias = true; }));
  bench.training().Step();
  REQUIRE(bench.training().Weights().curves.size() == 3);
  CHECK(bench.training().Weights().curves[2].back().loss ==
        double{FrontBias(bench.document(), {})});
}

TEST_CASE("the held-out losses end where the run stands") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  CHECK(bench.training().HeldOutLossesOfRun().empty());
  bench.Do({{"Hold out", {}}, [](Document& document) {
              document.training.held_out = TrainingPair{document.input, Grid(6, 7, 1.0F)};
            }});
  bench.training().Step();
  bench.training().Step();
  const std::vector<LossPoint> losses = bench.training().HeldOutLossesOfRun();
  REQUIRE(losses.size() == 3);
  CHECK(losses[0] == LossPoint{0, 42});
  CHECK(losses.back() == LossPoint{2, bench.training().snapshot().held_out_loss});
}

TEST_CASE("a plane of the loss lies through the kernel, or the start of a run that was lost") {
  Workbench bench(Threading::kInline);
  OpenEdges(bench);
  CHECK(bench.training().SurfaceBase() == std::vector<double>{0, 0});
  bench.training().Step();
  CHECK(bench.training().SurfaceBase()[0] == double{FrontKernel(bench.document(), {}).at(0, 0)});
  bench.Do(ReplaceKernel(Grid{{0.5F, 0.25F}}, {"Start", {}}));
  bench.Do(ChangeSetup([](TrainingSetup& setup) {
    setup.rate = 10;
    setup.step_limit = 0;
  }));
  for (int i = 0; i < 200 && bench.training().snapshot().status != TrainingStatus::kDiverged; ++i) {
    bench.training().Step();
  }
  REQUIRE(bench.training().snapshot().status == TrainingStatus::kDiverged);
  CHECK(bench.training().SurfaceBase() == std::vector<double>{0.5, 0.25});
}

}  // namespace
}  // namespace convlens
