#include "train/quadratic/spectrum.h"

#include <doctest/doctest.h>

#include <cmath>

#include "train/quadratic/stability.h"
#include "unit/train/data.h"

using namespace convlens;

namespace {

NormalEquations EquationsOf(const TrainingData& data, Shape kernel, bool learn_bias = false) {
  return *BuildNormalEquations(data, kernel, Operation::kCorrelation, {learn_bias});
}

std::vector<double> Parameters(const Trainer& trainer) { return trainer.state().memory.parameters; }

}  // namespace

TEST_CASE("the book's edges: the sum direction has eigenvalue 30, the difference 6") {
  const NormalEquations sums = EquationsOf(BookData(), {1, 2});
  const Spectrum spectrum = SpectrumOf(sums);
  CHECK(spectrum.values[0] == doctest::Approx(30));
  CHECK(spectrum.values[1] == doctest::Approx(6));
  CHECK(NameOf(spectrum.vectors[0], {1, 2}) == DirectionName::kSum);
  CHECK(NameOf(spectrum.vectors[1], {1, 2}) == DirectionName::kDifference);
  const Minimum minimum = LeastSquares(sums, spectrum);
  CHECK(minimum.parameters[0] == doctest::Approx(1));
  CHECK(minimum.parameters[1] == doctest::Approx(-1));
  CHECK(minimum.squared_error == doctest::Approx(0).scale(1));
  CHECK(minimum.flat.empty());
}

