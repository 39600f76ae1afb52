#pragma once

#include "train/setup/loss.h"

namespace convlens {

/// What the sum of the costs is multiplied by to give the loss: 1/N for the mean over all `outputs`
/// output elements of all pairs, 1 for the sum. `outputs` above 0 for the mean.
inline double LossScale(Loss loss, int64_t outputs) {
  return loss == Loss::kMean ? 1.0 / static_cast<double>(outputs) : 1.0;
}

}  // namespace convlens
