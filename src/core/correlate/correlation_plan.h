#pragma once

#include <memory>

#include "core/correlate/correlate.h"
#include "core/correlate/fourier.h"
#include "core/correlate/low_rank.h"

namespace convlens {

/// How the user wants a correlation to be carried out.
enum class CorrelationMethod {
  kAutomatic,  ///< the way that is expected to be the fastest
  kDirect,     ///< kh·kw multiply-adds per output element
  kPasses,   ///< by rows and columns, rank·(kh + kw) of them, wherever that gives the same result
  kFourier,  ///< by the spectra of tiles, wherever the kernel has one
  /// Of layers of many channels by Winograd's F(4×4, 3×3) (`ManyChannels`); elsewhere automatic.
  kFourByFour,
};

/// How it is carried out.
enum class CorrelationWay { kDirect, kPasses, kFourier };

/// Why a plan is as it is.
enum class PlanReason {
  kFaster,      ///< expected to take less time than the other ways
  kFewOutputs,  ///< the output is so small that preparing another way costs more than it saves
  kAsked,       ///< the method was asked for
  kNoFactors,   ///< the kernel is all zero or not finite: nothing to factor
  kNoSpectrum,  ///< see `HasSpectrum`
};

/// How one correlation is carried out. Costs are in multiply-adds of the direct way for an output
/// element, so `direct_cost` is kh·kw; those of the others say what their multiply-adds and their
/// way through memory are worth in these. An estimate, for one machine, of what takes longer.
struct CorrelationPlan {
  CorrelationWay way = CorrelationWay::kDirect;
  PlanReason reason = PlanReason::kFaster;
  Grid kernel;            ///< as correlation applies it: flipped where the operation is convolution
  LowRankKernel factors;  ///< of `kernel`; rank 0 where they were not looked for or are none
  FourierTiling tiling;   ///< empty where it was not looked for
  double direct_cost = 0;
  double passes_cost = 0;                         ///< 0 for factors of rank 0
  double fourier_cost = 0;                        ///< 0 without a tiling
  std::shared_ptr<const FourierKernel> spectrum;  ///< where that is the way, once it is prepared

  /// Of the way that was taken.
  double cost() const;
  /// Multiply-adds for an output element; 0 where the way shares them among a tile's.
  int64_t multiply_adds() const;
  /// What `WholeUnits` widens parts of an output to, so that they have the bits of the whole and
  /// waste nothing: a cell, unless the way has tiles.
  Shape unit() const { return way == CorrelationWay::kFourier ? tiling.unit() : Shape{1, 1}; }
};

/// What the passes of `rank` products cost, in the unit of `CorrelationPlan`: the one cost model.
double PassesCost(Shape kernel, int rank);

/// The plan for inputs of shape `input`; none of them is looked at. O(1), or what `Factor` takes
/// where passes may be worth it, or the kernel's spectrum. Requires a kernel that is not empty. A
/// plan is run with the SIMD target that it was made with.
CorrelationPlan PlanCorrelation(Operation operation, Shape input, GridView kernel,
                                CorrelationMethod method = CorrelationMethod::kAutomatic);

/// The `unit` of that plan, without all of it.
Shape UnitOfPlan(Operation operation, Shape input, GridView kernel, CorrelationMethod method);

/// The part `region` of `Apply` by the plan, into `y`, of the region's shape; contract as of
/// `Correlate`. `x` is the input that the plan is for, or what a rectangle of the output sees that
/// consists of whole units of the plan; `region` is counted from its first element. Then a part
/// has the bits of the whole.
/// The ways differ by rounding only; what the others leave infinite or NaN is computed directly.
void CorrelateByPlan(const CorrelationPlan& plan, GridView x, float bias, CellRect region,
                     MutableGridView y, Threads threads = {});
/// All of it.
void CorrelateByPlan(const CorrelationPlan& plan, GridView x, float bias, MutableGridView y,
                     Threads threads = {});

}  // namespace convlens
