#pragma once

#include "cli/command.h"

namespace convlens {

/// `convlens code SESSION|LESSON`: a script for another library, or a formula, that gives the same
/// numbers.
void AddCodeCommand(CLI::App& app, CommandAction& action);

}  // namespace convlens
