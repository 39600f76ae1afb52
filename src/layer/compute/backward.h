#pragma once

#include "core/grid/parallel.h"
#include "layer/settings/layer.h"

namespace convlens {

/// ∂L/∂(everything that a layer reads), given ∂L/∂y.
struct LayerGradients {
  Weights weights;          ///< shape of the layer's
  std::vector<float> bias;  ///< shape of the layer's
  Tensor input;             ///< shape of x; empty when not wanted
};

/// The gradients of `layer` at input `x` with output `y = Forward(layer, x)`:
///   ∂L/∂K[o,c] = x[c] ⋆ δ[o],  ∂L/∂u[o] = Σ δ[o],  ∂L/∂x[c] = Σ_o δ[o] * K[o,c] (full convolution)
/// where δ = ∂L/∂y · activation′, strides spread δ out and dilation spreads K out. A border mode's
/// cells pass their gradient on to the inputs that they repeat. Max pooling passes it to the first
/// largest element of the window, in row-major order, as PyTorch does.
/// Sums run in double precision or in pairwise float32 blocks: within 1e-5 of the plain loops, and
/// of the same bits whatever the number of threads.
LayerGradients Backward(const Layer& layer, const Tensor& x, const Tensor& y, const Tensor& dy,
                        bool want_input, Threads threads = {});

/// The gradient by the input alone, `Backward(…).input`, without the work for weights and bias.
Tensor BackwardInput(const Layer& layer, const Tensor& x, const Tensor& y, const Tensor& dy,
                     Threads threads = {});

/// The same in double precision, term by term.
LayerGradients BackwardByLoops(const Layer& layer, const Tensor& x, const Tensor& y,
                               const Tensor& dy, bool want_input);

}  // namespace convlens
