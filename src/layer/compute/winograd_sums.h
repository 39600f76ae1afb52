#pragma once

#include <memory>
#include <mutex>

#include "layer/compute/bordered_row.h"
#include "layer/compute/layer_sums.h"

namespace convlens {

/// The sums of a 3×3 convolution of stride 1 and many channels by Winograd's F(2×2, 3×3): 16
/// multiplications where the direct way takes 36, and less rounding; exact where the direct sums
/// of small integers are. Or by his F(4×4, 3×3): 36 where it takes 144, with about five times the
/// direct sums' rounding.
///
/// Tiles are anchored at output (0, 0), so that an element has the same bits whatever region it is
/// computed with. An element that comes out infinite or NaN is computed in the direct way, which
/// alone gets right what infinity times zero is.
class WinogradSums {
 public:
  /// Whether a layer can be computed so and gains from it: from 32 channels a group on, both ways.
  static bool Suits(const LayerSettings& settings, int input_channels);

  /// Of a layer that it suits, in tiles of 2×2 or 4×4 outputs. `threads` prepare it; `kept` is used
  /// where it serves.
  WinogradSums(const LayerSettings& settings, const Weights& weights, std::vector<float> bias,
               const Tensor& x, Shape output, int tile, Threads threads, PreparedWeightsPtr kept);

  /// What an input changes a part of: see `ForwardPass::unit`.
  Shape unit() const { return UnitOf(tile_); }
  /// Outputs of a tile of 2×2 depend on their own windows alone.
  static Shape UnitOf(int tile) { return tile == 2 ? Shape{1, 1} : Shape{tile, tile}; }

  /// The weights as they are read here, for another like this.
  const PreparedWeightsPtr& prepared() const { return prepared_; }

  /// `region` of the output channels first, first + 1, …, activated, into the same region of each
  /// of `y`, grids of the whole output's shape and all of one pitch.
  void Compute(int first, CellRect region, std::span<const MutableGridView> y) const;

 private:
  struct Scratch;
  struct Wanted;
  void ComputeBand(int first, CellRect region, std::span<const MutableGridView> y) const;
  void TransformInputs(int group, const Wanted& wanted, const Scratch& scratch) const;
  bool ComputeBlock(int first, const Wanted& wanted, const Scratch& scratch,
                    std::span<const MutableGridView> y) const;
  void Repair(int first, CellRect region, std::span<const MutableGridView> y) const;
  const LayerSums& Direct() const;
  Grid Transformed(Threads threads) const;

  int tile_;
  LayerSettings settings_;
  Weights weights_;
  std::vector<float> bias_;
  Tensor x_;
  Shape output_;
  int group_inputs_ = 1;
  int group_outputs_ = 1;
  OutputBlocks blocks_;
  std::vector<int> source_rows_;  // of the input, from the padding on
  BorderedRow source_cols_;
  PreparedWeightsPtr prepared_;  // transformed, [block][place][channel][lane]
  /// The direct way without the activation, made when it is needed.
  struct Fallback {
    std::once_flag made;
    std::unique_ptr<const LayerSums> sums;
  };
  std::unique_ptr<Fallback> direct_ = std::make_unique<Fallback>();
};

}  // namespace convlens
