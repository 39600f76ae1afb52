#pragma once

#include <map>
#include <string>

namespace convlens {

struct UiContext;

/// Which sections the user has folded or unfolded; the others are as their panel starts them.
using FoldedSections = std::map<std::string, bool>;

/// A heading that folds what follows it: true when that should be drawn. `id` names it in the
/// Inspection; a triangle shows its state.
bool FoldingSection(UiContext& ui, const char* id, const std::string& title, bool open_at_first);

}  // namespace convlens
