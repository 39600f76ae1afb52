#pragma once

#include <string_view>

#include "core/kernel/kernel_presets.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// A drop-down of all kernel presets under headings, the one that `kernel` equals being shown, or
/// "Custom". Returns the preset chosen in this frame, or nullptr. Items are named "<id>.<preset>".
const KernelPreset* PresetChoice(UiContext& ui, const char* id, GridView kernel);

}  // namespace convlens
