#pragma once

#include "cli/command.h"

namespace convlens {

/// `convlens train X Y --kernel HxW -o K.npy`: learns the kernel that makes Y from X by gradient
/// descent.
void AddTrainCommand(CLI::App& app, CommandAction& action);

}  // namespace convlens
