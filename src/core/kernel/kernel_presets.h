#pragma once

#include <span>
#include <string_view>

#include "core/grid/grid.h"

namespace convlens {

/// A named kernel with its textbook coefficients, as correlation applies them.
struct KernelPreset {
  std::string_view id;      ///< stable, for sessions, lessons and the command line: "sobel_left"
  std::string_view name;    ///< English label, the key of its translation: "Sobel, left edges"
  std::string_view source;  ///< where the coefficients come from
  Shape shape;
  std::span<const float> coefficients;  ///< row by row, [shape.height × shape.width]
  float divisor = 1;                    ///< every coefficient is divided by it

  /// The kernel itself: coefficients / divisor.
  Grid Kernel() const;
};

/// All presets in menu order: constant data, nothing is built or allocated.
std::span<const KernelPreset> KernelPresets();

/// The preset with `id`, or nullptr.
const KernelPreset* FindKernelPreset(std::string_view id);

/// The preset whose kernel equals `k` exactly, or nullptr ("Custom").
const KernelPreset* MatchKernelPreset(GridView k);

}  // namespace convlens
