#pragma once

#include "core/correlate.h"
#include "core/low_rank.h"

namespace convlens {

/// How the user wants a correlation to be carried out.
enum class CorrelationMethod {
  kAutomatic,  ///< the way that is expected to be faster
  kDirect,     ///< kh·kw multiply-adds per output element
  kPasses,  ///< by rows and columns, rank·(kh + kw) of them, wherever that gives the same result
};

/// Why a plan is as it is.
enum class PlanReason {
  kFaster,      ///< expected to take less time than the other way
  kFewOutputs,  ///< the output is so small that preparing passes costs more than they save
  kAsked,       ///< the method was asked for
  kNoFactors,   ///< the kernel is all zero or not finite: nothing to factor
};

/// How one correlation is carried out. Costs are in multiply-adds of the direct way for an output
/// element, so `direct_cost` is kh·kw; that of the passes says what their multiply-adds and their
/// way through memory are worth in these. An estimate, for one machine, of what takes longer.
struct CorrelationPlan {
  bool passes = false;
  PlanReason reason = PlanReason::kFaster;
  Grid kernel;            ///< as correlation applies it: flipped where the operation is convolution
  LowRankKernel factors;  ///< of `kernel`; rank 0 where they were not looked for or are none
  double direct_cost = 0;
  double passes_cost = 0;  ///< 0 for factors of rank 0

  /// Multiply-adds for an output element, as it is carried out.
  int64_t multiply_adds() const {
    return passes ? int64_t{factors.rank} * (kernel.height() + kernel.width()) : kernel.count();
  }
};

/// What the passes of `rank` products cost, in the unit of `CorrelationPlan`: the one cost model.
double PassesCost(Shape kernel, int rank);

/// The plan for inputs of shape `input`, which may be larger than those it is then run on; none of
/// them is looked at. O(1), or what `Factor` takes where the passes may be worth it. Requires a
/// kernel that is not empty.
CorrelationPlan PlanCorrelation(Operation operation, Shape input, GridView kernel,
                                CorrelationMethod method = CorrelationMethod::kAutomatic);

/// `Apply` by the plan; contract as there, and as there a part is computed as in the whole, to the
/// bit. The ways differ by rounding only: what passes leave infinite or NaN is computed directly.
void Run(const CorrelationPlan& plan, GridView x, float bias, MutableGridView y);

}  // namespace convlens
