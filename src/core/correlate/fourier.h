#pragma once

#include <vector>

#include "core/grid/grid.h"
#include "core/grid/parallel.h"

namespace convlens {

/// How an output is cut into tiles, each computed from the cells that its windows see by
/// multiplying spectra: overlap-save (Oppenheim and Schafer, Discrete-Time Signal Processing,
/// section 8.7.3). Tiles start at the output's first element.
struct FourierTiling {
  Shape kernel;
  Shape transform;  ///< [rows×cols] of the Fourier transform: powers of two, 16 and more

  /// The output elements of one tile. Those behind would see cells from its other end.
  Shape tile() const { return ValidOutputShape(transform, kernel); }
  /// Two tiles side by side are one transform's real and imaginary part, and share its roundings:
  /// what is computed together.
  Shape unit() const { return {tile().height, 2 * tile().width}; }
};

/// What that costs for an output of shape `output`, in multiply-adds of the direct way for an
/// output element: tiles that reach beyond the output cost as much as others.
double FourierCost(const FourierTiling& tiling, Shape output);

/// The cheapest tiling, for which it depends on the shapes alone. Requires a kernel of at most
/// `kMaxKernelSide` and an output that are not empty.
FourierTiling BestFourierTiling(Shape output, Shape kernel);

/// `rect` widened to whole units of shape `unit`, as far as these lie in `output`.
CellRect WholeUnits(CellRect rect, Shape unit, Shape output);

/// A kernel prepared for `CorrelateByFourier`.
struct FourierKernel {
  FourierTiling tiling;
  Grid real;       ///< [cols×rows of the transform], transposed: of the conjugate spectrum,
  Grid imaginary;  ///< divided by the number of its values
  std::vector<float> row_factors;  ///< for the transforms along columns: see fourier_routines.h
  std::vector<float> col_factors;  ///< for those along rows
  bool integers = false;           ///< the kernel's coefficients all are
};

/// Whether `k` has a spectrum in float32: not of coefficients that are not finite,
/// nor where the largest is 0, or beyond 2^±80. O(kh·kw).
bool HasSpectrum(GridView k);

/// Requires `HasSpectrum(k)`. O(n·log n) for a transform of n values: below a millisecond up to
/// 256×256.
FourierKernel PrepareFourier(GridView k, const FourierTiling& tiling);

/// The part `region` of `Correlate(x, k, bias, …)` into `y`, of the region's shape, by Fourier
/// transforms in float32. `prepared` is of `k`.
///
/// Within about 1e-6 of a tile's largest sums, and so not exact where these cancel: a sum that is
/// exactly 0 may arrive as 1e-7. Hence units in which kernel and input are integers are computed
/// directly, and so are those that would not be finite.
///
/// The bits of an element depend on the input cells of its unit, the kernel and the bias. So `x` is
/// the whole input, or what a rectangle of whole units sees (`WholeUnits`), `region` being counted
/// from its first element; then parts have the bits of the whole. A region that ends within a
/// unit costs as much as all of it. The same bits for any number of threads.
/// Views as in `Correlate`. Allocates some MiB for each thread.
void CorrelateByFourier(GridView x, GridView k, const FourierKernel& prepared, float bias,
                        CellRect region, MutableGridView y, Threads threads = {});

}  // namespace convlens
