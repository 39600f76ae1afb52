#include "train/quadratic/spectrum.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

// Of the largest eigenvalue: below it, one is 0. The entries of A are exact to about 1e-15.
constexpr double kFlat = 1e-12;
constexpr double kSameDirection = 0.9986;  // the cosine of 3°

using Matrix = Eigen::Map<const Eigen::MatrixXd>;

double Dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// An eigenvector's sign is arbitrary: the entry that is largest in size becomes positive.
std::vector<double> WithSign(const Eigen::VectorXd& vector) {
  Eigen::Index largest = 0;
  vector.cwiseAbs().maxCoeff(&largest);
  const double sign = vector[largest] < 0 ? -1 : 1;
  std::vector<double> result;
  for (const double entry : vector) result.push_back(sign * entry);
  return result;
}

}  // namespace

bool Spectrum::Flat(size_t i) const { return values[i] <= kFlat * values.front(); }

Spectrum SpectrumOf(const NormalEquations& sums) {
  const auto n = static_cast<Eigen::Index>(sums.size());
  const Matrix a(sums.a.data(), n, n);
  Spectrum spectrum;
  if (n == 0 || !a.allFinite()) return spectrum;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(a);
  if (solver.info() != Eigen::Success) return spectrum;
  for (Eigen::Index i = n - 1; i >= 0; --i) {
    spectrum.values.push_back(std::max(0.0, solver.eigenvalues()[i]));
    spectrum.vectors.push_back(WithSign(solver.eigenvectors().col(i)));
  }
  return spectrum;
}

Minimum LeastSquares(const NormalEquations& sums, const Spectrum& spectrum, double loss_scale,
                     double weight_decay) {
  Minimum minimum;
  minimum.parameters.assign(sums.size(), 0);
  for (size_t i = 0; i < spectrum.size(); ++i) {
    if (spectrum.Flat(i)) minimum.flat.push_back(i);
    if (spectrum.Flat(i)) continue;
    const double wanted = 2 * loss_scale * Dot(spectrum.vectors[i], sums.b);
    const double along = wanted / (2 * loss_scale * spectrum.values[i] + weight_decay);
    for (size_t p = 0; p < sums.size(); ++p) {
      minimum.parameters[p] += along * spectrum.vectors[i][p];
    }
  }
  minimum.squared_error = sums.SquaredError(minimum.parameters);
  return minimum;
}

DirectionName NameOf(std::span<const double> direction, Shape kernel) {
  const auto taps = static_cast<size_t>(kernel.count());
  const double bias = direction.size() > taps ? direction[taps] : 0;
  if (std::abs(bias) > kSameDirection) return DirectionName::kBias;
  double sum = 0;
  for (size_t i = 0; i < taps; ++i) sum += direction[i];
  // The cosine between the weights' part and the direction in which all are alike.
  const double along = sum * sum / static_cast<double>(taps);
  const double weights = 1 - bias * bias;
  if (std::sqrt(along / weights) > kSameDirection) {
    if (std::sqrt(along) > kSameDirection) return DirectionName::kSum;
    return sum * bias > 0 ? DirectionName::kSumAndBias : DirectionName::kSumAgainstBias;
  }
  const bool pair =
      taps == 2 && std::abs(direction[0] - direction[1]) > kSameDirection * std::sqrt(2);
  return pair ? DirectionName::kDifference : DirectionName::kOther;
}

double Descent::LossAlong(size_t i, int64_t steps) const {
  const double factor = std::abs(1 - rate * curvatures[i]);
  const double now = 0.5 * curvatures[i] * distances[i] * distances[i];
  // Not 0 times infinity: what is at its minimum stays there.
  return now == 0 ? 0 : now * std::pow(factor, 2 * static_cast<double>(steps));
}

double Descent::Loss(int64_t steps) const {
  double loss = floor;
  for (size_t i = 0; i < distances.size(); ++i) loss += LossAlong(i, steps);
  return loss;
}

bool IsPredictable(const TrainingOptions& options) {
  return options.error == ErrorMeasure::kSquared && options.optimizer.kind == Optimizer::kSgd &&
         options.schedule.kind == Schedule::Kind::kConstant;
}

Descent DescentFrom(const NormalEquations& sums, const Spectrum& spectrum,
                    const TrainingOptions& options, std::span<const double> parameters) {
  const double scale = LossScale(options.loss, sums.outputs);
  const double decay = options.optimizer.weight_decay;
  const Minimum minimum = LeastSquares(sums, spectrum, scale, decay);
  Descent descent;
  descent.rate = options.rate;
  const double penalty = 0.5 * decay * Dot(minimum.parameters, minimum.parameters);
  descent.floor = scale * minimum.squared_error + penalty;
  for (size_t i = 0; i < spectrum.size(); ++i) {
    const double value = spectrum.Flat(i) ? 0 : spectrum.values[i];
    descent.curvatures.push_back(2 * scale * value + decay);
    descent.distances.push_back(Dot(spectrum.vectors[i], parameters) -
                                Dot(spectrum.vectors[i], minimum.parameters));
  }
  return descent;
}

}  // namespace convlens
