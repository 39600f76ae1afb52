#pragma once

#include "core/correlate.h"

namespace convlens {

/// Gradient of a loss with respect to the kernel, from its gradient g = ∂L/∂y with respect to the
/// output of `Correlate(x, k, bias, y)`: the correlation of the input with it,
///   dk[a,b] = sum over i,j of g[i,j] · x[i+a, j+b]
/// x [nh×nw], g [oh×ow], dk [(nh-oh+1)×(nw-ow+1)]. Row sums are flushed to double, so the result
/// does not drift with size. SIMD, chosen at run time.
void KernelGradient(GridView x, GridView g, MutableGridView dk);
void KernelGradientReference(GridView x, GridView g, MutableGridView dk);

/// The same for `Convolve`: `KernelGradient` flipped in both axes.
void KernelGradient(Operation operation, GridView x, GridView g, MutableGridView dk);

/// Gradient with respect to the bias: the sum of g, in double.
double BiasGradient(GridView g);
double BiasGradientReference(GridView g);

/// residual = prediction - target; returns the sum of its squares, in double. All of one shape;
/// `residual` may be `prediction` itself.
double SquaredError(GridView prediction, GridView target, MutableGridView residual);

}  // namespace convlens