TEST_CASE("the exact kernel is where a long training ends, noise or not, penalty or not") {
  TrainingPair pair = PairOf({14, 11}, NormalGrid({3, 3}, 3), 1, 0.5F);
  pair.target = WithNoise(pair.target[0], 0.3, 5);
  const TrainingData data{{pair}};
  for (const double penalty : {0.0, 3.0}) {
    TrainingOptions options{.rate = 0.004, .learn_bias = true};
    options.optimizer.weight_decay = penalty;
    Trainer trainer(data, options, TrainingState{Grid(3, 3), 0, 0});
    for (int i = 0; i < 20'000; ++i) trainer.Step();
    const NormalEquations sums = EquationsOf(data, {3, 3}, true);
    const Minimum minimum = LeastSquares(sums, SpectrumOf(sums), 1, penalty);
    for (size_t i = 0; i < 10; ++i) {
      CHECK(Parameters(trainer)[i] == doctest::Approx(minimum.parameters[i]).epsilon(1e-4));
    }
    CHECK(trainer.CurrentLoss() == doctest::Approx(minimum.squared_error).epsilon(1e-5));
  }
}

TEST_CASE("an input of all ones teaches the sum only: all else is flat, the kernel the smallest") {
  const TrainingData data{{{Grid(6, 6, 1), Grid(4, 4, 9)}}};
  const NormalEquations sums = EquationsOf(data, {3, 3});
  const Spectrum spectrum = SpectrumOf(sums);
  CHECK(NameOf(spectrum.vectors[0], {3, 3}) == DirectionName::kSum);
  const Minimum minimum = LeastSquares(sums, spectrum);
  CHECK(minimum.flat.size() == 8);
  for (const double weight : minimum.parameters) CHECK(weight == doctest::Approx(1));
  CHECK(minimum.squared_error == doctest::Approx(0).scale(1));
}

TEST_CASE("an input of zeros teaches nothing, and every rate holds") {
  const TrainingData data{{{Grid(5, 5), Grid(4, 4, 1)}}};
  const NormalEquations sums = EquationsOf(data, {2, 2});
  const Spectrum spectrum = SpectrumOf(sums);
  const Minimum minimum = LeastSquares(sums, spectrum);
  CHECK(minimum.flat.size() == 4);
  CHECK(minimum.squared_error == 16);
  CHECK(std::isinf(StableRateLimit({}, spectrum.values[0], sums.outputs)));
  CHECK_FALSE(RateProblem(sums, spectrum, {.rate = 1e30}));
}

TEST_CASE("numbers that are not finite have no spectrum") {
  Grid broken(5, 5, 1);
  broken.at(2, 2) = std::nanf("");
  CHECK(SpectrumOf(EquationsOf({{{broken, Grid(4, 4, 1)}}}, {2, 2})).size() == 0);
}

TEST_CASE("plain descent goes exactly as predicted, direction by direction") {
  const TrainingData data{{PairOf({10, 10}, NormalGrid({2, 2}, 3), 1)}};
  for (const Loss loss : {Loss::kSum, Loss::kMean}) {
    for (const double penalty : {0.0, 0.5}) {
      TrainingOptions options{.rate = loss == Loss::kSum ? 0.01 : 0.5, .loss = loss};
      options.optimizer.weight_decay = penalty;
      REQUIRE(IsPredictable(options));
      Trainer trainer(data, options, TrainingState{NormalGrid({2, 2}, 7), 0, 0});
      const NormalEquations sums = EquationsOf(data, {2, 2});
      const Spectrum spectrum = SpectrumOf(sums);
      const Descent start = DescentFrom(sums, spectrum, options, Parameters(trainer));
      for (int step = 0; step < 25; ++step) {
        const Descent now = DescentFrom(sums, spectrum, options, Parameters(trainer));
        for (size_t i = 0; i < 4; ++i) {
          CHECK(now.LossAlong(i, 0) == doctest::Approx(start.LossAlong(i, step)).epsilon(1e-3));
        }
        double penalty_now = 0;
        for (const double p : Parameters(trainer)) penalty_now += 0.5 * penalty * p * p;
        const double actual = trainer.Step() + penalty_now;
        CHECK(actual == doctest::Approx(start.Loss(step)).epsilon(1e-4));
      }
    }
  }
}

TEST_CASE("only plain descent on squares at a constant rate is predicted") {
  CHECK(IsPredictable({}));
  CHECK_FALSE(IsPredictable({.error = ErrorMeasure::kHuber}));
  CHECK_FALSE(IsPredictable({.optimizer = {.kind = Optimizer::kAdam}}));
  CHECK_FALSE(IsPredictable({.schedule = {.kind = Schedule::Kind::kCosine}}));
}

TEST_CASE("a prediction far ahead neither overflows to nonsense nor moves what is at rest") {
  const NormalEquations sums = EquationsOf(BookData(), {1, 2});
  const Descent slow =
      DescentFrom(sums, SpectrumOf(sums), {.rate = 0.01}, std::vector<double>{0.5, 0.5});
  CHECK(slow.Loss(1'000'000'000'000) == doctest::Approx(0).scale(1));
  const Descent wild =
      DescentFrom(sums, SpectrumOf(sums), {.rate = 10}, std::vector<double>{0.5, 0.5});
  CHECK(std::isinf(wild.Loss(1'000'000'000'000)));
  const Descent resting = DescentFrom(sums, SpectrumOf(sums), {.rate = 10},
                                      LeastSquares(sums, SpectrumOf(sums)).parameters);
  CHECK(resting.Loss(10) < 1e-3);
}

TEST_CASE("the divergence of the book's run is explained by the sum direction") {
  const NormalEquations sums = EquationsOf(BookData(), {1, 2});
  const Spectrum spectrum = SpectrumOf(sums);
  CHECK_FALSE(RateProblem(sums, spectrum, {.rate = 0.033}));
  const std::optional<Message> problem = RateProblem(sums, spectrum, {.rate = 0.034});
  REQUIRE(problem);
  CHECK(ToEnglish(*problem) ==
        "Rate 0.034 is above the limit of 1/30 for the sum direction (all weights alike).");
}

TEST_CASE("with a bias the steepest direction is that of the weights and the bias together") {
  const NormalEquations sums = EquationsOf(BookData(), {1, 2}, true);
  const Spectrum spectrum = SpectrumOf(sums);
  CHECK(NameOf(spectrum.vectors[0], {1, 2}) == DirectionName::kSumAndBias);
  const double limit = StableRateLimit({}, spectrum.values[0], 42);
  CHECK(limit < 0.03);
  CHECK(limit > 0.01);
}

TEST_CASE("every optimizer holds just below its limit and diverges just above it") {
  for (const char* optimizer : {"sgd", "momentum", "nesterov"}) {
    CAPTURE(optimizer);
    for (const double share : {0.98, 1.02}) {
      TrainingOptions options;
      options.optimizer.kind = OptimizerNamed(optimizer);
      options.optimizer.weight_decay = 1;
      options.rate = share * StableRateLimit(options, 30, 42);
      Trainer trainer(BookData(), options, TrainingState{Grid{{0.5F, 0.5F}}, 0, 0});
      for (int i = 0; i < 3000; ++i) trainer.Step();
      CHECK((trainer.CurrentLoss() < 100) == (share < 1));
    }
  }
}

TEST_CASE("no limit is claimed where none is known") {
  CHECK(StableRateLimit({.optimizer = {.kind = Optimizer::kAdam}}, 30, 42) == 0);
  CHECK(StableRateLimit({.error = ErrorMeasure::kAbsolute}, 30, 42) == 0);
  CHECK(StableRateLimit({.error = ErrorMeasure::kHuber}, 30, 42) == doctest::Approx(2.0 / 30));
}

TEST_CASE("rates are written to be read") {
  CHECK(RateText(1.0 / 30) == "1/30");
  CHECK(RateText(0.034) == "0.034");
  CHECK(RateText(0.05) == "0.05");
  CHECK(RateText(double{0.04F}) == "0.04");
  CHECK(RateText(SafeRate(1.0 / 30)) == "0.03");
  CHECK(RateText(1.4) == "1.4");
  CHECK(SafeRate(1.0 / 30) == doctest::Approx(0.03));
  CHECK(SafeRate(1.4) == doctest::Approx(1.2));
  CHECK(std::isinf(SafeRate(std::numeric_limits<double>::infinity())));
}
