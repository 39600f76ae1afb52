#pragma once

#include <vector>

#include "core/grid/grid.h"

namespace convlens {

/// What a kernel does to waves: a wave of ω radians per cell comes out with the same frequency, its
/// amplitude multiplied by
///   |K(ω_r, ω_c)| = |Σ k[a,b] · exp(−i(ω_r·a + ω_c·b))|,  −π ≤ ω ≤ π,
/// ω_r down the rows, ω_c across the columns. It is the same for correlation and convolution, and
/// at (−ω_r, −ω_c); 0 is a constant, π the finest stripes (+ − + −). NaN for a kernel that is not
/// finite.
double FrequencyMagnitude(GridView k, double row_frequency, double col_frequency);

/// The magnitudes as a map [side×side] from −π (top, left) to π (bottom, right), the constant in
/// the middle. `side` is odd, at least 3. O(side²·kh + side·kh·kw).
Grid FrequencyMap(GridView k, int side);

/// Along one axis of the map from 0 to π, `count` ≥ 2 places with both ends, the other frequency
/// being 0.
std::vector<double> HorizontalFrequencies(GridView k, int count);  ///< |K(0, ω)|: vertical stripes
std::vector<double> VerticalFrequencies(GridView k, int count);  ///< |K(ω, 0)|: horizontal stripes

}  // namespace convlens
