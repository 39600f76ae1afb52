#include "train/trainer.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/random.h"
#include "oracles.h"
#include "train/loss_series.h"

using namespace convlens;

namespace {

Grid ToGrid(const oracles::Rows& rows) {
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()));
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      grid.at(r, c) = rows[static_cast<size_t>(r)][static_cast<size_t>(c)];
    }
  }
  return grid;
}

Trainer TrainerOf(const oracles::LearningRun& run) {
  TrainingOptions options;
  options.rate = run.rate;
  options.loss = run.mean_loss ? Loss::kMean : Loss::kSum;
  options.learn_bias = run.learns_bias;
  options.operation = run.convolution ? Operation::kConvolution : Operation::kCorrelation;
  return {ToGrid(oracles::EdgesInput()), ToGrid(oracles::EdgesOutput()), options,
          TrainingState{Grid{{run.initial[0], run.initial[1]}}, 0, 0}};
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
  // Prediction 1·x + 5 against a target of 5 + 3·x: the kernel has to become 3.
  Trainer trainer(input, Grid{{8, 11}, {14, 17}}, {.rate = 0.01F}, TrainingState{Grid{{1}}, 5, 0});
  for (int i = 0; i < 100; ++i) trainer.Step();
  CHECK(trainer.state().bias == 5);
  CHECK(trainer.state().kernel.at(0, 0) == doctest::Approx(3).epsilon(1e-4));
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
