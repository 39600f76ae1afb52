#pragma once

#include <functional>

#include "core/pattern/pattern.h"
#include "ui/state/ui_state.h"

namespace convlens {

// What the tabs do that other ways lead to as well.

/// Fills the input, in the size that it has, with the pattern that the Input tab holds.
void FillInput(UiContext& ui);

/// How many kernels the output channel in front has.
int KernelsOfOutput(const UiContext& ui);
/// Does `make`'s edit for the kernel in front, or for those of all input channels, as the user
/// wants.
void DoForKernels(UiContext& ui, const std::function<Edit(Front)>& make);

/// Replaces the settings of the layer in front by changed ones; `label` names the edit.
void ChangeSettings(UiContext& ui, const char* label,
                    const std::function<void(LayerSettings&)>& change);

}  // namespace convlens
