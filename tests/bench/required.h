#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/grid/result.h"

namespace convlens {

/// The value, or the end of the program with the message that says why there is none.
template <typename T>
T Required(Result<T> made) {
  if (!made.ok()) {
    std::fprintf(stderr, "%s\n", ToEnglish(made.problem()).c_str());
    std::exit(1);
  }
  return std::move(*made);
}

}  // namespace convlens
