#pragma once

#include "core/grid/grid.h"
#include "core/grid/parallel.h"

namespace convlens {

// Views go by reference: copied onto the stack, they cost the smallest grids a third of their time.

/// What a layer computes: the kernel as it is, or flipped in both axes.
enum class Operation { kCorrelation, kConvolution };

/// Valid cross-correlation with bias (Dive into Deep Learning, equation 6.2.1 and section 6.2.2):
///   y[i,j] = bias + sum over a,b of k[a,b] · x[i+a, j+b]
/// x [nh×nw], k [kh×kw], y [(nh-kh+1)×(nw-kw+1)], all row-major float32.
/// Requires y of exactly that shape, 1 ≤ kh ≤ nh, 1 ≤ kw ≤ nw; y must not overlap x or k.
/// Views may have any pitch and alignment; nothing outside them is read or written. Rows of y that
/// start on `Grid::kAlignment` let large outputs of small kernels go past the cache.
/// O(oh·ow·kh·kw); allocates nothing. SIMD, chosen at run time.
///
/// Sums run in another order than the plain loops' roundings: exact on small integers, within
/// rounding of `CorrelateByLoops` otherwise. NaN and infinity pass through.
///
/// **A part is computed as in the whole, to the bit**: for one SIMD target, an element of y depends
/// on its window's cells, the kernel and the bias alone, never on where it lies, on the shape,
/// pitch or alignment of the views, or on how the work is split. So for any rectangle of outputs
/// `r`,
///   Correlate(x.Sub({r.row, r.col, r.height + kh - 1, r.width + kw - 1}), k, bias, y.Sub(r))
/// writes the very numbers that evaluating all of y writes there: evaluate only what an edit
/// reaches.
///
/// With more than one thread, and enough work to gain from it (about 50 µs), bands of rows are
/// computed at once: `Correlate(x, k, bias, y, Threads::OfMachine())`. The bits are the same.
void Correlate(const GridView& x, const GridView& k, float bias, const MutableGridView& y,
               Threads threads = {});

/// The same, as the textbook writes it, in double precision: what the fast version must match.
/// Contract and complexity as there, on one thread.
void CorrelateByLoops(GridView x, GridView k, float bias, MutableGridView y);

/// Convolution: correlation with k flipped in both axes,
///   y[i,j] = bias + sum over a,b of k[a,b] · x[i+kh-1-a, j+kw-1-b]
/// Shapes, alignment, aliasing, complexity and bits as `Correlate` with the flipped kernel, of
/// which it makes a copy: in a buffer of its own up to `kFewTapsSide`², allocated beyond.
void Convolve(const GridView& x, const GridView& k, float bias, const MutableGridView& y,
              Threads threads = {});
void ConvolveByLoops(GridView x, GridView k, float bias, MutableGridView y);

/// `Correlate` or `Convolve`; contract as there.
void CorrelateBy(Operation operation, const GridView& x, const GridView& k, float bias,
                 const MutableGridView& y, Threads threads = {});

/// Multiply-adds of one evaluation, output elements times kernel elements: oh·ow·kh·kw.
int64_t MultiplyAdds(Shape input, Shape kernel);

}  // namespace convlens
