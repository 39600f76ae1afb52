#pragma once

#include "core/grid/geometry.h"

namespace convlens {

/// What the pointer holds or a click has pinned, and so what the figure lights: an output element
/// and its window, an input cell and the outputs that it affects, or a kernel cell and the inputs
/// that it meets.
struct Focus {
  enum class Kind { kNone, kOutput, kInput, kKernel };
  Kind kind = Kind::kNone;
  Cell cell;

  bool operator==(const Focus&) const = default;
};

}  // namespace convlens
