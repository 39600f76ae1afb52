#pragma once

#include <cstdint>
#include <vector>

#include "layer/settings/layer.h"

namespace convlens {

/// Where a kernel [kh×kw] starts from. With `in` input and `out` output channels PyTorch counts
/// fan_in = in·kh·kw and fan_out = out·kh·kw (torch.nn.init), a
/// plain kernel having one of each.
enum class Initialization {
  kZeros,
  kNormal,   ///< N(0, 1)
  kUniform,  ///< U(−1/√fan_in, 1/√fan_in): what PyTorch's Conv2d starts from
  kXavier,   ///< U(−a, a), a = √(6 / (fan_in + fan_out))  (xavier_uniform_)
  kHe,       ///< N(0, 2 / fan_in)  (kaiming_normal_, for ReLU)
};

struct Fans {
  int in_channels = 1;
  int out_channels = 1;
};

/// A kernel of independent values. The same seed gives the same bits everywhere up to the last bit
/// of the C library's logarithm and cosine. `kNormal` is `NormalGrid(shape, seed)`.
Grid InitializedKernel(Initialization initialization, Shape shape, uint64_t seed, Fans fans = {});

/// Weights of the shape of `like`; its channels count as in PyTorch, whose layout it has. One
/// kernel has the bits of `InitializedKernel`.
Weights InitializedWeights(Initialization initialization, const Weights& like, uint64_t seed);

/// The seed of layer `layer` in a stack that starts from `seed`: `seed` itself for the first.
uint64_t SeedOfLayer(uint64_t seed, size_t layer);

/// `layers` with new weights where they learn, each by its own seed, and with zero biases there if
/// `zero_bias`. What does not learn stays.
std::vector<Layer> InitializedLayers(Initialization initialization, std::vector<Layer> layers,
                                     uint64_t seed, bool zero_bias);

/// `target` with independent normal noise of standard deviation `deviation` added, by `seed`: a
/// target that no kernel makes exactly.
Grid WithNoise(GridView target, double deviation, uint64_t seed);

}  // namespace convlens
