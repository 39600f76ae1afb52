#include "train/run/trainer.h"

#include <doctest/doctest.h>

#include <cmath>

#include "train/run/loss_series.h"
#include "unit/train/data.h"

using namespace convlens;

namespace {

Trainer TrainerOf(const oracles::LearningRun& run) {
  return {BookData(), OptionsOf(run), StartOf(run)};
}

}  // namespace

TEST_CASE("the losses of the book's runs agree with an independent implementation") {
  for (const oracles::LearningRun* run : oracles::kLearningRuns) {
    CAPTURE(run->name);
    Trainer trainer = TrainerOf(*run);
    for (int step = 0; step < run->steps; ++step) {
      CAPTURE(step);
      const double loss = trainer.Step();
      if (step < static_cast<int>(run->losses.size())) {
        CHECK(loss == doctest::Approx(run->losses[static_cast<size_t>(step)]).epsilon(1e-5));
      }
    }
    CHECK(trainer.state().step == run->steps);
    CHECK(trainer.state().kernel.at(0, 0) == doctest::Approx(run->kernel[0]).epsilon(1e-5));
    CHECK(trainer.state().kernel.at(0, 1) == doctest::Approx(run->kernel[1]).epsilon(1e-5));
    CHECK(trainer.state().bias == doctest::Approx(run->bias).epsilon(1e-4));
  }
}

TEST_CASE("a step returns the loss before its update, and looking at the loss changes nothing") {
  Trainer trainer = TrainerOf(oracles::kZeros);
  const double before = trainer.CurrentLoss();
  CHECK(trainer.CurrentLoss() == before);
  CHECK(trainer.Step() == before);
  CHECK(trainer.CurrentLoss() < before);
}

TEST_CASE("a bias that is not learned takes part in the prediction and stays") {
  const Grid input{{1, 2}, {3, 4}};
  // Prediction 1·x + 5 against a target of 5 + 3·x: the kernel must become 3.
  Trainer trainer(input, Grid{{8, 11}, {14, 17}}, {.rate = 0.01F}, TrainingState{Grid{{1}}, 5, 0});
  for (int i = 0; i < 100; ++i) trainer.Step();
  CHECK(trainer.state().bias == 5);
  CHECK(trainer.state().kernel.at(0, 0) == doctest::Approx(3).epsilon(1e-4));
}

TEST_CASE("any number of threads learns the same bits") {
  for (const ErrorMeasure error : {ErrorMeasure::kSquared, ErrorMeasure::kHuber}) {
    const TrainingOptions options{.rate = 1e-6F, .learn_bias = true, .error = error};
    const auto run = [&](int threads) {
      Trainer trainer(NormalGrid({410, 390}, 1), NormalGrid({404, 386}, 2), options,
                      TrainingState{NormalGrid({7, 5}, 3), 0.5F, 0});
      trainer.UseThreads({threads});
      for (int i = 0; i < 6; ++i) trainer.Step();
      return trainer.state();
    };
    const TrainingState one = run(1);
    CHECK(run(2) == one);
    CHECK(run(3) == one);
  }
}

TEST_CASE("the same run gives the same bits") {
  const Grid input = NormalGrid({23, 37}, 1);
  const Grid target = NormalGrid({19, 35}, 2);
  const TrainingState start{NormalGrid({5, 3}, 3), 0.5F, 0};
  const TrainingOptions options{.rate = 1e-4F, .learn_bias = true};
  Trainer a(input, target, options, start);
  Trainer b(input, target, options, start);
  for (int i = 0; i < 20; ++i) CHECK(a.Step() == b.Step());
  CHECK(a.state() == b.state());
}

TEST_CASE("the rate can be changed between steps") {
  Trainer trainer = TrainerOf(oracles::kZeros);
  trainer.SetRate(0);
  const double before = trainer.Step();
  CHECK(trainer.Step() == before);
  trainer.SetRate(0.03F);
  trainer.Step();
  CHECK(trainer.CurrentLoss() < before);
}

TEST_CASE("small updates are not lost: the state is kept in full precision") {
  const TrainingData data{{PairOf({8, 8}, Grid{{2}}, 1)}};
  Trainer trainer(data, {.rate = 1e-10}, TrainingState{Grid{{1}}, 0, 0});
  for (int i = 0; i < 1000; ++i) trainer.Step();
  // float32 cannot tell 1 from one update later.
  CHECK(trainer.state().kernel.at(0, 0) > 1);
  CHECK(trainer.state().memory.parameters[0] > 1 + 1e-9);
}

