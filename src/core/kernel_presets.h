#pragma once

#include <string_view>
#include <vector>

#include "core/grid.h"

namespace convlens {

/// A named kernel with its textbook coefficients.
struct KernelPreset {
  std::string_view id;    ///< stable, for sessions, lessons and the command line: "sobel_x"
  std::string_view name;  ///< English label, the key of its translation: "Sobel, vertical edges"
  Grid kernel;
  std::string_view source;  ///< where the coefficients come from
};

/// All presets in menu order.
const std::vector<KernelPreset>& KernelPresets();

/// The preset with `id`, or nullptr.
const KernelPreset* FindKernelPreset(std::string_view id);

/// The preset whose kernel equals `k` exactly, or nullptr ("Custom").
const KernelPreset* MatchKernelPreset(GridView k);

}  // namespace convlens
