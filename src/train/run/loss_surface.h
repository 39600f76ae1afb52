#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <vector>

#include "train/quadratic/spectrum.h"
#include "train/setup/training_data.h"

namespace convlens {

/// A plane through the space of the parameters: origin + s·u + t·v. For a 1×2 kernel without a bias
/// it is all there is.
struct ParameterPlane {
  std::vector<double> origin;  ///< [n], where s = t = 0
  std::vector<double> u;       ///< of length 1
  std::vector<double> v;       ///< of length 1, at a right angle to u
};

struct PlanePoint {
  double s = 0;
  double t = 0;

  bool operator==(const PlanePoint&) const = default;
};

/// The plane in which weights `first` and `second` vary (s and t are their values) and all others
/// stay as in `parameters`. Requires two different indices.
ParameterPlane PlaneOfWeights(std::span<const double> parameters, size_t first, size_t second);
/// The plane through `parameters` along two directions of the spectrum, such as 0 and 1.
ParameterPlane PlaneOfDirections(std::span<const double> parameters, const Spectrum& spectrum,
                                 size_t first, size_t second);

std::vector<double> ParametersAt(const ParameterPlane& plane, PlanePoint point);
/// The foot of the perpendicular from `parameters` on the plane.
PlanePoint PointOf(const ParameterPlane& plane, std::span<const double> parameters);

/// The loss on a plane: value + s·slope_s + t·slope_t + ½(s²·ss + 2st·st + t²·tt). An ellipse's
/// rings, or a valley where one direction is flat.
struct PlaneLoss {
  double value = 0;
  double slope_s = 0;
  double slope_t = 0;
  double ss = 0;
  double st = 0;
  double tt = 0;

  double At(PlanePoint point) const;
  /// Where the loss on the plane is smallest; nothing when there is no such single point.
  std::optional<PlanePoint> Lowest() const;
};

/// The squared error on a plane, exactly: with the penalty of `options`, if there is one. Requires
/// `options.error` to be kSquared.
PlaneLoss LossOnPlane(const NormalEquations& sums, const TrainingOptions& options,
                      const ParameterPlane& plane);

/// The loss with the penalty at `parameters`, by any measure: one correlation of all pairs. Where
/// the bias is not learned, it is `bias`.
double LossAt(const TrainingData& data, Shape shape, const TrainingOptions& options, float bias,
              std::span<const double> parameters);

/// Samples, evenly spaced with both ends included.
struct PlaneWindow {
  PlanePoint low;
  PlanePoint high;
  int rows = 33;  ///< along t, at least 2; row 0 is low.t
  int cols = 33;  ///< along s, at least 2
};

/// The loss with the penalty, by evaluating every sample: for losses that are not quadratic. One
/// correlation of all pairs each. Nothing when `cancelled` becomes true. Where the bias is not
/// learned, it is `fixed_bias`.
std::optional<Grid> SampledLoss(const TrainingData& data, Shape kernel,
                                const TrainingOptions& options, float fixed_bias,
                                const ParameterPlane& plane, const PlaneWindow& window,
                                const std::atomic<bool>* cancelled = nullptr);

}  // namespace convlens
