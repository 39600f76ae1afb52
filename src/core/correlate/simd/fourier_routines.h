#pragma once

#include "core/correlate/fourier.h"

namespace convlens {

/// One unit of `CorrelateByFourier`. The factors of a transform of n values are, for each of its
/// stages of radix 4 but the last, k = n, n/4, … > 4, and for each p < k/4, exp(-2πi·p·j/k) for
/// j = 1, 2, 3, real parts before imaginary ones.
struct FourierUnit {
  GridView first;     ///< what the windows of the two tiles see, at most the transform's shape;
  GridView second;    ///< beyond it are zeros. May be empty.
  CellRect clip;      ///< elements of the unit that are wanted
  MutableGridView y;  ///< [clip]
};

/// Floats behind each row of a plane: rows a power of two apart would share their places in the
/// cache.
inline constexpr int kFourierPadding = 16;

/// Floats of scratch space that a unit of any target takes.
Shape FourierScratchShape(Shape transform);

/// The conjugate spectrum of `k`, transposed and times `scale`.
void TransformFourierKernel(GridView k, float scale, FourierKernel& prepared,
                            MutableGridView scratch);

/// Returns whether all elements of the two tiles, not only those that are wanted, are finite; else
/// what it has written is of no use.
bool ComputeFourierUnit(const FourierUnit& unit, const FourierKernel& prepared, float bias,
                        MutableGridView scratch);

}  // namespace convlens
