#include <doctest/doctest.h>

#include <cmath>

#include "core/grid/random.h"
#include "layer/settings/stack_text.h"
#include "learning_bench.h"
#include "model/evaluate/training_target.h"
#include "use_layers.h"

using namespace convlens;

namespace {

/// conv 3×3, padded, to 2 channels, ReLU; conv 2×2 by strides of 2: on a 6×8 picture of noise.
std::vector<Layer> TwoLayers() {
  std::vector<LayerSettings> settings = *ParseStack("k3p1,k2s2");
  settings[0].outputs = 2;
  settings[0].activation = Activation::kReLU;
  return {RandomLayer(settings[0], 1, 3), RandomLayer(settings[1], 2, 4)};
}

struct Bench : LearningBench {
  explicit Bench(Threading threading) : LearningBench(threading) {
    bench.Do(ReplaceInput(UniformGrid({6, 8}, 5, -1, 1), "", false));
    bench.Do(UseLayers(TwoLayers(), {"Train", {}}));
    bench.Do(ChangeSetup([](TrainingSetup& setup) {
      setup.target_source = TargetSource::kHiddenLayers;
      setup.initialization = Initialization::kHe;
      setup.optimizer.kind = Optimizer::kAdam;
      setup.rate = 0.01F;
      setup.steps_per_second = 0;
      setup.step_limit = 60;
    }));
  }
};

}  // namespace

TEST_CASE("a stack of layers learns in the document, and the loss is that of its output") {
  for (const Threading threading : {Threading::kThreads, Threading::kInline}) {
    Bench bench(threading);
    const Document before = bench->document();
    REQUIRE(!bench->training().Problem());
    const double loss = bench->evaluation()->loss;
    REQUIRE(bench.Run());
    CHECK(bench->training().snapshot().status == TrainingStatus::kReachedLimit);
    CHECK(bench->training().snapshot().losses.points().front().loss ==
          doctest::Approx(loss).epsilon(1e-6));
    CHECK(bench->evaluation()->loss < 0.5 * loss);
    CHECK(!(bench->document().layers[0].weights == before.layers[0].weights));
    CHECK(!(bench->document().layers[1].weights == before.layers[1].weights));
    CHECK(bench->training().KernelIsTheRuns());
    CHECK(bench->training().Analysis() == nullptr);
    bench->Undo();
    CHECK(bench->document() == before);
  }
}

TEST_CASE("looking back and resetting restore the numbers of all layers") {
  Bench bench(Threading::kInline);
  bench->training().Reset();
  const std::vector<Layer> start = bench->document().layers;
  REQUIRE(bench.Run());
  const std::vector<Layer> end = bench->document().layers;
  bench->training().LookBack(20, 1);
  bench->EndStroke();
  CHECK(bench->training().StepLookedAt() == 20);
  CHECK(!(bench->document().layers == end));
  CHECK(bench->document().layers == bench->training().snapshot().history.At(20)->layers);
  bench->training().LookBack(60, 2);
  bench->EndStroke();
  CHECK(bench->document().layers == end);
  bench->training().Reset();
  CHECK(bench->document().layers == start);
}

TEST_CASE("a layer that does not learn stays, and with none that learns training says so") {
  Bench bench(Threading::kInline);
  bench->Do(SetLearning(0, false));
  const Layer frozen = bench->document().layers[0];
  REQUIRE(bench.Run());
  CHECK(bench->document().layers[0] == frozen);
  bench->Do(SetLearning(1, false));
  REQUIRE(bench->training().Problem());
  CHECK(ToEnglish(*bench->training().Problem()) ==
        "No layer is learning: turn learning on for a layer with a kernel.");
}

TEST_CASE("a strided, padded kernel learns its reference, which needs no plain layer") {
  Bench bench(Threading::kInline);
  LayerSettings settings = (*ParseStack("k3s2p1")).front();
  bench->Do(UseLayers({RandomLayer(settings, 1, 3)}, {"Train", {}}));
  bench->Do(ChangeSetup([](TrainingSetup& setup) {
    setup.target_source = TargetSource::kReferenceKernel;
    setup.reference_kernel = Grid{{1, 2, 1}, {0, 0, 0}, {-1, -2, -1}};
    setup.optimizer.kind = Optimizer::kSgd;
    setup.rate = 0.05F;
    setup.step_limit = 20000;
  }));
  REQUIRE(bench.Run());
  CHECK(bench->evaluation()->loss < 1e-6);
  CHECK(FrontKernel(bench->document(), {}).at(0, 1) == doctest::Approx(2).epsilon(1e-3));
}

