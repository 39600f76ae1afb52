#pragma once

#include "train/setup/training_options.h"

namespace convlens {

/// The normal equations hold the square of a kernel's number of weights: why they are not for a
/// kernel of shape `kernel`, where `options` ask for them; or nothing.
std::optional<Message> NormalEquationsProblem(const TrainingOptions& options, Shape kernel);

}  // namespace convlens
