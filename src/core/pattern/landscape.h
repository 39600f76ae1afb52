#pragma once

#include "core/grid/grid.h"

namespace convlens {

/// A picture for readers without a photo at hand, in grey levels k/255: hills under a cloudy sky
/// with a low sun, a house and a fence before them. Soft and sharp edges, flat and textured regions
/// and thin lines, made of formulas alone, and stretched over any shape. O(cells), some 100 ns
/// each; four times that below 512 cells a side, where edges are smoothed.
Grid MakeLandscape(Shape shape);

}  // namespace convlens
