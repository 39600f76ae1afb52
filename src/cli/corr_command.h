#pragma once

#include "cli/command.h"

namespace convlens {

/// `convlens corr X K -o Y.npy`: the valid correlation or convolution of two files.
void AddCorrCommand(CLI::App& app, CommandAction& action);

}  // namespace convlens
