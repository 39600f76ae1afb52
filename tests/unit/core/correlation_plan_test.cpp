#include "core/correlate/correlation_plan.h"

#include "awkward.h"
#include "core/correlate/kernel_algebra.h"
#include "core/kernel/kernel_presets.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

constexpr Shape kLarge{1080, 1920};

/// A kernel of `rank` products of small integers.
Grid IntegerKernel(Shape shape, int rank) {
  Grid k(shape);
  for (int r = 0; r < rank; ++r) {
    for (int a = 0; a < shape.height; ++a) {
      for (int b = 0; b < shape.width; ++b) {
        k.at(a, b) += static_cast<float>((a == r ? 2 : 1) * (b == r ? 3 : 1));
      }
    }
  }
  return k;
}

CorrelationPlan Plan(Shape input, const Grid& kernel,
                     CorrelationMethod method = CorrelationMethod::kAutomatic) {
  return PlanCorrelation(Operation::kCorrelation, input, kernel, method);
}

}  // namespace

TEST_CASE("large kernels of low rank on large inputs are run in passes, others directly") {
  for (const Shape kernel : {Shape{7, 7}, Shape{15, 15}, Shape{31, 31}}) {
    CAPTURE(kernel.height);
    const CorrelationPlan plan = Plan(kLarge, IntegerKernel(kernel, 1));
    CHECK(plan.way == CorrelationWay::kPasses);
    CHECK(plan.reason == PlanReason::kFaster);
    CHECK(plan.factors.rank == 1);
    CHECK(plan.passes_cost < plan.direct_cost);
    CHECK(plan.multiply_adds() == kernel.height + kernel.width);
  }
  const CorrelationPlan small = Plan(kLarge, Grid(3, 3, 1.0F));
  CHECK(small.way == CorrelationWay::kDirect);
  CHECK(small.reason == PlanReason::kFaster);
  CHECK(small.multiply_adds() == 9);
  const CorrelationPlan full = Plan(kLarge, NormalGrid({9, 9}, 1));
  CHECK(full.way == CorrelationWay::kDirect);
  CHECK(full.factors.rank == 9);
  CHECK(full.passes_cost > full.direct_cost);
}

TEST_CASE("large kernels of any other rank are run by Fourier transforms on large inputs") {
  for (const int side : {15, 31, 63, 127, 255}) {
    CAPTURE(side);
    const CorrelationPlan plan = Plan(kLarge, NormalGrid({side, side}, 1));
    CHECK(plan.way == CorrelationWay::kFourier);
    CHECK(plan.reason == PlanReason::kFaster);
    CHECK(plan.fourier_cost < plan.direct_cost);
    CHECK(plan.spectrum != nullptr);
    CHECK(plan.unit() == plan.tiling.unit());
    CHECK(Plan(kLarge, NormalGrid({side, side}, 1), CorrelationMethod::kDirect).unit() ==
          Shape{1, 1});
  }
  CHECK(Plan(kLarge, NormalGrid({7, 7}, 1)).way == CorrelationWay::kDirect);
  CHECK(Plan({70, 70}, NormalGrid({15, 15}, 1)).way == CorrelationWay::kDirect);
  // Asked for, also where it takes longer; but a kernel of zeros has no spectrum.
  const CorrelationPlan asked = Plan({9, 9}, NormalGrid({3, 3}, 1), CorrelationMethod::kFourier);
  CHECK(asked.way == CorrelationWay::kFourier);
  CHECK(asked.reason == PlanReason::kAsked);
  const CorrelationPlan zero = Plan(kLarge, Grid(15, 15), CorrelationMethod::kFourier);
  CHECK(zero.way == CorrelationWay::kDirect);
  CHECK(zero.reason == PlanReason::kNoSpectrum);
}

TEST_CASE("the unit of a plan is known without the plan") {
  for (const Shape input : {kLarge, Shape{60, 70}, Shape{39, 39}}) {
    for (const int side : {3, 9, 15, 40}) {
      for (const Grid& k : {NormalGrid({side, side}, 2), Grid(side, side, 1.0F)}) {
        for (const auto method : {CorrelationMethod::kAutomatic, CorrelationMethod::kDirect,
                                  CorrelationMethod::kPasses, CorrelationMethod::kFourier}) {
          const CorrelationPlan plan = PlanCorrelation(Operation::kConvolution, input, k, method);
          CHECK(UnitOfPlan(Operation::kConvolution, input, k, method) == plan.unit());
        }
      }
    }
  }
}

