#pragma once

#include <string>
#include <string_view>

namespace convlens {

/// The types of a script in C++, and the functions that `script` calls, with those that these call.
std::string CppFunctionsFor(std::string_view script);

}  // namespace convlens
