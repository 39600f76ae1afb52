#include <doctest/doctest.h>

#include "work/workbench.h"

namespace convlens {
namespace {

// A run of one step each time.
void Run(Workbench& bench, int times) {
  for (int i = 0; i < times; ++i) {
    bench.StepTraining();
    bench.ResetTrainingRun();
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
  bench.StepTraining();
  const Grid learned = bench.training().state.kernel;
  bench.ResetTrainingRun();
  REQUIRE(bench.earlier_runs().size() == 1);
  const EarlierRun& run = bench.earlier_runs().front();
  CHECK(run.record.steps == 1);
  CHECK(run.record.options.rate == doctest::Approx(0.03));
  CHECK(*run.record.kernel == learned);
  CHECK(run.record.losses.points().size() == 1);
  CHECK(run.history.records().size() == 1);
}

TEST_CASE("a run with a name is kept, however many follow") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 1);
  bench.NameEarlierRun(0, "slow");
  Run(bench, 20);
  CHECK(bench.earlier_runs().size() == Workbench::kKeptRuns + 1);
  CHECK(bench.earlier_runs().front().record.name == "slow");
}

TEST_CASE("names differ, and a deleted run is gone") {
  Workbench bench(Threading::kInline);
  Open(bench);
  Run(bench, 2);
  bench.NameEarlierRun(0, "slow");
  bench.NameEarlierRun(1, "slow");
  CHECK(bench.earlier_runs()[1].record.name != "slow");
  CHECK_FALSE(bench.earlier_runs()[1].record.name.empty());
  bench.DeleteEarlierRun(0);
  CHECK(bench.earlier_runs().size() == 1);
}

}  // namespace
}  // namespace convlens
