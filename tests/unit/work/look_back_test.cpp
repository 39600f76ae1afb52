#include <doctest/doctest.h>

#include "work/workbench.h"

namespace convlens {
namespace {

// Ten steps of the book's training, made one by one.
void Learn(Workbench& bench) {
  Grid input(6, 8, 1.0F);
  for (int row = 0; row < 6; ++row) {
    for (int col = 2; col < 6; ++col) input.at(row, col) = 0;
  }
  bench.Do(ReplaceInput(std::move(input), "edges", false));
  bench.Do(ReplaceKernel(Grid{{0.5F, 0.5F}}, {"Start", {}}));
  for (int i = 0; i < 10; ++i) bench.training().Step();
}

TEST_CASE("looking back puts the kernel of a step there, as one undoable stroke") {
  Workbench bench(Threading::kInline);
  Learn(bench);
  const Grid learned = FrontKernel(bench.document(), {});
  CHECK(bench.training().StepLookedAt() == 10);
  bench.training().LookBack(7, 1);
  bench.training().LookBack(3, 1);
  bench.EndStroke();
  CHECK(bench.training().StepLookedAt() == 3);
  CHECK(FrontKernel(bench.document(), {}) == bench.training().snapshot().history.At(3)->kernel);
  bench.Undo();
  CHECK(FrontKernel(bench.document(), {}) == learned);
}

TEST_CASE("back at its last step, the run goes on; from another one a new run begins") {
  Workbench bench(Threading::kInline);
  Learn(bench);
  bench.training().LookBack(2, 1);
  bench.training().LookBack(10, 1);
  bench.EndStroke();
  bench.training().Step();
  CHECK(bench.training().snapshot().state.step == 11);
  CHECK(bench.training().earlier_runs().empty());
  bench.training().LookBack(5, 2);
  bench.EndStroke();
  bench.training().Step();
  CHECK(bench.training().snapshot().state.step == 1);
  CHECK(bench.training().earlier_runs().size() == 1);
}

TEST_CASE("an edit of the kernel is no step of the run any more") {
  Workbench bench(Threading::kInline);
  Learn(bench);
  bench.training().LookBack(4, 1);
  bench.EndStroke();
  bench.Do(SetCell(GridRole::kKernel, {0, 0}, 9));
  CHECK_FALSE(bench.training().StepLookedAt().has_value());
}

TEST_CASE("by another operation the same kernel is not what the run has made") {
  Workbench bench(Threading::kInline);
  Learn(bench);
  CHECK(bench.training().KernelIsTheRuns());
  bench.Do(SetOperation(Operation::kConvolution, 0));
  CHECK_FALSE(bench.training().KernelIsTheRuns());
}

TEST_CASE("without a run there is nothing to look back at") {
  Workbench bench(Threading::kInline);
  const Document before = bench.document();
  bench.training().LookBack(3, 1);
  CHECK(bench.document() == before);
  CHECK_FALSE(bench.training().StepLookedAt().has_value());
}

TEST_CASE("the book's training is analysed: eigenvalues 30 and 6") {
  Workbench bench(Threading::kInline);
  Learn(bench);
  const AnalysisPtr analysis = bench.training().Analysis();
  REQUIRE(analysis != nullptr);
  CHECK(analysis->spectrum.values[0] == doctest::Approx(30));
  CHECK(analysis->spectrum.values[1] == doctest::Approx(6));
}

}  // namespace
}  // namespace convlens
