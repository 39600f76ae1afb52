#pragma once

#include <string>
#include <string_view>

namespace convlens {

/// What the functions of a script in Python may use beside NumPy.
enum class PythonLibrary { kNumPy, kSciPy };

/// The definitions of all functions that `script` calls, and of those that these call.
std::string PythonFunctionsFor(std::string_view script, PythonLibrary library);

}  // namespace convlens
