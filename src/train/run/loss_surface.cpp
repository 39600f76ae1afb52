#include "train/run/loss_surface.h"

#include <cassert>
#include <cmath>

#include "train/run/trainer.h"
#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

double Dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

std::vector<double> UnitVector(size_t size, size_t index) {
  std::vector<double> vector(size, 0);
  vector[index] = 1;
  return vector;
}

/// The second derivative of the loss, H·v = 2·scale·A·v + decay·v.
std::vector<double> TimesCurvature(const NormalEquations& sums, double scale, double decay,
                                   std::span<const double> v) {
  std::vector<double> product(v.size());
  for (size_t row = 0; row < v.size(); ++row) {
    const std::span<const double> of_row(&sums.a[row * v.size()], v.size());
    product[row] = 2 * scale * Dot(of_row, v) + decay * v[row];
  }
  return product;
}

double Between(double low, double high, int index, int count) {
  return low + (high - low) * index / (count - 1);
}

}  // namespace

double LossAt(const TrainingData& data, Shape shape, const TrainingOptions& options, float bias,
              std::span<const double> parameters) {
  Grid kernel(shape);
  size_t i = 0;
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) kernel.at(r, c) = static_cast<float>(parameters[i++]);
  }
  const float used = options.learn_bias ? static_cast<float>(parameters[i]) : bias;
  const double penalty = 0.5 * options.optimizer.weight_decay * Dot(parameters, parameters);
  return LossOver(data.pairs, options, {std::move(kernel), used}) + penalty;
}

ParameterPlane PlaneOfWeights(std::span<const double> parameters, size_t first, size_t second) {
  assert(first != second && first < parameters.size() && second < parameters.size());
  ParameterPlane plane{{parameters.begin(), parameters.end()},
                       UnitVector(parameters.size(), first),
                       UnitVector(parameters.size(), second)};
  plane.origin[first] = 0;
  plane.origin[second] = 0;
  return plane;
}

ParameterPlane PlaneOfDirections(std::span<const double> parameters, const Spectrum& spectrum,
                                 size_t first, size_t second) {
  assert(first != second && first < spectrum.size() && second < spectrum.size());
  return {
      {parameters.begin(), parameters.end()}, spectrum.vectors[first], spectrum.vectors[second]};
}

std::vector<double> ParametersAt(const ParameterPlane& plane, PlanePoint point) {
  std::vector<double> parameters = plane.origin;
  for (size_t i = 0; i < parameters.size(); ++i) {
    parameters[i] += point.s * plane.u[i] + point.t * plane.v[i];
  }
  return parameters;
}

PlanePoint PointOf(const ParameterPlane& plane, std::span<const double> parameters) {
  std::vector<double> away(parameters.begin(), parameters.end());
  for (size_t i = 0; i < away.size(); ++i) away[i] -= plane.origin[i];
  return {Dot(away, plane.u), Dot(away, plane.v)};
}

double PlaneLoss::At(PlanePoint point) const {
  const auto [s, t] = point;
  return value + s * slope_s + t * slope_t + 0.5 * (s * s * ss + 2 * s * t * st + t * t * tt);
}

std::optional<PlanePoint> PlaneLoss::Lowest() const {
  const double determinant = ss * tt - st * st;
  if (!(determinant > 1e-12 * (ss + tt) * (ss + tt))) return std::nullopt;
  return PlanePoint{(st * slope_t - tt * slope_s) / determinant,
                    (st * slope_s - ss * slope_t) / determinant};
}

PlaneLoss LossOnPlane(const NormalEquations& sums, const TrainingOptions& options,
                      const ParameterPlane& plane) {
  assert(options.error == ErrorMeasure::kSquared && plane.origin.size() == sums.size());
  const double scale = LossScale(options.loss, sums.outputs);
  const double decay = options.optimizer.weight_decay;
  std::vector<double> gradient(sums.size());
  const double error = sums.SquaredErrorAndGradient(plane.origin, gradient);
  for (size_t i = 0; i < gradient.size(); ++i) {
    gradient[i] = scale * gradient[i] + decay * plane.origin[i];
  }
  const std::vector<double> hu = TimesCurvature(sums, scale, decay, plane.u);
  const std::vector<double> hv = TimesCurvature(sums, scale, decay, plane.v);
  return {scale * error + 0.5 * decay * Dot(plane.origin, plane.origin),
          Dot(gradient, plane.u),
          Dot(gradient, plane.v),
          Dot(hu, plane.u),
          Dot(hu, plane.v),
          Dot(hv, plane.v)};
}

std::optional<Grid> SampledLoss(const TrainingData& data, Shape kernel,
                                const TrainingOptions& options, float fixed_bias,
                                const ParameterPlane& plane, const PlaneWindow& window,
                                const std::atomic<bool>* cancelled) {
  assert(window.rows >= 2 && window.cols >= 2);
  Grid losses(window.rows, window.cols);
  for (int r = 0; r < window.rows; ++r) {
    for (int c = 0; c < window.cols; ++c) {
      if (cancelled != nullptr && cancelled->load()) return std::nullopt;
      const PlanePoint point{Between(window.low.s, window.high.s, c, window.cols),
                             Between(window.low.t, window.high.t, r, window.rows)};
      const std::vector<double> parameters = ParametersAt(plane, point);
      losses.at(r, c) = static_cast<float>(LossAt(data, kernel, options, fixed_bias, parameters));
    }
  }
  return losses;
}

}  // namespace convlens
