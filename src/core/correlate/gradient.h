#pragma once

#include "core/correlate/correlate.h"

namespace convlens {

/// Gradient of a loss with respect to the kernel, from its gradient g = ∂L/∂y with respect to the
/// output of `Correlate(x, k, bias, y)`: the correlation of the input with it,
///   dk[a,b] = sum over i,j of g[i,j] · x[i+a, j+b]
/// x [nh×nw], g [oh×ow], dk [(nh-oh+1)×(nw-ow+1)], with any pitch and alignment; dk must not
/// overlap the others. Nothing outside the views is read or written. O(oh·ow·kh·kw). SIMD, chosen
/// at run time. Sums of some hundred products are flushed to double, so the result does not drift
/// with size. Bands of rows, cut by the shape alone, are summed apart and added in their order: the
/// bits are the same whatever the number of threads. One thread allocates nothing.
void KernelGradient(const GridView& x, const GridView& g, const MutableGridView& dk,
                    Threads threads = {});
/// As the textbook writes it, in double precision.
void KernelGradientByLoops(GridView x, GridView g, MutableGridView dk);

/// The same for `operation`: of `Convolve`, `KernelGradient` flipped in both axes.
void KernelGradient(Operation operation, const GridView& x, const GridView& g,
                    const MutableGridView& dk, Threads threads = {});

/// Gradient with respect to the bias: the sum of g, in double. Any pitch and alignment; O(cells);
/// allocates nothing.
double BiasGradient(const GridView& g);
double BiasGradientByLoops(GridView g);

/// residual = prediction - target; returns the sum of its squares, in double. All of one shape, any
/// pitch and alignment; `residual` may be `prediction` or `target` itself, and must not overlap
/// them otherwise. O(cells); allocates nothing.
double SquaredError(const GridView& prediction, const GridView& target,
                    const MutableGridView& residual);

/// What a training step needs, beside the kernel's gradient.
struct SquaredErrorGradients {
  double squared_error = 0;  ///< Σ e²
  double bias_gradient = 0;  ///< Σ e
};

/// All of a training step in one pass over the data: the residual e = y - target of
/// y = `CorrelateBy(operation, x, k, bias)`, its squares' sum, its sum, and Σ e·x for each tap in
/// `dk`, that is half the gradients of Σ e². `residual`, [oh×ow], is scratch space for e and holds
/// it afterwards. As `Apply`, `SquaredError`, `BiasGradient` and `KernelGradient` one after the
/// other, up to rounding, but in bands of rows that stay in the cache. Any pitch and alignment;
/// `residual` and `dk` must not overlap each other or the rest. O(oh·ow·kh·kw). Threads as in
/// `KernelGradient`; one allocates nothing.
SquaredErrorGradients SquaredErrorAndGradients(Operation operation, const GridView& x,
                                               const GridView& k, float bias,
                                               const GridView& target,
                                               const MutableGridView& residual,
                                               const MutableGridView& dk, Threads threads = {});

}  // namespace convlens
