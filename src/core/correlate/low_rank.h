#pragma once

#include <limits>
#include <vector>

#include "core/grid/grid.h"
#include "core/grid/parallel.h"

namespace convlens {

/// A kernel as a sum of `rank` products of a column and a row,
///   k[a,b] = Σ_r columns[r,a] · rows[r,b]
/// Rank 1 is a separable kernel. Correlating with each row, and then with its column, takes
/// rank·(kh + kw) multiply-adds for an output element instead of kh·kw.
struct LowRankKernel {
  int rank = 0;
  Grid columns;  ///< [rank×kh]
  Grid rows;     ///< [rank×kw]

  /// Of the kernel: kh×kw.
  Shape shape() const { return {columns.width(), rows.width()}; }
};

/// `k` with the least rank that gives each coefficient to within two roundings of the largest one.
/// Elimination with complete pivoting finds textbook kernels (box, binomial, Sobel, Laplacian)
/// without any rounding, which the irrational singular vectors cannot. But what it leaves of a
/// kernel that was rounded can exceed a rounding, and then it takes a product more than there are:
/// so where the singular value decomposition needs fewer, its vectors are the answer.
/// Rows have a largest magnitude of 1, so a filtered input overflows no sooner than its sums.
/// Rank 0 for a kernel that is all zero or not finite: there is nothing to gain.
/// Rank 0, too, as soon as it turns out that `most` products are not enough, though a kernel that
/// takes one or two more may not be told from these.
/// O(kh·kw·min(kh, kw)); a 31×31 kernel takes about a millisecond.
LowRankKernel FactorKernel(GridView k, int most = std::numeric_limits<int>::max());

/// The singular values of `k` as a matrix, falling; none for a kernel that is empty or not finite.
/// O(kh·kw·min(kh, kw)).
std::vector<double> SingularValues(GridView k);

/// How many of them differ from zero by more than the rounding of the coefficients explains. A
/// kernel of rank r whose coefficients were each rounded to float32 is the kernel plus a matrix of
/// Frobenius norm ≤ ε/2·‖K‖, and no singular value moves further than that (Weyl). Twice that is
/// taken for zero, since coefficients are often sums or products that were rounded already.
int NumericalRank(const std::vector<double>& singular_values);

/// `Correlate(x, k, bias, y)` by row and column passes; contract as there. Requires rank ≥ 1.
/// Equal to it up to rounding where every number on the way is finite: infinities may arrive as
/// NaN, and a sum of filtered rows may overflow where the small coefficients of a column would have
/// come in time. Returns whether all outputs are finite, or false when that is not certain; `Run`
/// of a `CorrelationPlan` then puts the others right. An element's bits depend on its window alone,
/// so bands of rows computed one by one, or by several threads, equal the whole. Each input row is
/// filtered once for all products, and stays in the cache until the columns have used it.
/// O(rank·(kh + kw)) an element; allocates scratch space of less than 1 MiB, or of kh + 59 rows of
/// 256 columns for each product, for each band that is computed at once.
bool CorrelateInPasses(GridView x, const LowRankKernel& k, float bias, MutableGridView y,
                       Threads threads = {});

}  // namespace convlens
