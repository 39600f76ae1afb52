#pragma once

#include <vector>

#include "ui/state/ui_state.h"

namespace convlens {

/// All that the command palette finds: the commands, the lessons, the presets of kernels and
/// stacks, the input's patterns, the settings that are chosen from a list, each with each of its
/// values, and the controls to go to.
std::vector<PaletteEntry> PaletteEntries(const UiContext& ui);

}  // namespace convlens
