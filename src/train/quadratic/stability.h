#pragma once

#include "train/quadratic/spectrum.h"

namespace convlens {

/// The rate above which a run diverges along a direction of the Gram matrix with this eigenvalue,
/// by the optimizer. With the curvature h = 2·eigenvalue (half of it for Huber's error; divided by
/// N for the mean) plus the L2 penalty:
///   SGD 2/h · momentum 2(1+μ)/h · Nesterov 2(1+μ)/((1+2μ)·h)
/// Infinity where nothing curves. 0: no such rate is known, as for Adam and for absolute errors,
/// whose steps do not grow with the error. For Huber's error: the rate below which a run surely
/// converges.
double StableRateLimit(const TrainingOptions& options, double eigenvalue, int64_t outputs);

/// A rate that is surely stable and easy to read: nine tenths of `limit`, rounded down to two
/// digits.
double SafeRate(double limit);

/// "0.0333", and "1/30" where that is what it is.
std::string RateText(double rate);

/// Why a run diverges: "Rate 0.034 is above the limit of 1/30 for the sum direction." Nothing where
/// the first rate is below the limit of the steepest direction, or no limit is known.
std::optional<Message> RateProblem(const NormalEquations& sums, const Spectrum& spectrum,
                                   const TrainingOptions& options);

}  // namespace convlens
