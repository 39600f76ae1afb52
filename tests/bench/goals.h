#pragma once

#include <string>

#include "results.h"

namespace convlens::bench {

/// Prints each goal whose entries were measured beside what was reached. `target`: the instruction
/// set in use; AVX2 has its own goals.
void PrintGoals(const Results& results, const std::string& target);

}  // namespace convlens::bench