TEST_CASE("a run goes on with its moments, and starts over from a kernel that was edited") {
  for (const char* optimizer : {"sgd", "momentum", "nesterov", "adam"}) {
    CAPTURE(optimizer);
    TrainingOptions options{.rate = 1e-3, .learn_bias = true};
    options.optimizer.kind = OptimizerNamed(optimizer);
    const TrainingData data{{PairOf({9, 9}, NormalGrid({3, 3}, 2), 4)}};
    Trainer whole(data, options, TrainingState{Grid(3, 3), 0, 0});
    Trainer first(data, options, TrainingState{Grid(3, 3), 0, 0});
    for (int i = 0; i < 20; ++i) whole.Step();
    for (int i = 0; i < 10; ++i) first.Step();
    Trainer second(data, options, first.state());
    for (int i = 0; i < 10; ++i) second.Step();
    CHECK(second.state() == whole.state());
    TrainingState edited = whole.state();
    edited.kernel.at(1, 1) = 5;
    const Trainer restarted(data, options, edited);
    CHECK(restarted.state().memory.parameters[4] == 5);
    CHECK(restarted.state().memory.first.empty());
  }
}

TEST_CASE("the L2 penalty pulls the kernel towards zero and is not part of the loss") {
  TrainingOptions options{.rate = 0.01};
  options.optimizer.weight_decay = 20;
  Trainer trainer(BookData(), options, TrainingState{Grid{{1, -1}}, 0, 0});
  CHECK(trainer.Step() == 0);
  // The loss has no gradient there: only the penalty's, 20 times the weight.
  CHECK(trainer.state().kernel.at(0, 0) == doctest::Approx(0.8));
  CHECK(trainer.state().kernel.at(0, 1) == doctest::Approx(-0.8));
  CHECK(trainer.GradientNorm() == doctest::Approx(20 * std::sqrt(2.0)));
}

TEST_CASE("a batch of pairs is one problem: its sum and its mean go over all output elements") {
  const Grid wanted = NormalGrid({2, 3}, 3);
  const TrainingPair a = PairOf({6, 7}, wanted, 1);
  const TrainingPair b = PairOf({4, 9}, wanted, 2);
  const TrainingState start{NormalGrid({2, 3}, 8), 0, 0};
  for (const Loss loss : {Loss::kSum, Loss::kMean}) {
    const TrainingOptions options{.rate = 0.01, .loss = loss};
    Trainer both(TrainingData{{a, b}}, options, start);
    double sum = 0;
    for (const TrainingPair& pair : {a, b}) {
      Trainer one(TrainingData{{pair}}, {.rate = 0.01}, start);
      sum += one.CurrentLoss();
    }
    const double count = static_cast<double>(a.target.shape().count() + b.target.shape().count());
    CHECK(both.CurrentLoss() == doctest::Approx(loss == Loss::kSum ? sum : sum / count));
    for (int i = 0; i < 2000; ++i) both.Step();
    CHECK(both.CurrentLoss() < 1e-3);
  }
}

TEST_CASE("a held-out pair is measured and never learned from") {
  const Grid wanted = NormalGrid({3, 3}, 3);
  TrainingData data{{PairOf({9, 9}, wanted, 1)}};
  Trainer without(data, {.rate = 0.01}, TrainingState{Grid(3, 3), 0, 0});
  data.held_out = PairOf({7, 8}, wanted, 2);
  Trainer with(data, {.rate = 0.01}, TrainingState{Grid(3, 3), 0, 0});
  CHECK(std::isnan(without.HeldOutLoss()));
  const double before = with.HeldOutLoss();
  for (int i = 0; i < 200; ++i) CHECK(with.Step() == without.Step());
  CHECK(with.state() == without.state());
  CHECK(with.HeldOutLoss() < before / 100);
}

TEST_CASE("absolute and Huber errors find the kernel that made the target, outliers or not") {
  TrainingPair pair = PairOf({12, 12}, Grid{{1, 2}, {3, 4}}, 1);
  Grid spoiled = *pair.target[0];
  spoiled.at(5, 5) += 100;
  pair.target = spoiled;
  for (const ErrorMeasure error : {ErrorMeasure::kAbsolute, ErrorMeasure::kHuber}) {
    TrainingOptions options{.rate = 0.02, .error = error, .huber_delta = 0.1};
    options.schedule = {.kind = Schedule::Kind::kCosine, .length = 3000};
    Trainer trainer(TrainingData{{pair}}, options, TrainingState{Grid(2, 2), 0, 0});
    for (int i = 0; i < 3000; ++i) trainer.Step();
    CHECK(trainer.state().kernel.at(0, 0) == doctest::Approx(1).epsilon(0.01));
    CHECK(trainer.state().kernel.at(1, 1) == doctest::Approx(4).epsilon(0.01));
  }
}
