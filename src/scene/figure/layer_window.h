#pragma once

#include <vector>

#include "layer/settings/receptive_field.h"

namespace convlens {

// Where the windows of a layer fall on its input, for drawing: stride, padding, dilation, pooling
// and transposition included. Input cells may lie outside of the input, in the padding.

/// A kernel cell and the input cell that it lies on.
struct WindowTap {
  Cell kernel;
  Cell input;

  bool operator==(const WindowTap&) const = default;
};

/// What output element `output` is computed from in one channel, in the order of the kernel cells.
/// A transposed convolution has those only that reach the element.
std::vector<WindowTap> TapsOf(const LayerSettings& settings, Shape input, Cell output);

/// The input cells that the window of `output` spans. Of a transposed convolution, those that reach
/// the element: empty where it lies between the spread inputs.
CellRect WindowOf(const LayerSettings& settings, Shape input, Cell output);

/// The cells of the input that kernel cell `kernel` lies on over all positions of the window.
FieldCells InputsUnder(const LayerSettings& settings, Shape input, Cell kernel, Shape output);

}  // namespace convlens
