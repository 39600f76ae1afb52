#pragma once

#include <span>
#include <string_view>

namespace convlens {

/// One kind of bytes that come from outside, and what must hold of any such bytes.
struct FuzzTarget {
  std::string_view name;                ///< also the folder of its seeds, tests/fuzz/corpus/NAME
  void (*run)(std::string_view bytes);  ///< aborts, with a line on standard error, on a fault
  bool json = false;                    ///< whether it is worth changing the bytes as JSON
};

/// images, arrays, archives, files, sessions, links, lessons, text, layers, preferences.
std::span<const FuzzTarget> FuzzTargets();

/// The target called `name`, or nullptr.
const FuzzTarget* FindFuzzTarget(std::string_view name);

}  // namespace convlens
