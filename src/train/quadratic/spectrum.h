#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "train/quadratic/normal_equations.h"
#include "train/setup/training_options.h"

namespace convlens {

/// The eigenvalues of the Gram matrix A = WᵀW, in descending order, and their directions in the
/// space of the parameters. A step multiplies the distance to the minimum along each direction by a
/// separate factor, which explains a whole training run.
struct Spectrum {
  std::vector<double> values;                ///< [n], at least 0
  std::vector<std::vector<double>> vectors;  ///< [n][n]: of length 1, the largest entry above 0

  size_t size() const { return values.size(); }
  /// Whether the data say nothing about direction `i`: its value is 0 up to rounding.
  bool Flat(size_t i) const;
};

/// Cubic in the number of parameters: some milliseconds for a 7×7 kernel, seconds for 31×31.
/// Empty when the sums are not finite.
Spectrum SpectrumOf(const NormalEquations& sums);

/// The parameters of the smallest loss.
struct Minimum {
  std::vector<double> parameters;  ///< where many are equally good, those of the smallest norm
  double squared_error = 0;        ///< Σ e² there
  std::vector<size_t> flat;        ///< the directions along which nothing changes the loss
};

/// The exact least-squares kernel: of the squared error and, if one is asked for, `weight_decay`/2
/// times |p|²; `loss_scale` is 1, or 1/N for the mean (it matters with a penalty only).
Minimum LeastSquares(const NormalEquations& sums, const Spectrum& spectrum, double loss_scale = 1,
                     double weight_decay = 0);

/// A direction that has a name.
enum class DirectionName {
  kOther,
  kSum,             ///< all weights alike: what changes the kernel's sum
  kDifference,      ///< two weights against each other
  kBias,            ///< the bias alone
  kSumAndBias,      ///< all weights alike, and the bias with them
  kSumAgainstBias,  ///< all weights alike, and the bias the other way
};

/// The name of a direction of length 1 in the space of a kernel of shape `kernel`, or kOther. It
/// may differ from the pure direction by an angle of 3°.
DirectionName NameOf(std::span<const double> direction, Shape kernel);

/// Gradient descent on a squared error, direction by direction: for plain SGD at a constant rate
/// the distance along direction i is multiplied by 1 − rate·curvature[i] at every step.
struct Descent {
  double floor = 0;                ///< the smallest loss (with the penalty, if there is one)
  std::vector<double> curvatures;  ///< ∂²L along each direction of the spectrum
  std::vector<double> distances;   ///< from the minimum along each of them, signed
  double rate = 0;

  /// What direction `i` adds to the loss after `steps` more steps; at 0: now.
  double LossAlong(size_t i, int64_t steps) const;
  /// The floor and what all directions add.
  double Loss(int64_t steps) const;
};

/// Whether `Descent` predicts a run: plain SGD on the squared error at a constant rate.
bool IsPredictable(const TrainingOptions& options);

/// The descent from `parameters`, which are as in OptimizerMemory. At 0 steps it says for any
/// optimizer how far each direction is.
Descent DescentFrom(const NormalEquations& sums, const Spectrum& spectrum,
                    const TrainingOptions& options, std::span<const double> parameters);

}  // namespace convlens
