#include "work/training_run.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/grid/random.h"
#include "core/pattern/pattern.h"
#include "waiting.h"

using namespace convlens;

namespace {

constexpr Threading kBoth[] = {Threading::kThreads, Threading::kInline};

/// The book's example: from zeros, at rate 0.03, without a pace.
TrainingJob BookJob() {
  TrainingJob job;
  job.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  Grid target(6, 7);
  Correlate(job.input[0], Grid{{1, -1}}, 0, target);
  job.target = std::move(target);
  job.state.kernel = Grid(1, 2);
  return job;
}

/// Takes over results until the run has ended by itself.
bool WaitForEnd(TrainingRun& run, Waker& waker) {
  return waker.Until([&] {
    run.Poll();
    return !run.running();
  });
}

/// Takes over results until the run has made `step` steps.
bool WaitForStep(TrainingRun& run, Waker& waker, int64_t step) {
  return waker.Until([&] {
    run.Poll();
    return run.snapshot().state.step >= step;
  });
}

}  // namespace

TEST_CASE("a run stops at exactly its limit, with every loss") {
  for (const Threading threading : kBoth) {
    for (const int64_t limit : {1, 10, 777}) {
      Waker waker;
      TrainingRun run(threading, waker.Wake());
      TrainingJob job = BookJob();
      job.step_limit = limit;
      run.Start(job);
      CHECK(run.running());
      REQUIRE(WaitForEnd(run, waker));
      CHECK(run.snapshot().status == TrainingStatus::kReachedLimit);
      CHECK(run.snapshot().state.step == limit);
      CHECK(run.snapshot().losses.points().size() == static_cast<size_t>(limit));
      CHECK(run.snapshot().losses.points().front() == LossPoint{0, 12});
      CHECK_FALSE(run.Poll());
    }
  }
}

TEST_CASE("the thread's run has the bits of the trainer's") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  TrainingJob job = BookJob();
  job.step_limit = 200;
  Trainer trainer(job.input, job.target, job.options, job.state);
  for (int i = 0; i < 200; ++i) trainer.Step();
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  CHECK(run.snapshot().state == trainer.state());
}

TEST_CASE("a run without a limit goes on until it is paused, and then at once no further") {
  for (const Threading threading : kBoth) {
    Waker waker;
    TrainingRun run(threading, waker.Wake());
    run.Start(BookJob());
    REQUIRE(WaitForStep(run, waker, 1000));
    run.Pause();
    CHECK_FALSE(run.running());
    CHECK(run.snapshot().status == TrainingStatus::kPaused);
    run.Poll();
    const TrainingState paused = run.snapshot().state;
    for (int i = 0; i < 5; ++i) CHECK_FALSE(run.Poll());
    CHECK(run.snapshot().state == paused);
    CHECK(run.snapshot().losses.points().back().step == paused.step - 1);
  }
}

TEST_CASE("a paused run goes on from its state and losses") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  TrainingJob job = BookJob();
  job.step_limit = 10;
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  job.state = run.snapshot().state;
  job.losses = run.snapshot().losses;
  job.step_limit = 25;
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  CHECK(run.snapshot().state.step == 25);
  CHECK(run.snapshot().losses.points().size() == 25);
}

TEST_CASE("a single step is one, whatever the limit and the pace") {
  for (const Threading threading : kBoth) {
    TrainingRun run(threading);
    TrainingJob job = BookJob();
    job.step_limit = 1;
    job.state.step = 5;
    job.steps_per_second = 0.01;
    run.StepOnce(job);
    CHECK(run.snapshot().state.step == 6);
    CHECK(run.snapshot().status == TrainingStatus::kPaused);
    CHECK(run.Poll());
  }
}

TEST_CASE("a single step that takes long is made in the background") {
  for (const Threading threading : kBoth) {
    Waker waker;
    TrainingRun run(threading, waker.Wake());
    TrainingJob job;
    job.input = UniformGrid({800, 800}, 1);
    job.target = Grid(794, 794);
    job.state.kernel = UniformGrid({7, 7}, 2);
    job.options.rate = 1e-9F;
    run.StepOnce(job);
    CHECK(run.stepping());
    REQUIRE(WaitForEnd(run, waker));
    CHECK(run.snapshot().state.step == 1);
  }
}

