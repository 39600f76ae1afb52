#pragma once

#include "layer/padded_planes.h"

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
  LayerSettings settings_;
  CellRect part_;
  PaddedPlanes planes_;
  std::vector<ptrdiff_t> taps_;
  std::vector<float> row_counts_;  // of an average: rows and columns that count
  std::vector<float> col_counts_;
};

}  // namespace convlens
