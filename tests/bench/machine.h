#pragma once

#include <string>

namespace convlens::bench {

/// The processor's name and number of threads, and the compiler, as one line of text.
std::string MachineText();

}  // namespace convlens::bench
