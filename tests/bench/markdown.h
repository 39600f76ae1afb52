#pragma once

#include <string>
#include <vector>

#include "results.h"

namespace convlens::bench {

/// The table of ratios for the README, with the machine it was measured on.
std::string MarkdownTable(const Results& results, const std::vector<std::string>& works,
                          const std::string& target);

}  // namespace convlens::bench
