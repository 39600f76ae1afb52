#pragma once

#include "core/grid/grid.h"

namespace convlens {

// Correlation by kernel size, each in a file of its own, compiled for every SIMD target and chosen
// at run time. Contract as `Correlate`; the size in the name is required. Each starts an element's
// sum at the bias and adds the taps row by row, left to right, with one rounding (or, on targets
// without fused multiply-adds, two) each: so all agree to the bit, wherever the element lies.
// 7×7 is a case of `CorrelateAny`: unrolled whole, its sums no longer stay in registers.

void Correlate1x2(const GridView& x, const GridView& k, float bias, const MutableGridView& y);
void Correlate3x3(const GridView& x, const GridView& k, float bias, const MutableGridView& y);
void Correlate5x5(const GridView& x, const GridView& k, float bias, const MutableGridView& y);
void CorrelateAny(const GridView& x, const GridView& k, float bias, const MutableGridView& y);

}  // namespace convlens