TEST_CASE("the rank up to which passes pay grows with the kernel") {
  const auto most = [](int side) {
    int rank = 0;
    while (PassesCost({side, side}, rank + 1) < side * side) ++rank;
    return rank;
  };
  CHECK(most(3) == 0);
  CHECK(most(7) >= 1);
  CHECK(most(11) >= 2);
  CHECK(most(15) >= 3);
  CHECK(most(31) >= 6);
  for (int side = 4; side <= 31; ++side) CHECK(most(side) >= most(side - 1));
  for (int rank = 2; rank <= 31; ++rank) {
    CHECK(PassesCost({15, 15}, rank) > PassesCost({15, 15}, rank - 1));
  }
}

TEST_CASE("for few outputs nothing is factored unless passes are asked for") {
  const Grid kernel = IntegerKernel({15, 15}, 1);
  const CorrelationPlan plan = Plan({40, 40}, kernel);
  CHECK(plan.way == CorrelationWay::kDirect);
  CHECK(plan.reason == PlanReason::kFewOutputs);
  CHECK(plan.factors.rank == 0);
  const CorrelationPlan asked = Plan({40, 40}, kernel, CorrelationMethod::kPasses);
  CHECK(asked.way == CorrelationWay::kPasses);
  CHECK(asked.reason == PlanReason::kAsked);
}

TEST_CASE("a method that is asked for is used wherever there is one") {
  const Grid kernel = IntegerKernel({15, 15}, 2);
  const CorrelationPlan direct = Plan(kLarge, kernel, CorrelationMethod::kDirect);
  CHECK(direct.way == CorrelationWay::kDirect);
  CHECK(direct.reason == PlanReason::kAsked);
  CHECK(Plan(kLarge, Grid(3, 3, 1.0F), CorrelationMethod::kPasses).way == CorrelationWay::kPasses);
  const CorrelationPlan zero = Plan(kLarge, Grid(5, 5), CorrelationMethod::kPasses);
  CHECK(zero.way == CorrelationWay::kDirect);
  CHECK(zero.reason == PlanReason::kNoFactors);
}

TEST_CASE("each way of both operations gives the plain loops' result within rounding") {
  for (const int rank : {1, 2}) {
    const Grid kernel = IntegerKernel({5, 7}, rank);
    const Grid x = SmallIntegers({40, 50}, 4);
    Grid magnitude(36, 44);
    CorrelateByLoops(Absolute(x), Grid(5, 7, 9), 3, magnitude);
    for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
      Grid expected(36, 44);
      const bool flipped = operation == Operation::kConvolution;
      (flipped ? ConvolveByLoops : CorrelateByLoops)(x, kernel, 3, expected);
      for (const auto method : {CorrelationMethod::kAutomatic, CorrelationMethod::kDirect,
                                CorrelationMethod::kPasses, CorrelationMethod::kFourier}) {
        const CorrelationPlan plan = PlanCorrelation(operation, x.shape(), kernel, method);
        Grid y(36, 44);
        CorrelateByPlan(plan, x, 3, y);
        CHECK(WorstExcess(y, expected, magnitude, plan.way == CorrelationWay::kPasses ? 1e-6 : 0) <=
              0);
        const Grid whole = y;
        CorrelateByPlan(plan, x, 3, {7, 0, 10, 44}, y.view().Sub({7, 0, 10, 44}));
        CHECK(y == whole);
      }
    }
  }
}

TEST_CASE("infinities, NaN and overflow come out of passes as they do directly") {
  const float huge = std::numeric_limits<float>::max();
  const float special[] = {std::numeric_limits<float>::infinity(),
                           std::numeric_limits<float>::quiet_NaN(), huge};
  for (const int rank : {1, 2, 3}) {
    Grid kernel = IntegerKernel({5, 7}, rank);
    // Coefficients so small that only sums without them overflow.
    for (int r = 0; r < 5; ++r) {
      for (int c = 0; c < 7; ++c) kernel.at(r, c) /= 1024;
    }
    for (const float value : special) {
      CAPTURE(rank);
      CAPTURE(value);
      Grid x = SmallIntegers({34, 106}, 5);
      for (const Cell cell : {Cell{12, 17}, Cell{12, 18}, Cell{13, 17}, Cell{33, 105}}) {
        x[cell] = value;
      }
      ForEveryTarget([&] {
        Grid direct(30, 100);
        Grid passes(30, 100);
        CorrelateByPlan(Plan(x.shape(), kernel, CorrelationMethod::kDirect), x, 0, direct);
        CorrelateByPlan(Plan(x.shape(), kernel, CorrelationMethod::kPasses), x, 0, passes);
        int different = 0;
        for (int r = 0; r < 30; ++r) {
          for (int c = 0; c < 100; ++c) {
            const float a = direct.at(r, c);
            const float b = passes.at(r, c);
            const bool same = std::isfinite(a) ? std::abs(a - b) <= 1e-5F * std::abs(a) + 1e-5F
                                               : a == b || (std::isnan(a) && std::isnan(b));
            different += same ? 0 : 1;
          }
        }
        CHECK(different == 0);
      });
    }
  }
}
