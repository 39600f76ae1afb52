#include <doctest/doctest.h>

#include "layer/settings/stack_text.h"
#include "model/document/run_record.h"
#include "model/document/session_budget.h"
#include "use_layers.h"
#include "work/workbench.h"

namespace convlens {
namespace {

// A run of one step each time.
void Run(Workbench& bench, int times) {
  for (int i = 0; i < times; ++i) {
    bench.training().Step();
    bench.training().Reset();
  }
}

void Open(Workbench& bench) {
  bench.Do({Message{"Start", {}}, [](Document& document) {
              document.training.reference_kernel = Grid{{1, 0}, {0, -1}};
            }});
}

TEST_CASE("an earlier run remembers how it was made and where it went") {
  Workbench bench(Threading::kInline);
  Open(bench);
  bench.training().Step();
  const Grid learned = bench.training().snapshot().state.kernel;
  bench.training().Reset();
  REQUIRE(bench.training().earlier_runs().size() == 1);
  const EarlierRun& run = bench.training().earlier_runs().front();
  CHECK(run.record.steps == 1);
  CHECK(run.record.options.rate == doctest::Approx(0.03));
  CHECK(*run.record.kernel == learned);
  CHECK(run.record.losses.points().size() == 1);
  CHECK(run.history.records().size() == 1);
}

TEST_CASE("a run keeps the loss that it has come to, as its last point") {
  Workbench bench(Threading::kInline);
  Open(bench);
  bench.training().Step();
  bench.Advance(0);
  const double reached = bench.evaluation()->loss;
  CHECK(bench.training().LossesOfRun().points().back() == LossPoint{1, reached});
  bench.training().Step();
  bench.Advance(0);
  CHECK(bench.training().LossesOfRun().points().size() == 3);  // the next step took it again
  const double last = bench.evaluation()->loss;
  bench.Undo();
  bench.training().Start();  // from there: another run
  REQUIRE(bench.training().earlier_runs().size() == 1);
  const std::vector<LossPoint>& points =
      bench.training().earlier_runs().front().record.losses.points();
  CHECK(points.size() == 3);
  CHECK(points.back() == LossPoint{2, last});
}

TEST_CASE("a run keeps the loss that it has come to where its last step changed no number") {
  Workbench bench(Threading::kInline);
  Open(bench);
  bench.Do({Message{"Start at the target", {}}, [](Document& document) {
              SetFrontKernel(document, {}, Grid{{1, 0}, {0, -1}});
            }});
  REQUIRE(bench.evaluation()->loss == 0);
  bench.training().Step();
  bench.Advance(0);
  CHECK(bench.training().LossesOfRun().points().back() == LossPoint{1, 0});
}

TEST_CASE("a run with a name is kept, however many follow") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 1);
  bench.training().NameEarlierRun(0, "slow");
  Run(bench, 20);
  CHECK(bench.training().earlier_runs().size() == kKeptRuns + 1);
  CHECK(bench.training().earlier_runs().front().record.name == "slow");
}

TEST_CASE("a name for one run more than a session may have is refused") {
  Workbench bench(Threading::kInline);
  Session session = bench.CurrentSession();
  session.runs.assign(kMaxSessionRuns - kKeptRuns, RunRecord{"kept"});
  session.runs.push_back({});
  bench.Open(session);
  bench.training().NameEarlierRun(kMaxSessionRuns - kKeptRuns, "one more");
  CHECK(bench.training().earlier_runs().back().record.name.empty());
  CHECK(bench.TakeRefusal() ==
        Message{"A session may have at most {} runs: delete some.", {"256"}});
  bench.training().DeleteEarlierRun(0);
  bench.training().NameEarlierRun(kMaxSessionRuns - kKeptRuns - 1, "one more");
  CHECK(bench.training().earlier_runs().back().record.name == "one more");
  CHECK_FALSE(bench.TakeRefusal());
}

TEST_CASE("names differ, and a deleted run is gone") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 2);
  bench.training().NameEarlierRun(0, "slow");
  bench.training().NameEarlierRun(1, "slow");
  CHECK(bench.training().earlier_runs()[1].record.name != "slow");
  CHECK_FALSE(bench.training().earlier_runs()[1].record.name.empty());
  bench.training().DeleteEarlierRun(0);
  CHECK(bench.training().earlier_runs().size() == 1);
}

TEST_CASE("the runs are saved with the session, the present one among them") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 1);
  bench.training().NameEarlierRun(0, "slow");
  bench.training().Step();
  const Session session = bench.CurrentSession();
  REQUIRE(session.runs.size() == 2);
  CHECK(session.runs[0] == bench.training().earlier_runs()[0].record);
  CHECK(session.runs[1].name.empty());
  CHECK(*session.runs[1].kernel == bench.training().snapshot().state.kernel);

  Workbench other(Threading::kInline);
  Open(other);
  Run(other, 3);
  other.Open(session);
  REQUIRE(other.training().earlier_runs().size() == 2);
  CHECK(other.training().earlier_runs()[0].record == session.runs[0]);
  CHECK(other.training().earlier_runs()[1].history.empty());
  CHECK_FALSE(other.modified());
  CHECK(other.CurrentSession() == session);
}

