#include "core/correlation_plan.h"

#include <cmath>

#include "core/kernel_algebra.h"

namespace convlens {
namespace {

/// Below, finding factors and preparing passes costs more than they save.
constexpr int64_t kFewOutputs = 64 * 64;

CorrelationPlan Directly(CorrelationPlan plan, PlanReason reason) {
  plan.passes = false;
  plan.reason = reason;
  return plan;
}

/// Computes the outputs that are not finite, directly.
void ComputeNotFinite(GridView x, GridView k, float bias, MutableGridView y) {
  for (int i = 0; i < y.height; ++i) {
    for (int j = 0; j < y.width; ++j) {
      const int first = j;
      while (j < y.width && !std::isfinite(y.at(i, j))) ++j;
      if (j == first) continue;
      Correlate(x.Sub({i, first, k.height, j - first + k.width - 1}), k, bias,
                y.Sub({i, first, 1, j - first}));
    }
  }
}

}  // namespace

double PassesCost(Shape kernel, int rank) {
  // Measured at 512×512 against the direct kernels. The row pass waits for its loads, which two
  // products share, so a single one costs more than its multiply-adds; and everything that goes
  // through memory costs some more.
  constexpr double kSingleRow = 0.6;
  constexpr double kMemory = 6;
  constexpr double kMemoryOfProduct = 3;
  const double multiply_adds = rank * (kernel.height + kernel.width);
  const double waiting = rank % 2 == 1 ? kSingleRow * kernel.width : 0;
  return multiply_adds + waiting + kMemory + kMemoryOfProduct * rank;
}

CorrelationPlan PlanCorrelation(Operation operation, Shape input, GridView kernel,
                                CorrelationMethod method) {
  CorrelationPlan plan;
  plan.kernel = operation == Operation::kConvolution ? FlipBoth(kernel) : Grid(kernel);
  plan.direct_cost = static_cast<double>(kernel.shape().count());
  if (method == CorrelationMethod::kDirect) return Directly(std::move(plan), PlanReason::kAsked);
  const bool automatic = method == CorrelationMethod::kAutomatic;
  if (automatic && ValidOutputShape(input, kernel.shape()).count() < kFewOutputs) {
    return Directly(std::move(plan), PlanReason::kFewOutputs);
  }
  if (automatic && PassesCost(kernel.shape(), 1) >= plan.direct_cost) {
    return Directly(std::move(plan), PlanReason::kFaster);  // whatever the factors
  }
  plan.factors = Factor(plan.kernel);
  const int rank = plan.factors.rank;
  if (rank == 0) return Directly(std::move(plan), PlanReason::kNoFactors);
  plan.passes_cost = PassesCost(kernel.shape(), rank);
  plan.passes = !automatic || plan.passes_cost < plan.direct_cost;
  plan.reason = automatic ? PlanReason::kFaster : PlanReason::kAsked;
  return plan;
}

void Run(const CorrelationPlan& plan, GridView x, float bias, MutableGridView y) {
  if (!plan.passes) return Correlate(x, plan.kernel, bias, y);
  const bool finite = CorrelateInPasses(x, plan.factors, bias, y);
  if (!finite) ComputeNotFinite(x, plan.kernel, bias, y);
}

}  // namespace convlens
