#pragma once

#include <span>
#include <vector>

#include "layer/layer_settings.h"

namespace convlens {

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

/// After each layer, in order. Transposed convolutions are followed through `FieldOf` instead and
/// have stride 0 here from there on, as the jump is no longer a whole number.
std::vector<FieldGeometry> FieldGeometries(std::span<const LayerSettings> layers);

/// Cells that a rectangle can see or affect.
struct Field {
  CellRect unclipped;  ///< may reach into the padding
  CellRect clipped;    ///< the part inside the grid
};

/// The input cells of one layer that `outputs` are computed from (bounding rectangle).
CellRect InputsSeenBy(const LayerSettings& layer, CellRect outputs);
/// The output elements of one layer that `inputs` affect, clipped to `output`.
CellRect OutputsReachedBy(const LayerSettings& layer, CellRect inputs, Shape output);

/// The receptive field of `elements` of the output of `layers[last]` in the input of each layer:
/// result[k] is the field in what goes into layers[k], k = 0..last, result[0] in the stack's input.
/// `shapes[k]` is the shape of what goes into layers[k].
std::vector<Field> ReceptiveFields(std::span<const LayerSettings> layers,
                                   std::span<const Shape> shapes, int last, CellRect elements);

/// The projective field of `inputs`, cells of what goes into layers[first], in the output of each
/// layer from `first` on: result[k - first] lies in the output of layers[k], of shape outputs[k].
std::vector<CellRect> ProjectiveFields(std::span<const LayerSettings> layers,
                                       std::span<const Shape> outputs, int first, CellRect inputs);

}  // namespace convlens
