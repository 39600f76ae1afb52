#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// The SIMD instruction sets ("targets") of this program, for tests and for the About box.
/// Names are Highway's: "AVX3", "AVX2", "SSE4", "SCALAR", "NEON"...

/// Name of the target that the fast functions use now.
std::string CurrentTarget();

/// Every target that was compiled in and that this machine can run, best first.
std::vector<std::string> AttainableTargets();

/// Makes the fast functions use exactly `name` (one of `AttainableTargets()`), or, with an empty
/// name, the best again. Returns false, changing nothing, when the name is not attainable.
/// For tests and benchmarks; not to be called while another thread computes.
bool ForceTarget(const std::string& name);

}  // namespace convlens
