#pragma once

#include <string>

#include "ui/state/ui_state.h"

namespace convlens {

/// A heading that folds what follows it: true when that should be drawn. `id` names it in the
/// Inspection; a triangle shows its state.
bool FoldingSection(UiContext& ui, const char* id, const std::string& title, bool open_at_first);

}  // namespace convlens
