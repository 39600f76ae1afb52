#pragma once

#include "core/grid.h"

namespace convlens {

// Correlation by kernel size, each in a file of its own, compiled for every SIMD target and chosen
// at run time. Contract as `Correlate`; the size in the name is required. All sum over the kernel
// row by row with the same roundings, so they agree to the bit. 7×7 has no file of its own:
// unrolled whole, its sums no longer stay in registers, and it is slower than the loop for any
// size.

void Correlate1x2(GridView x, GridView k, float bias, MutableGridView y);
void Correlate3x3(GridView x, GridView k, float bias, MutableGridView y);
void Correlate5x5(GridView x, GridView k, float bias, MutableGridView y);
void CorrelateAny(GridView x, GridView k, float bias, MutableGridView y);

}  // namespace convlens
