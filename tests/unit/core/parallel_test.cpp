#include "core/grid/parallel.h"

#include <atomic>
#include <mutex>
#include <set>

#include "awkward.h"
#include "core/correlate/correlate.h"
#include "core/correlate/gradient.h"
#include "core/correlate/low_rank.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

constexpr int kThreadCounts[] = {1, 2, 3, 8};

/// Large enough for all that gains from threads to use them.
constexpr Shape kLarge{611, 1003};

}  // namespace

TEST_CASE("every part is called once, whatever the number of threads") {
  for (const int threads : kThreadCounts) {
    for (const int count : {0, 1, 2, 7, 100}) {
      std::mutex mutex;
      std::multiset<int> called;
      ForEachPart(count, {threads}, [&](int i) {
        const std::lock_guard lock(mutex);
        called.insert(i);
      });
      REQUIRE(called.size() == static_cast<size_t>(count));
      for (int i = 0; i < count; ++i) REQUIRE(called.count(i) == 1);
    }
  }
}

TEST_CASE("bands cover each row once") {
  for (const int threads : kThreadCounts) {
    for (const int rows : {1, 5, 12, 13, 100, 1078}) {
      std::vector<std::atomic<int>> times(static_cast<size_t>(rows));
      ForEachBand(rows, BalancedBand(rows, {threads}), {threads}, [&](int first, int count) {
        for (int r = first; r < first + count; ++r) ++times[static_cast<size_t>(r)];
      });
      for (const auto& t : times) REQUIRE(t == 1);
    }
  }
}

TEST_CASE("parts may themselves use threads, and several callers may at once") {
  std::atomic<int> sum{0};
  ForEachPart(6, {3}, [&](int) { ForEachPart(5, {2}, [&](int i) { sum += i; }); });
  CHECK(sum == 60);
}

TEST_CASE("the machine has at least one thread") { CHECK(Threads::OfMachine().count >= 1); }

TEST_CASE("an output has the same bits whatever the number of threads") {
  const Grid x = NormalGrid(kLarge, 1);
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 5}, Shape{7, 7}, Shape{9, 4},
                             Shape{1, 31}, Shape{31, 1}, Shape{15, 15}}) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const Grid k = NormalGrid(kernel, 2);
    const Shape output = ValidOutputShape(kLarge, kernel);
    ForEveryTarget([&] {
      for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
        Grid alone(output);
        CorrelateBy(operation, x, k, 0.25F, alone);
        for (const int threads : kThreadCounts) {
          CAPTURE(threads);
          Grid y(output);
          CorrelateBy(operation, x, k, 0.25F, y, {threads});
          REQUIRE(y == alone);
        }
      }
    });
  }
}

TEST_CASE("row and column passes have the same bits whatever the number of threads") {
  const Grid x = NormalGrid(kLarge, 1);
  const LowRankKernel k{2, NormalGrid({2, 15}, 2), NormalGrid({2, 11}, 3)};
  const Shape output = ValidOutputShape(kLarge, k.shape());
  ForEveryTarget([&] {
    Grid alone(output);
    CorrelateInPasses(x, k, 1, alone);
    for (const int threads : kThreadCounts) {
      Grid y(output);
      CorrelateInPasses(x, k, 1, y, {threads});
      REQUIRE(y == alone);
    }
  });
}

TEST_CASE("gradients have the same bits whatever the number of threads") {
  const Grid x = NormalGrid(kLarge, 1);
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{7, 7}, Shape{13, 12}}) {
    CAPTURE(kernel.height);
    const Shape output = ValidOutputShape(kLarge, kernel);
    const Grid k = NormalGrid(kernel, 2);
    const Grid target = NormalGrid(output, 3);
    ForEveryTarget([&] {
      for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
        Grid dk_alone(kernel);
        KernelGradient(operation, x, target, dk_alone);
        Grid step_alone(kernel);
        Grid residual_alone(output);
        const SquaredErrorGradients sums_alone =
            SquaredErrorAndGradients(operation, x, k, 0.5F, target, residual_alone, step_alone);
        for (const int threads : kThreadCounts) {
          CAPTURE(threads);
          Grid dk(kernel);
          KernelGradient(operation, x, target, dk, {threads});
          REQUIRE(dk == dk_alone);
          Grid residual(output);
          const SquaredErrorGradients sums =
              SquaredErrorAndGradients(operation, x, k, 0.5F, target, residual, dk, {threads});
          REQUIRE(dk == step_alone);
          REQUIRE(residual == residual_alone);
          REQUIRE(sums.squared_error == sums_alone.squared_error);
          REQUIRE(sums.bias_gradient == sums_alone.bias_gradient);
        }
      }
    });
  }
}
