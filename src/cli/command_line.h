#pragma once

#include <variant>

#include "io/session/launch.h"

namespace convlens {

/// Reads the command line. A command without a window (`corr`, `train`, …) is run here, and so are
/// --help and --version: the int is the exit code then, 0, or 2 after one line on standard error
/// for any bad input. Otherwise the window should be opened.
std::variant<int, Launch> RunCommandLine(int argc, char** argv);

}  // namespace convlens
