#pragma once

#include "core/grid/grid.h"

namespace convlens {

// The vector parts of the gradients, compiled for every SIMD target and chosen at run time.
// Contracts as in gradient.h, unless said otherwise. Views go by reference: copied onto the stack,
// they cost the smallest grids a fifth of their time.

/// Adds the gradient of the kernel's taps to `sums`, row by row, [kernel.height × kernel.width].
/// For bands of g one after the other, each with the rows of x that it meets.
void AddKernelGradient(const GridView& x, const GridView& g, Shape kernel, double* sums);

double SumOfCells(const GridView& g);

struct DifferenceSums {
  double squares = 0;
  double sum = 0;
};
/// difference = a - b, and its sums.
DifferenceSums SumDifferences(const GridView& a, const GridView& b,
                              const MutableGridView& difference);

}  // namespace convlens
