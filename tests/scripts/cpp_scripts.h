#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace convlens {

/// Compiles all scripts of `folder` (a.cpp) as a few programs, each script in a namespace of its
/// own, and leaves what each prints beside it: a.out. Gives what the compiler says.
std::string RunCppScripts(const std::filesystem::path& folder,
                          const std::vector<std::string>& names);

}  // namespace convlens
