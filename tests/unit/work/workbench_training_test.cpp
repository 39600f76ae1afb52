#include <doctest/doctest.h>

#include <limits>

#include "core/grid/random.h"
#include "core/pattern/pattern.h"
#include "learning_bench.h"
#include "model/document/run_record.h"
#include "oracles.h"

using namespace convlens;

namespace {

constexpr Threading kBoth[] = {Threading::kThreads, Threading::kInline};

/// "Learn a kernel": the book's edges, a kernel of zeros, rate 0.03, as fast as it goes.
Session Learning() {
  Session session;
  Document& document = session.document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  SetFrontKernel(document, {}, Grid(1, 2));
  document.training.initial = InitialKernel::kGiven;
  document.training.initial_kernel = Grid(1, 2);
  document.training.steps_per_second = 0;
  return session;
}

/// A workbench on the lesson.
struct Bench : LearningBench {
  explicit Bench(Threading threading) : LearningBench(threading) { bench.Open(Learning()); }
};

Edit ChangeRate(float rate) {
  return ChangeTraining({"Change learning rate", {}},
                        [rate](TrainingSetup& setup) { setup.rate = rate; });
}

Edit ChangeLimit(int64_t limit) {
  return ChangeTraining({"Change step limit", {}},
                        [limit](TrainingSetup& setup) { setup.step_limit = limit; });
}

}  // namespace

TEST_CASE("a kernel learns from zeros: the book's ten losses, the kernel in the document") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->training().Start();
    CHECK(bench->active());
    REQUIRE(bench.WaitForEnd());
    CHECK_FALSE(bench->active());
    const auto& points = bench->training().snapshot().losses.points();
    REQUIRE(points.size() == 10);
    for (size_t i = 0; i < 10; ++i) {
      CHECK(points[i].step == static_cast<int64_t>(i));
      CHECK(points[i].loss == doctest::Approx(oracles::kZerosLosses[i]).epsilon(1e-5));
    }
    const Grid& kernel = FrontKernel(bench->document(), {});
    CHECK(kernel.at(0, 0) == doctest::Approx(oracles::kZeros.kernel[0]).epsilon(1e-5));
    CHECK(kernel == bench->training().snapshot().state.kernel);
    CHECK(bench->evaluation()->document == bench->document());
    CHECK(bench->evaluation()->loss < 0.0039);
    CHECK(bench->modified());
  }
}

TEST_CASE("a run is one entry; undo brings the kernel back and forgets the run") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->training().Start();
    REQUIRE(bench.WaitForEnd());
    CHECK(bench->history().depth() == 1);
    CHECK(bench->history().UndoLabel() == Message{"Train", {}});
    bench->Undo();
    CHECK(FrontKernel(bench->document(), {}) == Grid(1, 2));
    CHECK(bench->training().snapshot().status == TrainingStatus::kIdle);
    CHECK(bench->training().earlier_runs().size() == 1);
    CHECK_FALSE(bench->modified());
  }
}

TEST_CASE("undo while a run is under way pauses it first and takes it all back") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(50));
    bench->Undo();
    CHECK_FALSE(bench->training().running());
    CHECK(FrontKernel(bench->document(), {}) == Grid(1, 2));
    bench->Advance(0);
    CHECK(FrontKernel(bench->document(), {}) == Grid(1, 2));
  }
}

TEST_CASE("a paused run goes on where it stood; what was paused is in the document") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(5));
    bench->training().Pause();
    CHECK(bench->training().snapshot().status == TrainingStatus::kPaused);
    const int64_t step = bench->training().snapshot().state.step;
    CHECK(FrontKernel(bench->document(), {}) == bench->training().snapshot().state.kernel);
    bench->Advance(0);
    CHECK(bench->training().snapshot().state.step == step);
    bench->training().Start();
    REQUIRE(bench.WaitForStep(step + 5));
    bench->training().Pause();
    CHECK(bench->training().snapshot().losses.points().front() == LossPoint{0, 12});
    CHECK(bench->training().earlier_runs().empty());
  }
}

TEST_CASE("single steps make the same losses one by one, each with its own entry") {
  Bench bench(Threading::kThreads);
  for (int step = 1; step <= 10; ++step) {
    bench->training().Step();
    CHECK(bench->training().snapshot().state.step == step);
    CHECK(bench->history().depth() == static_cast<size_t>(step));
  }
  const auto& points = bench->training().snapshot().losses.points();
  REQUIRE(points.size() == 10);
  CHECK(points[9].loss == doctest::Approx(oracles::kZerosLosses[9]).epsilon(1e-5));
  bench->training().Step();  // also beyond the limit
  CHECK(bench->training().snapshot().state.step == 11);
}

