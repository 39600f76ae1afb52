#include "train/run/gradient_check.h"

#include <algorithm>
#include <cmath>

#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

double Cost(const TrainingOptions& options, double e) {
  const double size = std::abs(e);
  switch (options.error) {
    case ErrorMeasure::kAbsolute:
      return size;
    case ErrorMeasure::kHuber: {
      const double delta = options.huber_delta;
      return size < delta ? 0.5 * e * e : delta * (size - 0.5 * delta);
    }
    case ErrorMeasure::kSquared:
      break;
  }
  return e * e;
}

/// The loss in double throughout, by the definition.
class ExactLoss {
 public:
  ExactLoss(const TrainingData& data, const TrainingOptions& options, Shape kernel)
      : data_(data), options_(options), kernel_(kernel) {}

  double At(const std::vector<double>& weights, double bias) const {
    double costs = 0;
    for (const TrainingPair& pair : data_.pairs) costs += OfPair(pair, weights, bias);
    return costs * LossScale(options_.loss, data_.outputs());
  }

 private:
  double OfPair(const TrainingPair& pair, const std::vector<double>& weights, double bias) const {
    double costs = 0;
    const Grid& target = *pair.target[0];
    for (int i = 0; i < target.height(); ++i) {
      for (int j = 0; j < target.width(); ++j) {
        const double prediction = bias + AtWindow(pair.input[0], {i, j}, weights);
        costs += Cost(options_, prediction - double{target.at(i, j)});
      }
    }
    return costs;
  }

  double AtWindow(GridView input, Cell place, const std::vector<double>& weights) const {
    double sum = 0;
    size_t tap = 0;
    const bool flip = options_.operation == Operation::kConvolution;
    for (int a = 0; a < kernel_.height; ++a) {
      for (int b = 0; b < kernel_.width; ++b) {
        const size_t weight = flip ? weights.size() - 1 - tap : tap;
        sum += weights[weight] * double{input.at(place.row + a, place.col + b)};
        ++tap;
      }
    }
    return sum;
  }

  const TrainingData& data_;
  TrainingOptions options_;
  Shape kernel_;
};

/// The gradient as training finds it: that of one step of plain descent without a penalty.
std::vector<double> AnalyticGradient(const TrainingData& data, TrainingOptions options,
                                     const TrainingState& state) {
  options.optimizer = {};
  options.algorithm = TrainingAlgorithm::kDirect;
  Trainer trainer(data, options, state);
  trainer.CurrentLoss();
  return {trainer.gradient().begin(), trainer.gradient().end()};
}

// The error of a central difference is of the order h², its rounding of the order 1e-16/h.
double StepFor(double parameter) { return 1e-5 * std::max(1.0, std::abs(parameter)); }

void FillRelativeErrors(std::vector<CheckedGradient>& checked) {
  double largest = 0;
  for (const CheckedGradient& g : checked) largest = std::max(largest, std::abs(g.numeric));
  for (CheckedGradient& g : checked) {
    const double size =
        std::max({std::abs(g.analytic), std::abs(g.numeric), 1e-6 * std::max(largest, 1e-30)});
    g.relative_error = std::abs(g.analytic - g.numeric) / size;
  }
}

}  // namespace

std::optional<std::vector<CheckedGradient>> CheckGradient(const TrainingData& data,
                                                          const TrainingOptions& options,
                                                          const TrainingState& state,
                                                          const std::atomic<bool>* cancelled) {
  const std::vector<double> analytic = AnalyticGradient(data, options, state);
  const ExactLoss loss(data, options, state.kernel.shape());
  std::vector<double> weights;
  for (int r = 0; r < state.kernel.height(); ++r) {
    const float* row = state.kernel.row(r);
    weights.insert(weights.end(), row, row + state.kernel.width());
  }
  double bias = state.bias;
  std::vector<CheckedGradient> checked;
  for (size_t i = 0; i < analytic.size(); ++i) {
    if (cancelled != nullptr && cancelled->load()) return std::nullopt;
    double& parameter = i < weights.size() ? weights[i] : bias;
    const double value = parameter;
    const double h = StepFor(value);
    parameter = value + h;
    const double above = loss.At(weights, bias);
    parameter = value - h;
    const double below = loss.At(weights, bias);
    parameter = value;
    checked.push_back({analytic[i], (above - below) / (2 * h), 0});
  }
  FillRelativeErrors(checked);
  return checked;
}

}  // namespace convlens
