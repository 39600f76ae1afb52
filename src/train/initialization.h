#pragma once

#include <cstdint>

#include "core/grid.h"

namespace convlens {

/// Where a kernel [kh×kw] starts from. With `in` input and `out` output channels PyTorch counts
/// fan_in = in·kh·kw and fan_out = out·kh·kw (torch.nn.init); ours has one of each.
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

/// `target` with independent normal noise of `deviation` added, by `seed`: a target that no kernel
/// makes exactly.
Grid WithNoise(GridView target, double deviation, uint64_t seed);

}  // namespace convlens