TEST_CASE("run at the limit starts over from the initial kernel") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->training().Start();
    REQUIRE(bench.WaitForEnd());
    const TrainingState first = bench->training().snapshot().state;
    bench->training().Start();
    REQUIRE(bench.WaitForEnd());
    CHECK(bench->training().snapshot().state == first);
    CHECK(bench->training().snapshot().losses.points().size() == 10);
    CHECK(bench->training().earlier_runs().size() == 1);
  }
}

TEST_CASE("a larger limit lets the run at its limit go on") {
  Bench bench(Threading::kInline);
  bench->training().Start();
  REQUIRE(bench.WaitForEnd());
  bench->Do(ChangeLimit(15));
  bench->training().Start();
  REQUIRE(bench.WaitForEnd());
  CHECK(bench->training().snapshot().losses.points().size() == 15);
  CHECK(bench->training().earlier_runs().empty());
}

TEST_CASE("after an edit of the kernel a new run begins from it") {
  Bench bench(Threading::kInline);
  bench->training().Start();
  REQUIRE(bench.WaitForEnd());
  bench->Do(ReplaceKernel(Grid{{0.5F, 0.5F}}, {"Choose kernel", {}}));
  bench->training().Start();
  REQUIRE(bench.WaitForEnd());
  const auto& points = bench->training().snapshot().losses.points();
  REQUIRE(points.size() == 10);
  CHECK(points[0].loss == 27);
  CHECK(points[9].loss == doctest::Approx(oracles::kHalvesLosses[9]).epsilon(1e-5));
  CHECK(bench->training().earlier_runs().size() == 1);
}

TEST_CASE("reset ends the run, keeps its losses for comparison, and puts the initial kernel back") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(3));
    bench->training().Reset();
    CHECK_FALSE(bench->training().running());
    CHECK(bench->training().snapshot().status == TrainingStatus::kIdle);
    CHECK(FrontKernel(bench->document(), {}) == Grid(1, 2));
    CHECK(bench->training().earlier_runs().size() == 1);
    CHECK(bench->history().UndoLabel() == Message{"Reset training", {}});
    bench->Advance(0);
    CHECK(FrontKernel(bench->document(), {}) == Grid(1, 2));
  }
}

TEST_CASE("the losses of the newest earlier runs are kept") {
  Bench bench(Threading::kInline);
  for (int run = 0; run < 12; ++run) {
    bench->training().Step();
    bench->training().Reset();
  }
  CHECK(bench->training().earlier_runs().size() == kKeptRuns);
}

TEST_CASE("a rate changed while a run is under way keeps its state and losses") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(5));
    bench->Do(ChangeRate(0.01F));
    CHECK(bench->training().running());
    const int64_t step = bench->training().snapshot().state.step;
    CHECK(step >= 5);
    REQUIRE(bench.WaitForStep(step + 5));
    bench->training().Pause();
    CHECK(bench->training().snapshot().losses.points().front() == LossPoint{0, 12});
    CHECK(bench->document().training.rate == 0.01F);
  }
}

TEST_CASE("a kernel changed while a run is under way learns on from there") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(5));
    bench->Do(SetCell(GridRole::kReference, {0, 0}, 3));
    REQUIRE(bench.waker.Until([&] {
      bench->Advance(0);
      return bench->evaluation()->loss < 1e-6;
    }));
    CHECK(FrontKernel(bench->document(), {}).at(0, 0) == doctest::Approx(3).epsilon(1e-2));
    bench->Do(ReplaceKernel(Grid{{-5, 5}}, {"Choose kernel", {}}));
    CHECK(bench->training().running());
    REQUIRE(bench.waker.Until([&] {
      bench->Advance(0);
      return bench->evaluation()->loss < 1e-6;
    }));
    bench->training().Pause();
  }
}

TEST_CASE("a drag while a run is under way is one entry together with what is learned meanwhile") {
  Bench bench(Threading::kInline);
  bench->Do(ChangeLimit(0));
  bench->training().Start();
  REQUIRE(bench.WaitForStep(5));
  const size_t depth = bench->history().depth();
  for (int i = 0; i < 10; ++i) {
    bench->DoInStroke(ChangeRate(0.02F + 0.0005F * static_cast<float>(i)), 1);
    bench->Advance(0);
  }
  bench->EndStroke();
  CHECK(bench->history().depth() == depth + 1);
  CHECK(bench->training().running());
}

TEST_CASE("an edit that makes training impossible pauses the run and says why") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(5));
    bench->Do(ResizeGrid(GridRole::kReference, {2, 2}));
    CHECK_FALSE(bench->training().running());
    REQUIRE(bench->training().Problem());
    bench->Advance(0);
    CHECK(bench->document().training.reference_kernel->shape() == Shape{2, 2});
    bench->training().Start();
    bench->training().Step();
    CHECK_FALSE(bench->training().running());
  }
}

