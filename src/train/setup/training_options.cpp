#include "train/setup/training_options.h"

#include <cmath>

namespace convlens {
namespace {

bool IsShare(double value) { return value >= 0 && value < 1; }
bool IsPositive(double value) { return std::isfinite(value) && value > 0; }
bool IsNotNegative(double value) { return std::isfinite(value) && value >= 0; }

std::optional<Message> OptimizerProblem(const OptimizerOptions& optimizer) {
  if (!IsShare(optimizer.momentum)) return Message{"Momentum must be at least 0 and below 1.", {}};
  if (!IsShare(optimizer.beta1) || !IsShare(optimizer.beta2)) {
    return Message{"Adam's betas must be at least 0 and below 1.", {}};
  }
  if (!IsPositive(optimizer.epsilon)) return Message{"Adam's epsilon must be above zero.", {}};
  if (!IsNotNegative(optimizer.weight_decay)) {
    return Message{"The L2 penalty must be a number of at least zero.", {}};
  }
  return std::nullopt;
}

std::optional<Message> ScheduleProblem(const Schedule& schedule) {
  if (schedule.every < 1 || schedule.length < 1) {
    return Message{"A schedule needs a length of at least one step.", {}};
  }
  if (!IsPositive(schedule.factor)) {
    return Message{"The factor of the step schedule must be above zero.", {}};
  }
  if (!IsNotNegative(schedule.last)) {
    return Message{"The last rate of the cosine schedule must be a number of at least zero.", {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Message> OptionsProblem(const TrainingOptions& options) {
  if (!IsPositive(options.rate)) {
    return Message{"The learning rate must be a number above zero.", {}};
  }
  if (!IsPositive(options.huber_delta)) return Message{"Huber's delta must be above zero.", {}};
  if (options.algorithm == TrainingAlgorithm::kNormalEquations &&
      options.error != ErrorMeasure::kSquared) {
    return Message{
        "The normal equations hold for the squared error only. Choose it, or the direct way.", {}};
  }
  if (std::optional<Message> problem = OptimizerProblem(options.optimizer)) return problem;
  return ScheduleProblem(options.schedule);
}

}  // namespace convlens
