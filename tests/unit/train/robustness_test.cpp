#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "train/quadratic/stability.h"
#include "unit/train/data.h"

using namespace convlens;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TrainingOptions Using(const char* optimizer, TrainingAlgorithm algorithm) {
  TrainingOptions options{.rate = 0.01, .learn_bias = true};
  options.optimizer.kind = OptimizerNamed(optimizer);
  options.algorithm = algorithm;
  return options;
}

/// `check` for every optimizer by either algorithm.
template <typename Check>
void ForEachWay(Check check) {
  for (const char* optimizer : {"sgd", "momentum", "nesterov", "adam"}) {
    for (const TrainingAlgorithm algorithm :
         {TrainingAlgorithm::kDirect, TrainingAlgorithm::kNormalEquations}) {
      CAPTURE(optimizer);
      check(Using(optimizer, algorithm));
    }
  }
}

}  // namespace

TEST_CASE("data that nothing can be learned from are refused with a message") {
  CHECK_FALSE(DataProblem(BookData(), {1, 2}));
  CHECK(DataProblem({}, {1, 2}));
  CHECK(DataProblem(BookData(), {1, 3}));
  CHECK(DataProblem(BookData(), {7, 2}));
  CHECK(DataProblem({{{Grid(4, 4, kNan), Grid(4, 3)}}}, {1, 2}));
  CHECK(DataProblem({{{Grid(4, 4), Grid(4, 3, kNan)}}}, {1, 2}));
  TrainingData held_out = BookData();
  held_out.held_out = TrainingPair{Grid(4, 4), Grid(4, 4)};
  CHECK(DataProblem(held_out, {1, 2})->arguments[0] == "4×4");
}

TEST_CASE("options without a meaning are refused with a message") {
  CHECK_FALSE(OptionsProblem({}));
  for (const double bad : {-1.0, 0.0, double{kNan}, double{INFINITY}}) {
    CHECK(OptionsProblem({.rate = bad}));
    CHECK(OptionsProblem({.huber_delta = bad}));
    CHECK(OptionsProblem({.optimizer = {.epsilon = bad}}));
    CHECK(OptionsProblem({.schedule = {.factor = bad}}));
  }
  for (const double bad : {-0.1, 1.0, double{kNan}}) {
    CHECK(OptionsProblem({.optimizer = {.momentum = bad}}));
    CHECK(OptionsProblem({.optimizer = {.beta1 = bad}}));
    CHECK(OptionsProblem({.optimizer = {.beta2 = bad}}));
  }
  CHECK(OptionsProblem({.optimizer = {.weight_decay = -1}}));
  CHECK(OptionsProblem({.schedule = {.every = 0}}));
  CHECK(OptionsProblem({.schedule = {.length = 0}}));
  CHECK(OptionsProblem({.schedule = {.last = -1}}));
  CHECK(OptionsProblem(
      {.error = ErrorMeasure::kHuber, .algorithm = TrainingAlgorithm::kNormalEquations}));
}

TEST_CASE("an input of zeros changes the bias at most") {
  const TrainingData data{{{Grid(5, 5), Grid(4, 4, 1)}}};
  ForEachWay([&](const TrainingOptions& options) {
    Trainer trainer(data, options, TrainingState{Grid{{1, 2}, {3, 4}}, 0, 0});
    for (int i = 0; i < 2000; ++i) trainer.Step();
    CHECK(trainer.state().kernel == Grid{{1, 2}, {3, 4}});
    CHECK(trainer.state().bias == doctest::Approx(1).epsilon(0.01));
  });
}

TEST_CASE("a rank-deficient problem is learned as far as it goes") {
  const TrainingData data{{{Grid(6, 6, 1), Grid(4, 4, 9)}}};
  ForEachWay([&](TrainingOptions options) {
    options.rate = options.optimizer.kind == Optimizer::kAdam ? 0.01 : 1e-3;
    Trainer trainer(data, options, TrainingState{NormalGrid({3, 3}, 2), 0, 0});
    for (int i = 0; i < 5000; ++i) trainer.Step();
    CHECK(trainer.CurrentLoss() < 1e-4);
  });
}

TEST_CASE("a huge rate ends in a loss that is not finite, never in a crash") {
  ForEachWay([&](TrainingOptions options) {
    if (options.optimizer.kind == Optimizer::kAdam) return;  // its steps do not grow
    options.rate = 1e30;
    Trainer trainer(BookData(), options, TrainingState{Grid{{0.5F, 0.5F}}, 0, 0});
    bool finite = true;
    for (int i = 0; i < 50; ++i) finite = std::isfinite(trainer.Step());
    CHECK_FALSE(finite);
  });
}

TEST_CASE("numbers that are not finite pass through a step as such") {
  Grid broken(5, 5, 1);
  broken.at(2, 2) = kNan;
  for (const ErrorMeasure error :
       {ErrorMeasure::kSquared, ErrorMeasure::kAbsolute, ErrorMeasure::kHuber}) {
    Trainer trainer(TrainingData{{{broken, Grid(4, 4, 1)}}}, {.error = error},
                    TrainingState{Grid(2, 2), 0, 0});
    CHECK(std::isnan(trainer.Step()));
    CHECK(std::isnan(trainer.Step()));
    CHECK(trainer.state().step == 2);
  }
}

TEST_CASE("a run can stand at any number of steps, and be taken up again there") {
  ForEachWay([&](TrainingOptions options) {
    options.schedule = {.kind = Schedule::Kind::kStep, .every = 3};
    TrainingState far{Grid{{0.5F, 0.5F}}, 0, 5'000'000'000'000};
    Trainer trainer(BookData(), options, far);
    for (int i = 0; i < 10; ++i) CHECK(std::isfinite(trainer.Step()));
    CHECK(trainer.state().step == 5'000'000'000'010);
    CHECK(trainer.NextRate() == 0);
  });
}

TEST_CASE("the shape of the input and of the kernel may be as narrow as can be") {
  ForEachWay([&](const TrainingOptions& options) {
    const TrainingData data{{{Grid{{2}}, Grid{{6}}}, {Grid{{1, 3}}, Grid{{3, 9}}}}};
    Trainer trainer(data, options, TrainingState{Grid{{0}}, 0, 0});
    for (int i = 0; i < 3000; ++i) trainer.Step();
    CHECK(trainer.CurrentLoss() < 1e-2);
  });
}
