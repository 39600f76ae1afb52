#pragma once

#include "code/script_plan.h"
#include "code/script_steps.h"

namespace convlens {

/// The steps of layer `at` by the functions of `CppFunctionsFor`.
std::vector<ScriptStep> CppSteps(const ScriptPlan& plan, size_t at);

}  // namespace convlens
