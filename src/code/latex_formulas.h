#pragma once

#include <string>

#include "code/script_plan.h"

namespace convlens {

/// "2 \cdot 10^{-5}" for "2e-05"; other decimals as they are.
std::string LatexDecimal(const std::string& decimal);

/// Y_{i,j} = Σ K_{a,b} X_{i+a,j+b} + b of a plain layer, without delimiters.
std::string LatexPlain(const ScriptPlan& plan);
/// Whether its bias is part of that: another number than 0, or one that learns.
bool LatexPlainBias(const ScriptPlan& plan);

/// What layer `number`, from 1, makes of X^{(number - 1)}: its formula as displayed math, and what
/// stands around its input in words.
std::string LatexLayer(const PlannedLayer& layer, size_t number);

/// The loss, the gradient and the update of each step.
std::string LatexTraining(const ScriptPlan& plan);

}  // namespace convlens
