#pragma once

#include <string>

#include "code/script_plan.h"

namespace convlens {

/// The main function of a training, by `forward` and `backward`, and the rate's function.
std::string CppTraining(const ScriptPlan& plan);

}  // namespace convlens
