#pragma once

#include "code/script_text.h"

namespace convlens {

/// The loop of the training steps, by the functions `forward` and `backward` and the list
/// `parameters` of what learns.
std::string NumPyTraining(const PlannedTraining& training);

}  // namespace convlens
