#pragma once

#include "core/grid/parallel.h"
#include "layer/settings/layer.h"

namespace convlens {

/// The gradient of a convolution's weights: each is the sum, over all elements, of ∂L/∂element
/// times the input that the weight met there,
///   dK[o,c,a,b] = Σ_ij delta[o][i,j] · x[c][i·stride + a·dilation - padding, …]
/// `delta` is ∂L/∂(sums of the layer). The gradient of a transposed convolution is the same with
/// `x` and `delta` in each other's place. The same bits whatever the number of threads.
Weights WeightGradient(const LayerSettings& settings, const Tensor& x, const Tensor& delta,
                       Threads threads = {});

}  // namespace convlens
