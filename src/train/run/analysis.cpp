#include "train/run/analysis.h"

#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

#include "core/correlate/gradient.h"
#include "core/grid/random.h"
#include "train/quadratic/spectrum.h"
#include "train/quadratic/stability.h"

namespace convlens {
namespace {

constexpr int kMaxIterations = 1000;
constexpr int kCalmIterations = 4;
// Change of the estimate between two iterations below which it counts as calm.
constexpr double kCalm = 1e-7;

double SquaredNorm(GridView v) {
  double sum = 0;
  for (int r = 0; r < v.height; ++r) {
    for (int c = 0; c < v.width; ++c) sum += double{v.at(r, c)} * double{v.at(r, c)};
  }
  return sum;
}

void Scale(MutableGridView v, double factor) {
  for (int r = 0; r < v.height; ++r) {
    for (int c = 0; c < v.width; ++c) v.at(r, c) = static_cast<float>(v.at(r, c) * factor);
  }
}

/// A vector in the space of the kernel and, where it is learned, the bias.
struct KernelVector {
  Grid kernel;
  double bias = 0;

  double Norm() const { return std::sqrt(SquaredNorm(kernel) + bias * bias); }
  void ScaleBy(double factor) {
    Scale(kernel, factor);
    bias *= factor;
  }
};

}  // namespace

double LargestGramEigenvalue(GridView input, Shape kernel, bool with_bias,
                             const std::atomic<bool>* cancelled) {
  const Shape output_shape = ValidOutputShape(input.shape(), kernel);
  if (kernel.empty() || output_shape.empty()) return 0;
  // Positive entries: the leading direction of a picture's windows is close to their mean.
  KernelVector v{UniformGrid(kernel, 1, 0.5F, 1.5F), with_bias ? 1.0 : 0.0};
  v.ScaleBy(1 / v.Norm());
  Grid output(output_shape);
  double eigenvalue = 0;
  int calm = 0;
  for (int i = 0; i < kMaxIterations && calm < kCalmIterations; ++i) {
    if (cancelled != nullptr && cancelled->load()) return 0;
    Correlate(input, v.kernel, static_cast<float>(v.bias), output);
    const double next = SquaredNorm(output);  // the Rayleigh quotient: |Wv|² at |v| = 1
    KernelGradient(input, output, v.kernel);
    v.bias = with_bias ? BiasGradient(output) : 0;
    const double norm = v.Norm();
    if (!std::isfinite(norm)) return std::numeric_limits<double>::quiet_NaN();
    if (norm == 0) return 0;
    v.ScaleBy(1 / norm);
    calm = std::abs(next - eigenvalue) <= kCalm * next ? calm + 1 : 0;
    eigenvalue = next;
  }
  return eigenvalue;
}

RateReport ExamineRate(const TrainingData& data, Shape kernel, const TrainingOptions& options,
                       const std::atomic<bool>* cancelled) {
  if (kernel.count() >= kMostExactParameters) {
    if (data.pairs.size() != 1) return {};
    return {LargestStableRate(data.pairs.front().input[0], kernel, options, cancelled)};
  }
  const std::optional<NormalEquations> sums =
      BuildNormalEquations(data, kernel, options.operation, {options.learn_bias, 0}, cancelled);
  if (!sums) return {};
  const Spectrum spectrum = SpectrumOf(*sums);
  if (spectrum.size() == 0) return {};
  return {StableRateLimit(options, spectrum.values.front(), sums->outputs),
          RateProblem(*sums, spectrum, options)};
}

double LargestStableRate(GridView input, Shape kernel, const TrainingOptions& options,
                         const std::atomic<bool>* cancelled) {
  const Shape outputs = ValidOutputShape(input.shape(), kernel);
  if (outputs.empty()) return 0;
  if (kernel.count() < kMostExactParameters) {
    return ExamineRate({{{Grid(input), Grid(outputs)}}}, kernel, options, cancelled).limit;
  }
  const double eigenvalue = LargestGramEigenvalue(input, kernel, options.learn_bias, cancelled);
  if (std::isnan(eigenvalue) || (cancelled != nullptr && cancelled->load())) return 0;
  return StableRateLimit(options, eigenvalue, outputs.count());
}

bool StepsGrowWithError(const TrainingOptions& options) {
  return options.error == ErrorMeasure::kSquared && options.optimizer.kind != Optimizer::kAdam;
}

Grid Difference(GridView a, GridView b) {
  assert(a.shape() == b.shape());
  Grid difference(a.shape());
  for (int r = 0; r < a.height; ++r) {
    for (int c = 0; c < a.width; ++c) difference.at(r, c) = a.at(r, c) - b.at(r, c);
  }
  return difference;
}

double Distance(GridView a, GridView b) {
  assert(a.shape() == b.shape());
  double squares = 0;
  for (int r = 0; r < a.height; ++r) {
    for (int c = 0; c < a.width; ++c) {
      const double difference = double{a.at(r, c)} - b.at(r, c);
      squares += difference * difference;
    }
  }
  return std::sqrt(squares);
}

}  // namespace convlens
