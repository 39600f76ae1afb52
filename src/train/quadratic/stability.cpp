#include "train/quadratic/stability.h"

#include <cmath>
#include <limits>

#include "core/grid/number_text.h"
#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

Message Above(DirectionName name, const std::string& rate, const std::string& limit) {
  switch (name) {
    case DirectionName::kSum:
      return {"Rate {} is above the limit of {} for the sum direction (all weights alike).",
              {rate, limit}};
    case DirectionName::kDifference:
      return {
          "Rate {} is above the limit of {} for the difference direction (one weight up, one "
          "down).",
          {rate, limit}};
    case DirectionName::kBias:
      return {"Rate {} is above the limit of {} for the bias.", {rate, limit}};
    case DirectionName::kSumAndBias:
      return {
          "Rate {} is above the limit of {} for the direction of all weights and the bias "
          "together.",
          {rate, limit}};
    case DirectionName::kSumAgainstBias:
      return {"Rate {} is above the limit of {} for the direction of all weights against the bias.",
              {rate, limit}};
    case DirectionName::kOther:
      break;
  }
  return {"Rate {} is above the limit of {} for the steepest direction.", {rate, limit}};
}

}  // namespace

double StableRateLimit(const TrainingOptions& options, double eigenvalue, int64_t outputs) {
  const OptimizerOptions& optimizer = options.optimizer;
  if (optimizer.kind == Optimizer::kAdam || options.error == ErrorMeasure::kAbsolute) return 0;
  const double cost = options.error == ErrorMeasure::kHuber ? 1 : 2;
  const double scale = LossScale(options.loss, outputs);
  const double curvature = cost * scale * eigenvalue + optimizer.weight_decay;
  if (curvature == 0) return std::numeric_limits<double>::infinity();
  const double momentum = optimizer.momentum;
  switch (optimizer.kind) {
    case Optimizer::kMomentum:
      return 2 * (1 + momentum) / curvature;
    case Optimizer::kNesterov:
      return 2 * (1 + momentum) / ((1 + 2 * momentum) * curvature);
    case Optimizer::kSgd:
    case Optimizer::kAdam:
      break;
  }
  return 2 / curvature;
}

double SafeRate(double limit) {
  if (!std::isfinite(limit) || limit <= 0) return limit;
  const double rate = 0.9 * limit;
  const double unit = std::pow(10, std::floor(std::log10(rate)) - 1);
  return std::floor(rate / unit + 1e-9) * unit;
}

std::string RateText(double rate) {
  const double reciprocal = 1 / rate;
  const double whole = std::round(reciprocal);
  const bool fraction = whole >= 3 && whole <= 999 && std::abs(reciprocal - whole) < 1e-6 * whole;
  // 0.05 is easier to read than 1/20; a rate may have passed through a float.
  const bool short_decimal = std::abs(rate * 1000 - std::round(rate * 1000)) < 1e-3 * rate;
  return fraction && !short_decimal ? FillIn("1/{}", {std::to_string(static_cast<int>(whole))})
                                    : ShortNumber(rate, 3);
}

std::optional<Message> RateProblem(const NormalEquations& sums, const Spectrum& spectrum,
                                   const TrainingOptions& options) {
  if (spectrum.size() == 0) return std::nullopt;
  const double limit = StableRateLimit(options, spectrum.values.front(), sums.outputs);
  if (limit == 0 || options.rate <= limit) return std::nullopt;
  const DirectionName name = NameOf(spectrum.vectors.front(), sums.kernel);
  return Above(name, RateText(options.rate), RateText(limit));
}

}  // namespace convlens
