#pragma once

#include "cli/command.h"

namespace convlens {

/// `convlens field --layers "k3s1p1,max:k2s2"`: the receptive fields of a stack, as JSON on
/// standard output. The README describes it.
void AddFieldCommand(CLI::App& app, CommandAction& action);

}  // namespace convlens
