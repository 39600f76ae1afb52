#pragma once

#include <cstdint>
#include <vector>

#include "layer/settings/layer.h"

namespace convlens {

// A convolution is a product with a matrix, in two ways. Both are given here as numbers and as
// where each number comes from; neither is how `Forward` computes.
//
//   im2col:    y[o] = w[o] · M + bias[o]     M copies every window of x into a column
//   Toeplitz:  vec(y[o]) = T · vec(x) + bias[o]   T copies every weight to where it is applied
//
// Both are of one output channel `o` and of all the input channels of its group, elements counted
// row by row. They hold for convolutions and transposed convolutions with every stride, dilation,
// padding, border and group, before the activation. Pooling has no weights and no such matrix:
// `settings.has_weights()` is required everywhere.

/// One entry of an im2col matrix.
struct Im2colEntry {
  /// The element of the group's input that it copies: (c · height + row) · width + col with c
  /// counted from the group's first channel; -1 where nothing is copied: zeros of the padding, and
  /// for a transposed convolution the zeros between and around the inputs.
  int32_t input = -1;
  bool padding = false;  ///< lies outside of the input, though a border may repeat an element there
};

/// The windows of a layer side by side, as PyTorch's `unfold` (and MATLAB's im2col) gives them:
/// [C/g·kh·kw × outputs], a row for each weight in the order of the kernel cells, a column for each
/// output element. (For a convolution the flip is in the rows, so that the weights keep their
/// order.)
struct Im2colMatrix {
  Grid values;
  std::vector<Im2colEntry> entries;  ///< row by row

  const Im2colEntry& at(int row, int col) const {
    return entries[static_cast<size_t>(row) * static_cast<size_t>(values.width()) +
                   static_cast<size_t>(col)];
  }
};
Im2colMatrix Im2col(const Layer& layer, const Tensor& x, int output_channel);

/// The weights that belong to the rows of `Im2col`: w[o] as a row [1 × C/g·kh·kw].
Grid WeightRow(const Layer& layer, int input_channels, int output_channel);

/// An entry of a Toeplitz matrix that holds a weight, whatever its value.
struct ToeplitzEntry {
  int row = 0;  ///< output element
  int col = 0;  ///< input element, counted as in `Im2colEntry::input`
  int tap = 0;  ///< weight: place in `WeightRow`
};

/// The matrix of a layer as a linear map: [outputs × inputs of the group]. For one channel with
/// stride 1 it is doubly blocked Toeplitz: a band of blocks, each of which repeats one row of the
/// kernel along its diagonals, each repeated along a diagonal of blocks. A transposed convolution's
/// is the transpose of the convolution's with the same kernel and settings: hence its name.
struct ToeplitzMatrix {
  Shape shape;
  Shape block;  ///< rows of one output row × columns of one input row
  /// By row and in it by tap. Where a border repeats an element, several weights fall on one place.
  std::vector<ToeplitzEntry> entries;

  /// The numbers: weights that fall on one place are added.
  Grid Values(const Grid& weight_row) const;
};
ToeplitzMatrix MakeToeplitz(const Layer& layer, TensorShape input, int output_channel);

/// How large both would be, in 64 bits since they soon exceed 32.
struct MatrixSizes {
  int64_t im2col_rows = 0;
  int64_t im2col_cols = 0;
  int64_t toeplitz_rows = 0;
  int64_t toeplitz_cols = 0;
};
MatrixSizes MatrixSizesOf(const Layer& layer, TensorShape input);

}  // namespace convlens
