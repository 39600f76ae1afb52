#pragma once

#include <string>
#include <vector>

#include "ui/state/ui_state.h"

namespace convlens {

/// What learns, as the document has it.
TrainingState PresentState(const Workbench& bench);
/// "K[0,1]", or "u" for what follows the kernel's weights.
std::string WeightName(size_t index, Shape kernel);

/// The name of an earlier run, or its number.
std::string RunName(UiContext& ui, size_t index);

}  // namespace convlens
