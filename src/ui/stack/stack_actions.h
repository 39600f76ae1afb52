#pragma once

#include "layer/settings/stack_presets.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// Brings the layer that gives `grid` to the front, with this output channel; the input's is the
/// first.
void BringToFront(UiContext& ui, int grid, int channel);

/// Replaces all layers by those of `preset`, with its first layer in front.
void UseStack(UiContext& ui, const StackPreset& preset);

/// Whether the last edit was to choose a preset that could not take the input, which gave way.
bool StackReplacedInput(const UiContext& ui);

/// Adds, removes or moves layers, brings `front_layer` to the front, and remembers whether kernels
/// had to be fitted to other channels.
void DoInStack(UiContext& ui, const Edit& edit, int front_layer);

}  // namespace convlens
