#pragma once

#include "core/grid.h"

namespace convlens {

// The vector parts of the gradients, compiled for every SIMD target and chosen at run time.
// Contracts as in gradient.h, but for dk at most kMaxKernelSide high and wide.

void SmallKernelGradient(GridView x, GridView g, MutableGridView dk);
double SumOfCells(GridView g);
double SumOfSquaredDifferences(GridView a, GridView b, MutableGridView difference);

}  // namespace convlens