TEST_CASE("an edit after a pause stays, also when the pause was not looked at yet") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(5));
    bench->training().Pause();
    bench->Do(ReplaceKernel(Grid{{7, 8}}, {"Choose kernel", {}}));
    bench->Advance(0);
    CHECK(FrontKernel(bench->document(), {}) == Grid{{7, 8}});
  }
}

TEST_CASE("a slow single step that an edit interrupts is still one step, from the edited state") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ReplaceInput(UniformGrid({900, 900}, 1), "", false));
    bench->Do(ReplaceKernel(Grid(9, 9), {"Choose kernel", {}}));
    bench->Do(ReplaceGrid(GridRole::kReference, Grid(9, 9, 1), {"Choose kernel", {}}));
    bench->Do(ChangeRate(1e-9F));
    bench->training().Step();
    CHECK(bench->training().running());
    bench->training().Step();  // one is under way
    bench->Do(SetCell(GridRole::kKernel, {0, 0}, 2));
    REQUIRE(bench.WaitForEnd());
    CHECK(bench->training().snapshot().state.step == 1);
    CHECK(FrontKernel(bench->document(), {}).at(0, 0) > 1.5F);
  }
}

TEST_CASE("a rate that is no positive number is refused in a message") {
  Bench bench(Threading::kInline);
  for (const float rate : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN()}) {
    bench->Do(ChangeRate(rate));
    REQUIRE(bench->training().Problem());
    bench->training().Start();
    CHECK_FALSE(bench->training().running());
  }
}

TEST_CASE("a diverging run stops itself; at a lower rate run starts over from the initial kernel") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->Do(ReplaceKernel(Grid{{0.5F, 0.5F}}, {"Choose kernel", {}}));
    bench->Do(ChangeRate(0.034F));
    bench->training().Start();
    REQUIRE(bench.WaitForEnd());
    CHECK(bench->training().snapshot().status == TrainingStatus::kDiverged);
    REQUIRE(bench->training().snapshot().explanation);
    bench->training().Step();  // nothing until the rate is lowered
    CHECK(bench->training().snapshot().status == TrainingStatus::kDiverged);
    bench->Do(ChangeRate(0.03F));
    bench->Do(ChangeLimit(10));
    bench->training().Start();
    REQUIRE(bench.WaitForEnd());
    CHECK(bench->training().snapshot().status == TrainingStatus::kReachedLimit);
    CHECK(bench->training().snapshot().losses.points().front().loss == 12);
  }
}

TEST_CASE("another session forgets the training of the last one") {
  for (const Threading threading : kBoth) {
    Bench bench(threading);
    bench->Do(ChangeLimit(0));
    bench->training().Start();
    REQUIRE(bench.WaitForStep(5));
    bench->training().Reset();
    bench->training().Start();
    bench->Open(Session{});
    CHECK_FALSE(bench->active());
    CHECK(bench->training().snapshot().status == TrainingStatus::kIdle);
    CHECK(bench->training().earlier_runs().empty());
    bench->Advance(0);
    CHECK(bench->document() == Document{});
  }
}

TEST_CASE("a bias is learned along with the kernel where it is asked for") {
  Bench bench(Threading::kInline);
  bench->Do(ChangeTraining({"Learn bias", {}}, [](TrainingSetup& setup) {
    setup.learn_bias = true;
    setup.rate = 0.01F;
  }));
  bench->Do(ReplaceKernel(Grid{{0.5F, 0.5F}}, {"Choose kernel", {}}));
  bench->training().Start();
  REQUIRE(bench.WaitForEnd());
  CHECK(bench->document().layers[0].bias[0] ==
        doctest::Approx(oracles::kWithBias.bias).epsilon(1e-4));
  bench->Undo();
  CHECK(bench->document().layers[0].bias[0] == 0);
}

TEST_CASE("training and editing at random never loses an edit, and undo walks all the way back") {
  Bench bench(Threading::kThreads);
  const Document start = bench->document();
  Random random(3);
  for (int i = 0; i < 400; ++i) {
    const auto value = static_cast<float>(random.Next() % 3);
    switch (random.Next() % 8) {
      case 0:
        bench->training().Start();
        break;
      case 1:
        bench->training().Pause();
        break;
      case 2:
        bench->training().Step();
        break;
      case 3:
        bench->Do(SetCell(GridRole::kKernel, {0, 1}, value));
        REQUIRE(FrontKernel(bench->document(), {}).at(0, 1) == value);
        break;
      case 4:
        bench->DoInStroke(SetCell(GridRole::kInput, {1, 1}, value), 9);
        REQUIRE(bench->document().input[0]->at(1, 1) == value);
        break;
      case 5:
        bench->EndStroke();
        break;
      case 6:
        bench->Undo();
        break;
      default:
        bench->Advance(0.01);
    }
    REQUIRE(bench->evaluation()->document == bench->document());
  }
  while (bench->history().CanUndo()) bench->Undo();
  CHECK(bench->document() == start);
}
