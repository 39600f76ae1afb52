#include <doctest/doctest.h>

#include <cmath>

#include "core/grid/random.h"
#include "core/pattern/pattern.h"
#include "learning_bench.h"
#include "oracles.h"
#include "train/run/analysis.h"

using namespace convlens;

namespace {

constexpr Threading kBoth[] = {Threading::kThreads, Threading::kInline};
constexpr PatternOptions kEdges{Pattern::kBookEdges, {6, 8}, 1, 1};

/// A workbench on the book's edges with a kernel of two halves, as fast as it goes.
struct Bench : LearningBench {
  explicit Bench(Threading threading) : LearningBench(threading) {
    bench.Do(GenerateInput(kEdges));
    bench.Do(ReplaceKernel(Grid{{0.5F, 0.5F}}, {"Train", {}}));
    bench.Do(ChangeSetup([](TrainingSetup& setup) {
      setup.initial = InitialKernel::kGiven;
      setup.initial_kernel = Grid{{0.5F, 0.5F}};
      setup.steps_per_second = 0;
    }));
  }
};

Optimizer OptimizerNamed(const std::string& name) {
  if (name == "momentum") return Optimizer::kMomentum;
  return name == "nesterov" ? Optimizer::kNesterov : Optimizer::kAdam;
}

}  // namespace

TEST_CASE("every optimizer of the window has the losses of an independent implementation") {
  for (const Threading threading : kBoth) {
    for (const oracles::LearningRun* run :
         {&oracles::kMomentum, &oracles::kNesterov, &oracles::kAdam}) {
      CAPTURE(run->name);
      Bench bench(threading);
      bench->Do(ChangeSetup([run](TrainingSetup& setup) {
        setup.rate = run->rate;
        setup.optimizer.kind = OptimizerNamed(run->optimizer);
      }));
      REQUIRE(bench.Run());
      const auto& points = bench->training().snapshot().losses.points();
      REQUIRE(points.size() == 10);
      for (size_t i = 0; i < 10; ++i) {
        CHECK(points[i].loss == doctest::Approx(run->losses[i]).epsilon(1e-5));
      }
      CHECK(bench->training().snapshot().history.records().size() == 10);
    }
  }
}

TEST_CASE("the window learns at the rate that one reads, to the last bit") {
  TrainingSetup setup;
  setup.rate = 0.03F;
  CHECK(OptionsOf(setup, Operation::kCorrelation).rate == 0.03);
}

TEST_CASE("changing the optimizer begins a new run, changing the schedule goes on") {
  Bench bench(Threading::kInline);
  REQUIRE(bench.Run());
  bench->Do(ChangeSetup([](TrainingSetup& setup) {
    setup.step_limit = 20;
    setup.schedule.kind = Schedule::Kind::kCosine;
    setup.algorithm = TrainingAlgorithm::kNormalEquations;
  }));
  REQUIRE(bench.Run());
  CHECK(bench->training().snapshot().state.step == 20);
  CHECK(bench->training().earlier_runs().empty());
  CHECK(bench->training().snapshot().history.records().size() == 20);
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.optimizer.kind = Optimizer::kMomentum; }));
  bench->training().Step();
  CHECK(bench->training().snapshot().state.step == 1);
  CHECK(bench->training().earlier_runs().size() == 1);
  CHECK(bench->training().snapshot().history.records().size() == 1);
}

TEST_CASE("the loss that is shown is the one that is trained, whatever the errors") {
  for (const ErrorMeasure error : {ErrorMeasure::kAbsolute, ErrorMeasure::kHuber}) {
    Bench bench(Threading::kInline);
    bench->Do(ChangeSetup([error](TrainingSetup& setup) { setup.error = error; }));
    const double shown = bench->evaluation()->loss;
    bench->training().Step();
    CHECK(bench->training().snapshot().losses.points()[0].loss == doctest::Approx(shown));
    CHECK(shown == doctest::Approx(error == ErrorMeasure::kAbsolute ? 24 : 12.75));
  }
}

TEST_CASE("noise is on the target that is seen and learned, by its seed") {
  Bench bench(Threading::kInline);
  const Grid clean = *bench->evaluation()->target.grid();
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.noise = 0.5; }));
  const Grid noisy = *bench->evaluation()->target.grid();
  CHECK(noisy == WithNoise(clean, 0.5, 1));
  const double shown = bench->evaluation()->loss;
  bench->training().Step();
  CHECK(bench->training().snapshot().losses.points()[0].loss == doctest::Approx(shown));
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.noise_seed = 2; }));
  CHECK_FALSE(*bench->evaluation()->target.grid() == noisy);
}

