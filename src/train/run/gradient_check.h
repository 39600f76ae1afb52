#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "train/run/trainer.h"

namespace convlens {

/// One parameter's derivative of the loss, found twice.
struct CheckedGradient {
  double analytic = 0;        ///< by the backward pass, as training uses it
  double numeric = 0;         ///< (L(p+h) − L(p−h)) / 2h, with the loss in double
  double relative_error = 0;  ///< |difference| / max(|analytic|, |numeric|, 1e-6 of the largest)
};

/// Checks the gradient of the loss (without the penalty) at `state` by central differences: of the
/// kernel's weights row by row, then of the bias where it is learned. Two evaluations of the loss
/// by the textbook's loops in double for each parameter. Nothing when `cancelled` becomes true. At
/// a kink of the absolute or Huber error both need not agree.
std::optional<std::vector<CheckedGradient>> CheckGradient(
    const TrainingData& data, const TrainingOptions& options, const TrainingState& state,
    const std::atomic<bool>* cancelled = nullptr);

}  // namespace convlens
