#pragma once

#include "core/grid.h"

namespace convlens {

/// A kernel as a sum of `rank` products of a column and a row,
///   k[a,b] = Σ_r columns[r,a] · rows[r,b]
/// Rank 1 is a separable kernel. Correlating with each row, and then with its column, takes
/// rank·(kh + kw) multiply-adds for an output element instead of kh·kw.
struct LowRankKernel {
  int rank = 0;
  Grid columns;  ///< [rank×kh]
  Grid rows;     ///< [rank×kw]

  Shape shape() const { return {columns.width(), rows.width()}; }
};

/// `k` with the least rank that gives each coefficient to within two roundings of the largest one.
/// By elimination with complete pivoting, which finds textbook kernels (box, binomial, Sobel)
/// without any rounding, unlike the singular vectors. Rank 0 for a kernel that is all zero or not
/// finite: there is nothing to gain. O(rank·kh·kw).
LowRankKernel Factor(GridView k);

/// Whether `CorrelateInPasses` is expected to take less time than `Correlate`: the one place of the
/// cost model.
bool PassesPay(Shape input, Shape kernel, int rank);

/// `Correlate(x, k, bias, y)` by row and column passes; contract as there. Requires rank ≥ 1.
/// Equal to it up to rounding where every number on the way is finite; an infinity in x may arrive
/// as NaN. Allocates scratch space for some rows.
void CorrelateInPasses(GridView x, const LowRankKernel& k, float bias, MutableGridView y);

}  // namespace convlens