TEST_CASE("no more runs without a name are saved than are kept") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, static_cast<int>(kKeptRuns));
  bench.training().Step();
  CHECK(bench.CurrentSession().runs.size() == kKeptRuns);
}

TEST_CASE("a long run is saved in few losses, to its last one") {
  Workbench bench(Threading::kInline);
  Open(bench);
  bench.Do({Message{"Slower", {}}, [](Document& document) { document.training.rate = 0.001F; }});
  for (int i = 0; i < 3000; ++i) bench.training().Step();
  const LossSeries losses = bench.CurrentSession().runs.back().losses;
  CHECK(losses.points().size() <= kKeptLosses);
  CHECK(losses.points().back().step == 2999);
}

TEST_CASE("a held-out pair's losses are kept with the run") {
  Workbench bench(Threading::kInline);
  Open(bench);
  bench.Do({Message{"Hold out", {}}, [](Document& document) {
              document.training.held_out =
                  TrainingPair{SharedGrid(Grid(3, 3, 1)), SharedGrid(Grid(2, 2, 0))};
            }});
  bench.training().Step();
  bench.training().Reset();
  CHECK(bench.training().earlier_runs().back().record.held_out_losses.points().size() == 1);
}

TEST_CASE("to name or delete a run is work to be saved; undo loses no run") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 2);
  bench.MarkSaved();
  bench.training().NameEarlierRun(0, "slow");
  CHECK(bench.modified());
  bench.MarkSaved();
  bench.training().NameEarlierRun(0, "slow");
  CHECK_FALSE(bench.modified());
  while (bench.history().CanUndo()) bench.Undo();
  REQUIRE(bench.training().earlier_runs().size() == 2);
  CHECK(bench.training().earlier_runs()[0].record.name == "slow");
  bench.MarkSaved();
  bench.training().DeleteEarlierRun(1);
  CHECK(bench.modified());
}

TEST_CASE("a lesson keeps the runs that have a name, another session none") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 2);
  bench.training().NameEarlierRun(1, "slow");
  Lesson lesson;
  bench.OpenLesson(lesson);
  REQUIRE(bench.training().earlier_runs().size() == 1);
  CHECK(bench.training().earlier_runs()[0].record.name == "slow");
  bench.Open(Session{});
  CHECK(bench.training().earlier_runs().empty());
}

// A stack of two layers, of which the first has `channels` outputs.
void OpenStack(Workbench& bench, int channels) {
  std::vector<LayerSettings> settings = *ParseStack("k3p1,k2");
  settings[0].outputs = channels;
  settings[0].activation = Activation::kReLU;
  bench.Do(UseLayers({RandomLayer(settings[0], 1, 3), RandomLayer(settings[1], channels, 4)},
                     {"Two layers", {}}));
  bench.Do({Message{"Target", {}}, [](Document& document) {
              document.training.target_source = TargetSource::kHiddenLayers;
              document.training.rate = 1e-6F;
            }});
}

TEST_CASE("the run of a stack keeps what it learned, in the numbers of the run itself") {
  Workbench bench(Threading::kInline);
  OpenStack(bench, 2);
  bench.training().Step();
  const TrainingState learned = bench.training().snapshot().state;
  bench.training().Reset();
  const RunRecord run = bench.training().earlier_runs().front().record;
  CHECK(run.layers == learned.layers);
  CHECK(run.layers[0].weights.SameAs(learned.layers[0].weights));
  CHECK(bench.CurrentSession().runs.front() == run);
  SUBCASE("and shows it where the present kernel stands in front") {
    const Front front{1, 1, 0};
    CHECK(FrontKernel(run, bench.document(), front) == Grid(run.layers[1].weights.kernel(0, 1)));
    CHECK_FALSE(FrontKernel(run, bench.document(), front) == FrontKernel(bench.document(), front));
  }
  SUBCASE("and nothing where the layers have another shape by now") {
    OpenStack(bench, 3);
    CHECK(FrontKernel(run, bench.document(), {}).empty());
  }
}

TEST_CASE("the run of a stack with more weights than are kept is kept without them") {
  Workbench bench(Threading::kInline);
  OpenStack(bench, static_cast<int>(kMostKeptWeights / 14));  // 9 weights, a bias and 4 weights
  bench.training().Step();
  CHECK_FALSE(bench.CurrentSession().runs.back().layers.empty());
  OpenStack(bench, static_cast<int>(kMostKeptWeights / 14) + 1);
  bench.training().Step();
  const RunRecord run = bench.CurrentSession().runs.back();
  CHECK(run.layers.empty());
  CHECK(run.losses.points().size() == 1);
}

}  // namespace
}  // namespace convlens
