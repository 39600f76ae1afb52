#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <vector>

#include "core/correlate/correlate.h"
#include "train/setup/training_data.h"

namespace convlens {

/// The sum of squared errors as a quadratic function of the parameters p:
///   E(p) = pᵀA p − 2 bᵀp + c,   A = WᵀW, b = WᵀY, c = YᵀY,
/// where each row of W is one window of the input, in the kernel's order (flipped for a
/// convolution), followed by 1 for a bias that is learned. Its gradient is 2(A p − b): a step
/// costs n² multiply-adds for n parameters, whatever the size of the image.
struct NormalEquations {
  Shape kernel;
  bool with_bias = false;
  std::vector<double> a;  ///< [n×n], symmetric
  std::vector<double> b;  ///< [n]
  double c = 0;
  int64_t outputs = 0;  ///< N, the number of windows

  size_t size() const { return b.size(); }
  double at(size_t row, size_t col) const { return a[row * size() + col]; }
  /// E(p), at least 0. Exact to about 1e-15 of c, so a loss far below that is rounding.
  double SquaredError(std::span<const double> p) const;
  /// The squared error, and 2(A p − b) in `gradient`. Allocates nothing.
  double SquaredErrorAndGradient(std::span<const double> p, std::span<double> gradient) const;
};

/// Whether a bias is learned, or stays what it is.
struct BiasUse {
  bool learned = false;
  double fixed = 0;  ///< where it is not learned

  bool operator==(const BiasUse&) const = default;
};

/// Builds them from all pairs of `data`, in double: products of float32 are exact there. A[p,q]
/// depends on the two taps' distance but for the borders, so each distance is one pass over the
/// input: about 2·kh·kw passes instead of (kh·kw)². Nothing when `cancelled` becomes true.
/// Requires data without a `DataProblem`.
std::optional<NormalEquations> BuildNormalEquations(const TrainingData& data, Shape kernel,
                                                    Operation operation, BiasUse bias,
                                                    const std::atomic<bool>* cancelled = nullptr);

}  // namespace convlens
