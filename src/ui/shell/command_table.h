#pragma once

#include <span>

#include "ui/state/command.h"

namespace convlens {

/// The one table from which the menus, the key sheet and the dispatch of keys are made, in the
/// order of the key sheet: each command has a row.
std::span<const CommandInfo> CommandTable();

}  // namespace convlens