TEST_CASE("a batch is learned together, a held-out pair is measured only") {
  Bench bench(Threading::kInline);
  const TrainingPair pair{MakePattern(kEdges), *bench->evaluation()->target.grid()};
  bench->Do(ChangeSetup([pair](TrainingSetup& setup) { setup.held_out = pair; }));
  bench->training().Step();
  CHECK(bench->training().snapshot().losses.points()[0].loss == doctest::Approx(27));
  CHECK(bench->training().snapshot().history.records()[0]->held_out_loss == doctest::Approx(27));
  const double alone = bench->training().LargestStableRate();
  bench->Do(ChangeSetup([pair](TrainingSetup& setup) { setup.more_pairs = {pair}; }));
  CHECK(bench->training().LargestStableRate() == doctest::Approx(alone / 2));
  bench->training().Step();
  const auto& losses = bench->training().snapshot().losses.points();
  CHECK(losses[0].step == 0);
  bench->Do(ReplaceKernel(Grid(2, 2), {"Train", {}}));
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.reference_kernel = Grid(2, 2, 1); }));
  REQUIRE(bench->training().Problem());
  CHECK(bench->training().Problem()->pattern.find("batch") != std::string::npos);
}

TEST_CASE("the kernel starts from the formula and seed that are asked for") {
  Bench bench(Threading::kInline);
  bench->Do(ChangeSetup([](TrainingSetup& setup) {
    setup.initial = InitialKernel::kRandom;
    setup.initialization = Initialization::kHe;
    setup.seed = 5;
  }));
  bench->training().Reset();
  CHECK(*bench->evaluation()->kernel.grid() == InitializedKernel(Initialization::kHe, {1, 2}, 5));
}

TEST_CASE("the largest stable rate is the optimizer's") {
  Bench bench(Threading::kInline);
  CHECK(bench->training().LargestStableRate() == doctest::Approx(1.0 / 30));
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.optimizer.kind = Optimizer::kMomentum; }));
  CHECK(bench->training().LargestStableRate() == doctest::Approx(1.9 / 30));
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.optimizer.kind = Optimizer::kAdam; }));
  CHECK(bench->training().LargestStableRate() == 0);
}

TEST_CASE("settings without a meaning are refused in a message") {
  Bench bench(Threading::kInline);
  bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.optimizer.momentum = 2; }));
  CHECK(bench->training().Problem());
  bench->training().Start();
  CHECK_FALSE(bench->training().running());
}

TEST_CASE("every setting changed at random while training runs, nothing is lost") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    Random random(5);
    bench->Do(ChangeSetup([](TrainingSetup& setup) { setup.step_limit = 0; }));
    for (int i = 0; i < 200; ++i) {
      const auto number = static_cast<int>(random.Next() % 8);
      const double value = random.Uniform();
      bench->Do(ChangeSetup([number, value](TrainingSetup& setup) {
        const auto choice = static_cast<int>(value * 3);
        if (number == 0) setup.optimizer.kind = static_cast<Optimizer>(value * 4);
        if (number == 1) setup.error = static_cast<ErrorMeasure>(choice);
        if (number == 2) setup.schedule.kind = static_cast<Schedule::Kind>(choice);
        if (number == 3) setup.learn_bias = value < 0.5;
        if (number == 4) setup.noise = value;
        if (number == 5) setup.rate = static_cast<float>(0.02 * value + 1e-4);
        if (number == 6) setup.optimizer.weight_decay = value;
        if (number == 7) setup.loss = value < 0.5 ? Loss::kSum : Loss::kMean;
      }));
      if (random.Next() % 2 == 0) bench->training().Start();
      if (random.Next() % 5 == 0) bench->training().Step();
      if (random.Next() % 7 == 0) bench->training().Pause();
      if (random.Next() % 9 == 0) bench->Do(GenerateInput(kEdges));
      bench->Advance(0);
    }
    bench->training().Pause();
    bench->Advance(0);
    CHECK_FALSE(bench->training().running());
    CHECK(bench->evaluation()->document == bench->document());
  }
}
