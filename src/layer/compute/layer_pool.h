#pragma once

#include <optional>

#include "layer/compute/padded_planes.h"

namespace convlens {

/// A pooling layer, prepared for one input.
class LayerPool {
 public:
  /// For `part` of the output.
  LayerPool(const LayerSettings& settings, const Tensor& x, CellRect part, Threads threads);

  /// `region`, inside the part, of output channel `channel`, activated, into the same region of
  /// `y`, a grid of the whole output's shape.
  void Compute(int channel, CellRect region, MutableGridView y) const;

 private:
  void ComputeFromPlanes(int channel, CellRect region, MutableGridView y) const;

  LayerSettings settings_;
  CellRect part_;
  Tensor x_;
  std::optional<PaddedPlanes> planes_;  // unless windows of 2×2 tile the input
  std::vector<ptrdiff_t> taps_;
  std::vector<float> row_counts_;  // of an average: rows and columns that count
  std::vector<float> col_counts_;
};

/// What an average is divided by: of element (r, c) of the region, rows[r] · cols[c].
struct PoolCounts {
  std::vector<int> rows;
  std::vector<int> cols;
};
PoolCounts PoolCountsOf(const LayerSettings& settings, Shape input, CellRect region);

}  // namespace convlens
