#include "core/correlation_plan.h"

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

}  // namespace

double PassesCost(Shape kernel, int rank) {
  // Measured at 512×512 against the direct kernels. The row pass waits for its loads, which two
  // products share, so a single one costs more than its multiply-adds; and all that goes through
  // memory is worth some.
  constexpr double kSingleRow = 0.6;
  constexpr double kMemory = 6;
  constexpr double kMemoryOfProduct = 3;
  const double multiply_adds = rank * (kernel.height + kernel.width);
  const double waiting = rank % 2 == 1 ? kSingleRow * kernel.width : 0;
  return multiply_adds + waiting + kMemory + kMemoryOfProduct * rank;
}

CorrelationPlan PlanCorrelation(Operation operation, Shape input, GridView kernel,
                                CorrelationMethod method, bool input_finite) {
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
  if (rank > 1 && !input_finite) return Directly(std::move(plan), PlanReason::kInputNotFinite);
  plan.passes = !automatic || plan.passes_cost < plan.direct_cost;
  plan.reason = automatic ? PlanReason::kFaster : PlanReason::kAsked;
  return plan;
}

void Run(const CorrelationPlan& plan, GridView x, float bias, MutableGridView y) {
  if (plan.passes) {
    CorrelateInPasses(x, plan.factors, bias, y);
  } else {
    Correlate(x, plan.kernel, bias, y);
  }
}

}  // namespace convlens
