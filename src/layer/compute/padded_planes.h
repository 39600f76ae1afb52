#pragma once

#include <vector>

#include "core/grid/parallel.h"
#include "layer/compute/bordered_row.h"
#include "layer/settings/layer_settings.h"

namespace convlens {

/// A layer's input as its kernels read it: every channel with its border around it, so that no
/// window has to check bounds, and with the columns that one tap meets side by side, so that a
/// stride costs nothing: a row holds the columns 0, s, 2s, … of the padded input, then 1, s + 1, …
///
///   stride 2:  c0 c1 c2 c3 c4 c5 …  →  c0 c2 c4 … | c1 c3 c5 …
///
/// Channels that need neither are read where they are.
class PaddedPlanes {
 public:
  /// What will be read.
  struct Extent {
    Cell origin;               ///< input cell, may lie outside, that is cell (0, 0) here
    Shape shape;               ///< cells from there
    int column_step = 1;       ///< the stride by which columns are put side by side
    std::vector<int> columns;  ///< those that taps start at: only their classes are kept
  };
  /// How many floats behind the last one asked for can be read without harm.
  static constexpr int kSlack = 32;

  /// `must_copy`: the kernels read whole vectors beyond the end of a row.
  PaddedPlanes(const LayerSettings& settings, const Tensor& x, const Extent& extent, bool must_copy,
               Threads threads = {});

  /// First cell of channel `channel`.
  const float* base(int channel) const { return bases_[static_cast<size_t>(channel)]; }
  const float* const* bases() const { return bases_.data(); }
  /// Channel `channel` as a grid; of a column step of 1.
  GridView view(int channel) const { return {base(channel), shape_.height, shape_.width, pitch_}; }
  ptrdiff_t pitch() const { return pitch_; }
  /// Distance in floats from a channel's first cell to cell (row, col); of the cells of the columns
  /// col, col + step, … that is where the first one lies, the others follow.
  ptrdiff_t OffsetOf(int row, int col) const;

 private:
  void CopyChannel(const std::vector<int>& rows, const BorderedRow& cols, int channel);

  Tensor input_;  // shared, kept alive
  Grid copies_;   // one row per channel
  std::vector<const float*> bases_;
  Shape shape_;
  ptrdiff_t pitch_ = 0;
  int column_step_ = 1;
  ptrdiff_t class_width_ = 0;
  std::vector<ptrdiff_t> class_starts_;  // by column modulo column_step; -1 where not kept
};

/// What the windows of those output elements of a convolution or pooling read.
PaddedPlanes::Extent ExtentOfWindows(const LayerSettings& settings, CellRect outputs);
inline PaddedPlanes::Extent ExtentOfWindows(const LayerSettings& settings, Shape output) {
  return ExtentOfWindows(settings, CellRect{0, 0, output.height, output.width});
}

}  // namespace convlens
