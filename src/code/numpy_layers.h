#pragma once

#include "code/script_steps.h"
#include "code/script_text.h"

namespace convlens {

/// The steps of layer `at` by the functions of `PythonFunctionsFor`.
std::vector<ScriptStep> NumPySteps(const ScriptPlan& plan, size_t at);

}  // namespace convlens