TEST_CASE("a run above the largest stable rate stops by itself and names both rates") {
  for (const Threading threading : kBoth) {
    Waker waker;
    TrainingRun run(threading, waker.Wake());
    TrainingJob job = BookJob();
    job.state.kernel = Grid{{0.5F, 0.5F}};
    job.options.rate = 0.04F;
    run.Start(job);
    REQUIRE(WaitForEnd(run, waker));
    const TrainingSnapshot& end = run.snapshot();
    CHECK(end.status == TrainingStatus::kDiverged);
    CHECK(end.largest_stable_rate == doctest::Approx(1.0 / 30).epsilon(1e-3));
    REQUIRE(end.explanation);
    CHECK(ToEnglish(*end.explanation) ==
          "The loss grows at every step: rate 0.04 is above 1/30, the largest that this input "
          "allows. Lower the rate and reset.");
    CHECK(std::isfinite(end.state.kernel.at(0, 0)));
  }
}

TEST_CASE("a run on values that are no numbers says which grid holds them") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto explanation = [](const TrainingJob& job) {
    Waker waker;
    TrainingRun run(Threading::kThreads, waker.Wake());
    run.Start(job);
    REQUIRE(WaitForEnd(run, waker));
    CHECK(run.snapshot().status == TrainingStatus::kDiverged);
    REQUIRE(run.snapshot().explanation);
    return ToEnglish(*run.snapshot().explanation);
  };
  TrainingJob input = BookJob();
  input.input[0].Mutable().at(1, 1) = nan;
  CHECK(explanation(input).find("The input holds") == 0);
  TrainingJob target = BookJob();
  target.target[0].Mutable().at(1, 1) = nan;
  CHECK(explanation(target).find("The target holds") == 0);
  TrainingJob kernel = BookJob();
  kernel.state.kernel.at(0, 0) = nan;
  CHECK(explanation(kernel).find("The kernel or bias") == 0);
}

TEST_CASE("a paced run keeps its pace, also when it is started over and over") {
  for (const Threading threading : kBoth) {
    Waker waker;
    TrainingRun run(threading, waker.Wake());
    TrainingJob job = BookJob();
    job.steps_per_second = 200;
    const auto start = std::chrono::steady_clock::now();
    run.Start(job);
    const auto seconds = [&] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    REQUIRE(WaitForStep(run, waker, 20));
    // Never faster than the pace; on a busy machine perhaps slower.
    CHECK(static_cast<double>(run.snapshot().state.step) <= 1 + seconds() * 200);
    for (int i = 0; i < 50; ++i) {
      job.state = run.snapshot().state;
      run.Start(job);
      run.Poll();
    }
    CHECK(static_cast<double>(run.snapshot().state.step) <= 2 + seconds() * 200);
  }
}

TEST_CASE("a stopped run is forgotten") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  run.Start(BookJob());
  REQUIRE(WaitForStep(run, waker, 1));
  run.Stop();
  run.Poll();
  CHECK(run.snapshot().status == TrainingStatus::kIdle);
  CHECK(run.snapshot().losses.empty());
  CHECK_FALSE(run.Poll());
}

TEST_CASE("a run that is replaced shows nothing of the old one") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  for (int i = 0; i < 100; ++i) {
    run.Start(BookJob());
    run.Poll();
    TrainingJob job = BookJob();
    job.state.kernel = Grid(1, 2, 100);
    job.step_limit = 3;
    run.Start(job);
    REQUIRE(WaitForEnd(run, waker));
    REQUIRE(run.snapshot().state.step == 3);
    REQUIRE(run.snapshot().losses.points().front().loss > 1000);
  }
}

