#pragma once

#include "train/run/training_history.h"

namespace convlens {

/// The losses over the held-out pair that were recorded, by step; empty without such a pair.
std::vector<LossPoint> HeldOutLosses(const TrainingHistory& history);

}  // namespace convlens