TEST_CASE(
    "a valid 3×3 kernel learns an image filter exactly, where its windows have their middle") {
  Bench bench(Threading::kInline);
  LayerSettings settings = (*ParseStack("k3")).front();
  bench->Do(UseLayers({RandomLayer(settings, 1, 3)}, {"Train", {}}));
  const Grid blur{{1, 2, 1}, {2, 4, 2}, {1, 2, 1}};
  bench->Do(ChangeSetup([blur](TrainingSetup& setup) {
    setup.reference_kernel = blur;
    setup.target_source = TargetSource::kReferenceKernel;
  }));
  const Tensor by_kernel = TargetOf(bench->document());
  bench->Do(ChangeSetup([](TrainingSetup& s) { s.target_source = TargetSource::kFilter; }));
  CHECK(TargetOf(bench->document()) == by_kernel);
  CHECK(bench->evaluation()->targets == by_kernel);
}

TEST_CASE("a reference kernel for a stack is refused in a message that names the ways out") {
  Bench bench(Threading::kInline);
  bench->Do(
      ChangeSetup([](TrainingSetup& s) { s.target_source = TargetSource::kReferenceKernel; }));
  REQUIRE(bench->training().Problem());
  CHECK(ToEnglish(*bench->training().Problem()).find("hidden layers") != std::string::npos);
  CHECK(bench->evaluation()->target_problem == bench->training().Problem());
}

TEST_CASE("the figure of learning brings the last layer to the front") {
  Bench bench(Threading::kInline);
  bench->SetFront({0, 0, 1});
  CHECK(bench->evaluation()->target.pyramid.empty());
  CHECK(!bench->evaluation()->targets.channels.empty());
  ViewSettings view = bench->view();
  view.figure = FigureKind::kLearn;
  bench->SetView(view);
  CHECK(bench->front().layer == 1);
  CHECK(bench->evaluation()->target.shape() == Shape{3, 4});
  CHECK(bench->evaluation()->error.shape() == Shape{3, 4});
}

TEST_CASE("a batch and a held-out pair work for a stack") {
  Bench bench(Threading::kInline);
  const TrainingPair pair{bench->document().input, bench->evaluation()->targets};
  bench->Do(ReplaceInput(UniformGrid({8, 6}, 6, -1, 1), "", false));
  bench->Do(ChangeSetup([pair](TrainingSetup& s) {
    s.more_pairs = {pair};
    s.held_out = pair;
  }));
  REQUIRE(bench.Run());
  const auto& records = bench->training().snapshot().history.records();
  CHECK(records.back()->held_out_loss < 0.5 * records.front()->held_out_loss);
}

TEST_CASE("stacks are started, changed, stepped and stopped at random, and no edit is lost") {
  for (const Threading threading : {Threading::kThreads, Threading::kInline}) {
    Bench bench(threading);
    bench->Do(ChangeSetup([](TrainingSetup& s) { s.step_limit = 0; }));
    Random random(4);
    for (int i = 0; i < 250; ++i) {
      const auto value = static_cast<float>(random.Next() % 3);
      switch (random.Next() % 12) {
        case 0:
        case 1:
          bench->training().Start();
          break;
        case 2:
          bench->training().Pause();
          break;
        case 3:
          bench->training().Step();
          break;
        case 4:
          bench->Do(SetCell({GridRole::kKernel, {1, 0, 0}}, {0, 1}, value));
          break;
        case 5:
          bench->Do(SetCell(GridRole::kInput, {1, 1}, value));
          REQUIRE(bench->document().input[0]->at(1, 1) == value);
          break;
        case 6:
          bench->Do(SetLearning(0, random.Next() % 2 == 0));
          break;
        case 7:
          bench->Do(AddLayer(1, RandomLayer((*ParseStack("k3p1")).front(), 2, random.Next())));
          break;
        case 8:
          bench->Do(RemoveLayer(1));
          break;
        case 9:
          bench->Undo();
          break;
        case 10:
          bench->training().LookBack(static_cast<int64_t>(random.Next() % 9), 7);
          bench->EndStroke();
          break;
        default:
          bench->Advance(0.01);
      }
    }
    while (bench->history().CanUndo()) bench->Undo();
    CHECK(bench->document() == Document{});
  }
}
