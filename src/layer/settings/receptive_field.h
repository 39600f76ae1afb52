#pragma once

#include <span>
#include <vector>

#include "layer/settings/layer_settings.h"

namespace convlens {

/// Fields grow by the product of all strides: sides, distances and places beyond this many cells
/// are cut to it.
inline constexpr int kMostFieldSide = 1'000'000'000;

/// The theoretical receptive field of the elements of one layer in the input of the stack, as
/// A. Araujo, W. Norris, J. Sim, "Computing Receptive Fields of Convolutional Neural Networks",
/// Distill 2019, computes it.
struct FieldGeometry {
  Shape size;     ///< r: input cells that one element can see
  Step stride;    ///< S: distance in the input of the fields of neighbouring elements
  Sides padding;  ///< P: how far the first element's field reaches out of the input (top, left),
                  ///< and the same for the last element at bottom and right, of an unlimited input
  double center_row = 0;  ///< middle of the first element's field, in input cells from the first
  double center_col = 0;  ///< cell's middle
};

/// After each layer, in order. Behind a transposed convolution the distance is no longer a whole
/// number and fields differ in size: stride and padding are 0 there, and the size is the most that
/// an element can see.
std::vector<FieldGeometry> FieldGeometries(std::span<const LayerSettings> layers);

/// Cells of one grid that are the product of some rows and some columns, each ascending: what a
/// field is exactly. The windows of dilated and of transposed layers leave gaps.
struct FieldCells {
  std::vector<int> rows;
  std::vector<int> cols;

  bool operator==(const FieldCells&) const = default;
  bool empty() const { return rows.empty() || cols.empty(); }
  int64_t count() const { return static_cast<int64_t>(rows.size() * cols.size()); }
  /// Whether they fill `bounds()`.
  bool solid() const {
    const CellRect r = bounds();
    return count() == Shape{r.height, r.width}.count();
  }
  bool Contains(Cell cell) const;
  /// The smallest rectangle around them.
  CellRect bounds() const;
};
/// All cells of a rectangle.
FieldCells CellsOf(CellRect rect);

/// The cells of `input` that the elements `outputs` of one layer are computed from, those that the
/// border repeats included.
FieldCells CellsSeenBy(const LayerSettings& layer, const FieldCells& outputs, Shape input);
/// The elements of `output` that the cells `inputs` of one layer affect, through the border too.
FieldCells CellsReachedBy(const LayerSettings& layer, const FieldCells& inputs, Shape input,
                          Shape output);

/// The rectangle of input cells around all that the rectangle `outputs` of one layer sees, as if
/// the input had no end: it may reach into the padding. Empty when it sees none, as some elements
/// of a transposed convolution do.
CellRect InputsSeenBy(const LayerSettings& layer, CellRect outputs);

/// The receptive field of an element in one grid of the stack.
struct Field {
  CellRect unclipped;  ///< with what lies in the padding; r cells on a side
  CellRect clipped;    ///< the smallest rectangle around `cells`
  FieldCells cells;    ///< inside the grid, exactly
};

/// The receptive field of `elements` of the output of `layers[last]` in the input of each layer:
/// result[k] is the field in what goes into layers[k], k = 0..last, result[0] in the stack's input.
/// `shapes[k]` is the shape of what goes into layers[k]. The fields are those of one channel; other
/// channels have the same.
std::vector<Field> ReceptiveFields(std::span<const LayerSettings> layers,
                                   std::span<const Shape> shapes, int last, CellRect elements);

/// The projective field of `inputs`, cells of what goes into layers[first], in the output of each
/// layer from `first` on: result[k - first] lies in the output of layers[k]. `shapes` as above,
/// with the output of the last layer behind.
std::vector<FieldCells> ProjectiveFields(std::span<const LayerSettings> layers,
                                         std::span<const Shape> shapes, int first, CellRect inputs);

}  // namespace convlens
