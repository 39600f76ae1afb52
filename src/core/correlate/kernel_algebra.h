#pragma once

#include "core/grid/grid.h"

namespace convlens {

namespace kernel_algebra {

// Each makes a new grid, in O(cells), of a view of any pitch and alignment.

Grid FlipHorizontally(GridView k);  ///< left and right exchanged
Grid FlipVertically(GridView k);    ///< top and bottom exchanged
Grid FlipBoth(GridView k);          ///< rotation by 180°: turns correlation into convolution
Grid Rotate90(GridView k);          ///< a quarter turn clockwise; [kh×kw] becomes [kw×kh]
Grid Transpose(GridView k);         ///< [kh×kw] becomes [kw×kh]
Grid Negate(GridView k);
/// Divided by its sum, so that the sum is 1; where the sum is 0 (an edge detector), by the sum of
/// absolute values. An all-zero kernel stays as it is.
Grid Normalize(GridView k);
/// `k` in a grid of another shape: cut or padded with `fill`, keeping the top left corner.
Grid Resized(GridView k, Shape shape, float fill = 0.0F);

}  // namespace kernel_algebra
}  // namespace convlens
