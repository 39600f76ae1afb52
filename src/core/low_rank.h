#pragma once

#include "core/grid.h"
#include "core/parallel.h"

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
/// cost model. The two differ by rounding, so an evaluation of a part of an output takes the way
/// that was chosen for the whole: ask with the whole input's shape.
bool PassesPay(Shape input, Shape kernel, int rank);

/// `Correlate(x, k, bias, y)` by row and column passes; contract as there, of threads and of parts
/// of an output too: an element's bits depend on its window, the factors and the bias alone.
/// Requires rank ≥ 1. Equal to `Correlate` up to rounding where every number on the way is finite;
/// an infinity in x may arrive as NaN. O(rank·oh·ow·(kh + kw)). Allocates scratch space for some
/// rows, for each band that is computed at once.
void CorrelateInPasses(GridView x, const LowRankKernel& k, float bias, MutableGridView y,
                       Threads threads = {});

}  // namespace convlens
