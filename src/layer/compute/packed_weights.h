#pragma once

#include <memory>
#include <vector>

#include "core/grid/parallel.h"
#include "layer/settings/layer.h"

namespace convlens {

/// The output channels of a layer in blocks that are computed together, none across two groups.
/// Every block has a lane for each of its outputs, the last of a group possibly some more.
class OutputBlocks {
 public:
  struct Block {
    int first = 0;  ///< outputs [first, first + count)
    int count = 0;
    int lanes = 0;
    int lanes_before = 0;  ///< of all blocks before it
  };
  OutputBlocks() = default;
  /// Blocks of at most `most` lanes, a multiple of `unit`, which lanes are in number.
  OutputBlocks(const LayerSettings& settings, int most, int unit);

  /// The block that output `output` belongs to.
  Block Of(int output) const;
  /// The first outputs of all blocks.
  std::vector<int> firsts() const;
  int lanes() const { return groups_ * group_lanes_; }

 private:
  int groups_ = 1;
  int group_outputs_ = 1;
  int most_ = 1;
  int unit_ = 1;
  int group_lanes_ = 1;  // of all blocks of a group
};

/// The weights of a layer of `group_inputs` channels a group in the order in which its sums read
/// them, [block of outputs][channel][tap][lane], for the taps at `cells` of the kernels. Lanes
/// without an output are 0. One row.
Grid PackedWeights(const LayerSettings& settings, const Weights& weights, int group_inputs,
                   const OutputBlocks& blocks, const std::vector<Cell>& cells, Threads threads);

/// The weights of a layer as its sums read them: what takes as long as the sums themselves where an
/// input is small, and is therefore kept for the next evaluation. Immutable, shared by pointer.
struct PreparedWeights {
  Weights weights;             ///< of what it was made
  LayerSettings settings;      ///< for which
  Shape output;                ///< of a transposed convolution
  int lanes = 1;               ///< of the SIMD target
  int tile = 0;                ///< transformed for such tiles by winograd_sums.h; 0: packed for
                               ///< layer_sums.h
  std::vector<Grid> packed{};  ///< of each class of output elements

  /// Whether `other`, of which only `packed` may be missing, would be the same. Weights are the
  /// same where they share their numbers.
  bool Serves(const PreparedWeights& other) const;
};
using PreparedWeightsPtr = std::shared_ptr<const PreparedWeights>;

}  // namespace convlens
