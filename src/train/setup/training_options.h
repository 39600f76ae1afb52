#pragma once

#include <optional>

#include "core/correlate/correlate.h"
#include "train/setup/loss.h"
#include "train/setup/optimizer.h"
#include "train/setup/schedule.h"

namespace convlens {

/// How the gradient of a squared error is found.
enum class TrainingAlgorithm {
  kDirect,           ///< by correlating the whole input at every step
  kNormalEquations,  ///< from XᵀX and XᵀY, built once: a step costs the same for every image
};

struct TrainingOptions {
  double rate = 0.03F;  ///< of the first step
  Loss loss = Loss::kSum;
  bool learn_bias = false;
  Operation operation = Operation::kCorrelation;
  ErrorMeasure error = ErrorMeasure::kSquared;
  double huber_delta = 1;
  OptimizerOptions optimizer{};
  Schedule schedule{};
  TrainingAlgorithm algorithm = TrainingAlgorithm::kDirect;

  bool operator==(const TrainingOptions&) const = default;
};

/// The option that has no meaning, as a message.
std::optional<Message> OptionsProblem(const TrainingOptions& options);

}  // namespace convlens