TEST_CASE("an unlimited run publishes in bounded memory and measures its speed") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  run.Start(BookJob());
  REQUIRE(WaitForStep(run, waker, 20'000));
  CHECK(run.snapshot().losses.points().size() <= LossSeries::kCapacity + 1);
  CHECK(run.snapshot().steps_per_second > 0);
  CHECK(run.snapshot().largest_stable_rate == doctest::Approx(1.0 / 30).epsilon(1e-3));
}

TEST_CASE("a run can go while it works, paced or not") {
  for (int i = 0; i < 20; ++i) {
    TrainingRun run(Threading::kThreads);
    TrainingJob job = BookJob();
    job.steps_per_second = i % 2 == 0 ? 0 : 0.01;
    run.Start(job);
    CHECK(run.running());
  }
}

TEST_CASE("a run records what it was at each step, and goes on recording") {
  for (const Threading threading : kBoth) {
    Waker waker;
    TrainingRun run(threading, waker.Wake());
    TrainingJob job = BookJob();
    job.step_limit = 30;
    job.held_out = TrainingPair{job.input, job.target};
    run.Start(job);
    REQUIRE(WaitForEnd(run, waker));
    const TrainingHistory& history = run.snapshot().history;
    REQUIRE(history.records().size() == 30);
    CHECK(run.snapshot().held_out_loss < history.records().back()->held_out_loss);
    Trainer trainer(job.input, job.target, job.options, job.state);
    for (const auto& record : history.records()) {
      CHECK(record->kernel == trainer.state().kernel);
      CHECK(record->held_out_loss == doctest::Approx(record->loss));
      CHECK(record->loss == trainer.Step());
      CHECK(record->gradient_norm == trainer.GradientNorm());
    }
    job.state = run.snapshot().state;
    job.history = run.snapshot().history;
    job.step_limit = 40;
    run.Start(job);
    REQUIRE(WaitForEnd(run, waker));
    CHECK(run.snapshot().history.At(35)->step == 35);
    CHECK(run.snapshot().history.At(3)->step == 3);
  }
}

TEST_CASE("a run by normal equations goes the same way, paused and continued") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  TrainingJob job = BookJob();
  job.options.algorithm = TrainingAlgorithm::kNormalEquations;
  job.options.optimizer.kind = Optimizer::kMomentum;
  job.options.rate = 0.005;
  job.more_pairs = {{job.input, job.target}};
  job.step_limit = 50;
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  job.state = run.snapshot().state;
  job.step_limit = 100;
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  TrainingJob direct = BookJob();
  direct.options = job.options;
  direct.options.algorithm = TrainingAlgorithm::kDirect;
  Trainer trainer(job.data(), direct.options, direct.state);
  for (int i = 0; i < 100; ++i) trainer.Step();
  for (const Cell cell : {Cell{0, 0}, Cell{0, 1}}) {
    CHECK(run.snapshot().state.kernel[cell] ==
          doctest::Approx(trainer.state().kernel[cell]).epsilon(1e-5));
  }
}

TEST_CASE("a divergence is explained by the direction in which the rate is too large") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  TrainingJob job = BookJob();
  job.options.rate = 0.034;
  job.state.kernel = Grid{{0.5F, 0.5F}};
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  REQUIRE(run.snapshot().status == TrainingStatus::kDiverged);
  REQUIRE(run.snapshot().reason);
  CHECK(ToEnglish(*run.snapshot().reason) ==
        "Rate 0.034 is above the limit of 1/30 for the sum direction (all weights alike).");
}

TEST_CASE(
    "an optimizer whose steps do not grow with the error has not diverged when its loss rises") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  TrainingJob job = BookJob();
  job.state.kernel = Grid{{1, -1.0001F}};
  job.options.optimizer.kind = Optimizer::kAdam;
  job.options.rate = 0.5;
  job.step_limit = 100;
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  CHECK(run.snapshot().status == TrainingStatus::kReachedLimit);
}

TEST_CASE("a penalty that raises the loss from its minimum is no divergence") {
  Waker waker;
  TrainingRun run(Threading::kThreads, waker.Wake());
  TrainingJob job = BookJob();
  job.state.kernel = Grid{{1, -1}};
  job.options.optimizer.weight_decay = 5;
  job.step_limit = 100;
  run.Start(job);
  REQUIRE(WaitForEnd(run, waker));
  CHECK(run.snapshot().status == TrainingStatus::kReachedLimit);
  CHECK(run.snapshot().losses.points().back().loss > 0.1);
}

TEST_CASE("starting, changing, stepping, pausing and stopping at random never loses the thread") {
  for (const Threading threading : kBoth) {
    Waker waker;
    TrainingRun run(threading, waker.Wake());
    Random random(11);
    for (int i = 0; i < 300; ++i) {
      TrainingJob job = BookJob();
      job.state = random.Next() % 2 == 0 || run.snapshot().state.kernel.empty()
                      ? job.state
                      : run.snapshot().state;
      job.history = run.snapshot().history;
      job.options.rate = 0.001 * static_cast<double>(1 + random.Next() % 60);
      job.options.optimizer.kind = static_cast<Optimizer>(random.Next() % 4);
      job.options.learn_bias = random.Next() % 2 == 0;
      job.options.error = static_cast<ErrorMeasure>(random.Next() % 3);
      if (job.options.error == ErrorMeasure::kSquared && random.Next() % 2 == 0) {
        job.options.algorithm = TrainingAlgorithm::kNormalEquations;
      }
      job.steps_per_second = random.Next() % 3 == 0 ? 2000 : 0;
      switch (random.Next() % 5) {
        case 0:
        case 1:
          run.Start(job);
          break;
        case 2:
          run.StepOnce(job);
          break;
        case 3:
          run.Pause();
          break;
        default:
          run.Stop();
      }
      for (uint64_t polls = random.Next() % 4; polls > 0; --polls) run.Poll();
      const TrainingSnapshot& now = run.snapshot();
      if (!now.losses.empty()) CHECK(now.losses.points().back().step < now.state.step);
    }
    run.Stop();
    CHECK(run.snapshot().status == TrainingStatus::kIdle);
  }
}
