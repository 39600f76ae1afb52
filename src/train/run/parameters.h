#pragma once

#include <vector>

#include "train/run/trainer.h"

namespace convlens {

/// What learns of `state`, as `OptimizerMemory` has it: a plain kernel row by row and then,
/// `with_bias`, its bias; or the weights and biases of its layers.
std::vector<double> ParametersOf(const TrainingState& state, bool with_bias);

/// The reverse for a plain kernel: `present` with these weights, row by row, and with the bias that
/// follows them, if one does.
TrainingState StateAt(const std::vector<double>& parameters, const TrainingState& present);

}  // namespace convlens
