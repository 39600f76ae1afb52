#pragma once

#include <optional>

#include "layer/settings/layer_settings.h"

namespace convlens {

// Where the windows of a layer fall: what the plain loops, the terms and the padding share.

/// The input cell that the border repeats at `at`, which may lie outside of `input`; nothing where
/// the border is a constant.
std::optional<Cell> SourceOf(const LayerSettings& settings, Shape input, Cell at);

/// What stands outside of the input where `SourceOf` gives nothing: 0, or -∞ for max pooling.
float BorderConstant(const LayerSettings& settings);

/// The kernel cell that lies at window cell `at`: the same, or flipped for a convolution.
inline Cell KernelCellAt(const LayerSettings& s, Cell at) {
  if (s.pooling() || s.operation == Operation::kCorrelation) return at;
  return {s.window.height - 1 - at.row, s.window.width - 1 - at.col};
}

/// First input cell, which may lie outside, of the window of output element `at`.
inline Cell WindowStart(const LayerSettings& s, Cell at) {
  return {at.row * s.stride.rows - s.padding.top, at.col * s.stride.cols - s.padding.left};
}

/// The cells that the average of output element `at` is divided by: those of the window, without
/// what hangs over the padding (ceil mode), and without the padding unless it counts.
int AverageDivisor(const LayerSettings& settings, Shape input, Cell at);

/// The input that max pooling hands the gradient of output element `at` to: the first largest one
/// of the window, or its last NaN, as PyTorch does; none when the window is all padding.
std::optional<Cell> LargestIn(const LayerSettings& settings, GridView x, Cell at);

/// Calls `visit(kernel cell, input cell)` for all that output element `at` is computed from, in the
/// order of the kernel cells. The input cell may lie outside; a transposed convolution visits only
/// those inside.
template <class Visit>
void ForEachTap(const LayerSettings& s, Shape input, Cell at, Visit visit) {
  const CellRect inside{0, 0, input.height, input.width};
  for (int a = 0; a < s.window.height; ++a) {
    for (int b = 0; b < s.window.width; ++b) {
      const Cell kernel{a, b};
      const Cell window = KernelCellAt(s, kernel);
      const Cell offset{window.row * s.dilation.rows, window.col * s.dilation.cols};
      if (s.kind != LayerKind::kTransposed) {
        const Cell start = WindowStart(s, at);
        visit(kernel, Cell{start.row + offset.row, start.col + offset.col});
        continue;
      }
      const Cell spread{at.row + s.padding.top - offset.row, at.col + s.padding.left - offset.col};
      if (spread.row % s.stride.rows != 0 || spread.col % s.stride.cols != 0) continue;
      const Cell source{spread.row / s.stride.rows, spread.col / s.stride.cols};
      if (inside.Contains(source)) visit(kernel, source);
    }
  }
}

/// Input channels [first, first + count) that output channel `channel` sees.
struct ChannelGroup {
  int first = 0;
  int count = 0;
};
ChannelGroup InputsOf(const LayerSettings& settings, int input_channels, int channel);

/// Place of the kernel between an input and an output channel of one group in the weights.
struct KernelIndex {
  int first = 0;
  int second = 0;
};
inline KernelIndex KernelBetween(const LayerSettings& s, ChannelGroup inputs, int input,
                                 int output) {
  if (s.kind == LayerKind::kTransposed) return {input, output % (s.outputs / s.groups)};
  return {output, input - inputs.first};
}

}  // namespace convlens
