#pragma once

#include <functional>
#include <span>

#include "core/grid/parallel.h"
#include "layer/settings/tensor.h"

namespace convlens {

/// How many output channels are best computed together: a multiple of what the kernels of every
/// SIMD target take at once.
inline constexpr int kChannelsTogether = 32;

/// The channels [first, first + count) of the cells of `region`.
struct ChannelPart {
  int first = 0;
  int count = 0;
  CellRect region;
};

/// A region of several channels cut into parts of about the same work, for threads: bands of rows ×
/// blocks of channels. Only for work whose bits do not depend on the cut.
class ChannelCut {
 public:
  ChannelCut() = default;
  /// By `work`, in multiply-adds: parts of about a millisecond, as far as bands stay high
  /// enough and blocks wide enough for the kernels, and consist of whole units.
  ChannelCut(int channels, CellRect region, int64_t work, Shape unit = {1, 1});
  /// With bands of `band` rows.
  ChannelCut(int channels, CellRect region, int64_t work, int band);

  int count() const { return bands_ * blocks_; }
  /// Part `i`, band by band.
  ChannelPart operator[](int i) const;

 private:
  int channels_ = 0;
  CellRect region_;
  int band_ = 1;
  int block_ = 1;
  int bands_ = 0;
  int blocks_ = 0;
};

/// Computes the same region of the channels first, first + 1, …, of `y`, grids of the whole shape.
using ComputeChannels =
    std::function<void(int first, CellRect region, std::span<const MutableGridView> y)>;

/// A tensor of `shape`, computed in parts, `work` multiply-adds in all, of whole units.
Tensor ComputeByChannels(TensorShape shape, int64_t work, Threads threads,
                         const ComputeChannels& compute, Shape unit = {1, 1});

}  // namespace convlens
