#pragma once

#include <cstdint>
#include <string>

#include "scene/stack_fields.h"
#include "ui/ui_state.h"

namespace convlens {

/// What the stack's strip, figure and tab share.

/// Brings the layer that gives `grid` to the front, with this output channel; the input's is the
/// first.
void BringToFront(UiContext& ui, int grid, int channel);

/// Adds, removes or moves layers, brings `front_layer` to the front, and remembers whether kernels
/// had to be fitted to other channels.
void DoInStack(UiContext& ui, const Edit& edit, int front_layer);

/// "conv2[3] (0, 4)": an element by the name of its grid, its channel where there are several, and
/// its cell.
std::string ElementName(const UiContext& ui, const StackElement& element);

/// "950", "87.5 k", "14.7 M", "15.3 G": at most three digits.
std::string ShortCount(int64_t count);

/// Whether the strip of layers is shown: for more than one layer, and while the stack is looked at.
bool StackStripShown(const UiContext& ui);
/// In pixels.
float StackStripHeight(const UiContext& ui);

}  // namespace convlens
