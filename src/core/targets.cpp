#include "core/targets.h"

namespace convlens {

std::string CurrentTarget() { return "SCALAR"; }

std::vector<std::string> AttainableTargets() { return {CurrentTarget()}; }

bool ForceTarget(const std::string& name) { return name.empty() || name == CurrentTarget(); }

}  // namespace convlens
