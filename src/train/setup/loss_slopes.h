#pragma once

#include "train/setup/training_options.h"

namespace convlens {

/// G = ∂L/∂Ŷ: what the loss by `options` changes with each element of the prediction, from the
/// errors of all of them.
Grid LossSlopes(const TrainingOptions& options, const Grid& errors);

}  // namespace convlens
