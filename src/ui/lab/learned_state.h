#pragma once

#include <string>
#include <vector>

#include "ui/state/ui_state.h"

namespace convlens {

/// What learns, as the document has it.
TrainingState PresentState(const Workbench& bench);
/// What learns, as the training's mathematics takes it: the kernel row by row, then the bias.
std::vector<double> ParametersOf(const TrainingState& state, bool with_bias);
/// The reverse; the bias is `present`'s where it is not learned.
TrainingState StateAt(const std::vector<double>& parameters, const TrainingState& present);
/// "K[0,1]", or "u" for what follows the kernel's weights.
std::string WeightName(size_t index, Shape kernel);

/// The name of an earlier run, or its number.
std::string RunName(UiContext& ui, size_t index);

}  // namespace convlens
