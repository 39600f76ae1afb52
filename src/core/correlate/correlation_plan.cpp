#include "core/correlate/correlation_plan.h"

#include <cmath>

#include "core/correlate/kernel_algebra.h"

namespace convlens {
namespace {

/// Below, finding factors or a spectrum costs more than they save.
constexpr int64_t kFewOutputs = 64 * 64;

/// Below, the cost by Fourier transforms need not be looked at.
constexpr double kLeastFourierCost = 96;

CorrelationPlan Directly(CorrelationPlan plan, PlanReason reason) {
  plan.way = CorrelationWay::kDirect;
  plan.reason = reason;
  return plan;
}

/// The most products whose passes cost less than `cost`.
int MostProducts(Shape kernel, double cost) {
  int rank = 0;
  while (PassesCost(kernel, rank + 1) < cost) ++rank;
  return rank;
}

/// Takes passes where they cost less than the plan so far.
void TryPasses(CorrelationPlan& plan) {
  const bool fourier = plan.way == CorrelationWay::kFourier;
  const double least = fourier ? plan.fourier_cost : plan.direct_cost;
  const int most = MostProducts(plan.kernel.shape(), least);
  if (most == 0) return;  // whatever the factors
  // Of a large kernel, finding the whole rank would take time.
  plan.factors = fourier ? FactorKernel(plan.kernel, most) : FactorKernel(plan.kernel);
  if (plan.factors.rank == 0) return;
  plan.passes_cost = PassesCost(plan.kernel.shape(), plan.factors.rank);
  if (plan.passes_cost < least) plan.way = CorrelationWay::kPasses;
}

/// Takes Fourier transforms where they cost less than the direct way.
void TryFourier(CorrelationPlan& plan, Shape output) {
  if (plan.direct_cost <= kLeastFourierCost) return;
  plan.tiling = BestFourierTiling(output, plan.kernel.shape());
  plan.fourier_cost = FourierCost(plan.tiling, output);
  if (plan.fourier_cost < plan.direct_cost && HasSpectrum(plan.kernel)) {
    plan.way = CorrelationWay::kFourier;
  }
}

CorrelationPlan Cheapest(CorrelationPlan plan, Shape output) {
  if (output.count() < kFewOutputs) return Directly(std::move(plan), PlanReason::kFewOutputs);
  TryFourier(plan, output);
  TryPasses(plan);
  return plan;
}

CorrelationPlan ByPasses(CorrelationPlan plan) {
  plan.factors = FactorKernel(plan.kernel);
  const int rank = plan.factors.rank;
  if (rank == 0) return Directly(std::move(plan), PlanReason::kNoFactors);
  plan.passes_cost = PassesCost(plan.kernel.shape(), rank);
  plan.way = CorrelationWay::kPasses;
  plan.reason = PlanReason::kAsked;
  return plan;
}

CorrelationPlan ByFourier(CorrelationPlan plan, Shape output) {
  if (!HasSpectrum(plan.kernel)) return Directly(std::move(plan), PlanReason::kNoSpectrum);
  plan.tiling = BestFourierTiling(output, plan.kernel.shape());
  plan.fourier_cost = FourierCost(plan.tiling, output);
  plan.way = CorrelationWay::kFourier;
  plan.reason = PlanReason::kAsked;
  return plan;
}

CorrelationPlan Started(Operation operation, GridView kernel) {
  CorrelationPlan plan;
  plan.kernel =
      operation == Operation::kConvolution ? kernel_algebra::FlipBoth(kernel) : Grid(kernel);
  plan.direct_cost = static_cast<double>(kernel.shape().count());
  return plan;
}

CorrelationPlan Chosen(CorrelationPlan plan, Shape output, CorrelationMethod method) {
  switch (output.empty() ? CorrelationMethod::kDirect : method) {
    case CorrelationMethod::kDirect:
      return Directly(std::move(plan), PlanReason::kAsked);
    case CorrelationMethod::kPasses:
      return ByPasses(std::move(plan));
    case CorrelationMethod::kFourier:
      return ByFourier(std::move(plan), output);
    case CorrelationMethod::kAutomatic:
    case CorrelationMethod::kFourByFour:
      break;
  }
  return Cheapest(std::move(plan), output);
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

double CorrelationPlan::cost() const {
  if (way == CorrelationWay::kFourier) return fourier_cost;
  return way == CorrelationWay::kPasses ? passes_cost : direct_cost;
}

int64_t CorrelationPlan::multiply_adds() const {
  if (way == CorrelationWay::kFourier) return 0;
  if (way == CorrelationWay::kDirect) return kernel.count();
  return int64_t{factors.rank} * (kernel.height() + kernel.width());
}

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
  const Shape output = ValidOutputShape(input, kernel.shape());
  CorrelationPlan plan = Chosen(Started(operation, kernel), output, method);
  if (plan.way == CorrelationWay::kFourier) {
    plan.spectrum = std::make_shared<FourierKernel>(PrepareFourier(plan.kernel, plan.tiling));
  }
  return plan;
}

Shape UnitOfPlan(Operation operation, Shape input, GridView kernel, CorrelationMethod method) {
  const Shape output = ValidOutputShape(input, kernel.shape());
  CorrelationPlan plan = Started(operation, kernel);
  const bool automatic =
      method == CorrelationMethod::kAutomatic || method == CorrelationMethod::kFourByFour;
  if (automatic && output.count() >= kFewOutputs) {
    TryFourier(plan, output);
    if (plan.way == CorrelationWay::kFourier) TryPasses(plan);
  } else if (method == CorrelationMethod::kFourier && !output.empty()) {
    plan = ByFourier(std::move(plan), output);
  }
  return plan.unit();
}

void CorrelateByPlan(const CorrelationPlan& plan, GridView x, float bias, CellRect region,
                     MutableGridView y, Threads threads) {
  if (plan.way == CorrelationWay::kFourier) {
    return CorrelateByFourier(x, plan.kernel, *plan.spectrum, bias, region, y, threads);
  }
  const GridView seen = x.Sub({region.row, region.col, region.height + plan.kernel.height() - 1,
                               region.width + plan.kernel.width() - 1});
  if (plan.way == CorrelationWay::kDirect) return Correlate(seen, plan.kernel, bias, y, threads);
  const bool finite = CorrelateInPasses(seen, plan.factors, bias, y, threads);
  if (!finite) ComputeNotFinite(seen, plan.kernel, bias, y);
}

void CorrelateByPlan(const CorrelationPlan& plan, GridView x, float bias, MutableGridView y,
                     Threads threads) {
  CorrelateByPlan(plan, x, bias, WholeOf(y.shape()), y, threads);
}

}  // namespace convlens
