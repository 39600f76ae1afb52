#pragma once

#include "cli/command.h"

namespace convlens {

/// `convlens render SESSION|LESSON -o out.png`: a figure as a picture, drawn without a display.
void AddRenderCommand(CLI::App& app, CommandAction& action);

}  // namespace convlens
