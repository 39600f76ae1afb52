#pragma once

#include "code/script_text.h"

namespace convlens {

/// Whether `layer` needs its bias: another number than 0, or one that learns.
bool HasBias(const ScriptPlan& plan, const PlannedLayer& layer);

/// The lines that replace X by what layer `at` makes of it, by torch.nn.functional as F and the
/// function `cells` of the borders that PyTorch does not have.
Lines PyTorchLayer(const ScriptPlan& plan, size_t at);

}  // namespace convlens
