#pragma once

#include <atomic>
#include <optional>

#include "train/run/trainer.h"

namespace convlens {

/// Largest eigenvalue of the Gram matrix A = WᵀW, where the rows of W are the windows of `input`
/// (with a final 1 when the bias is learned): found by power iteration, each product A·v being one
/// correlation and one kernel gradient, so the matrix is never built. Relative accuracy 1e-4.
/// NaN where the input is not finite. Gives up with 0 soon after `cancelled` becomes true.
double LargestGramEigenvalue(GridView input, Shape kernel, bool with_bias,
                             const std::atomic<bool>* cancelled = nullptr);

/// The rate above which training diverges (see `StableRateLimit`): a step of plain descent on the
/// squared error maps the error d of the kernel to (I − 2·rate·A)·d, which shrinks while rate <
/// 1/λmax; for the mean loss N/λmax with N output elements. Exact for kernels of up to
/// `kMostExactParameters`, by power iteration beyond. Infinity for an all-zero input; 0 when
/// cancelled or unknown.
double LargestStableRate(GridView input, Shape kernel, const TrainingOptions& options,
                         const std::atomic<bool>* cancelled = nullptr);
inline constexpr int64_t kMostExactParameters = 122;  // 11×11 and a bias

/// What is known about the rate of a run.
struct RateReport {
  double limit = 0;                  ///< as `LargestStableRate`
  std::optional<Message> problem{};  ///< as `RateProblem`: where it is too large, and why
};
/// Requires targets of the right shape. With more than `kMostExactParameters` the limit is known
/// for a single pair only, and no direction is named.
RateReport ExamineRate(const TrainingData& data, Shape kernel, const TrainingOptions& options,
                       const std::atomic<bool>* cancelled = nullptr);

/// Whether the steps of a run that diverges get longer and longer: what a `DivergenceWatch` asks.
bool StepsGrowWithError(const TrainingOptions& options);

/// a − b, of one shape.
Grid Difference(GridView a, GridView b);

/// Euclidean distance of two grids of one shape, each taken as one vector.
double Distance(GridView a, GridView b);

}  // namespace convlens
