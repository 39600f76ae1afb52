#pragma once

#include <vector>

#include "core/grid/grid.h"
#include "layer/settings/layer.h"

namespace convlens {

/// The part of a grid of the input's size that the outputs look at: for each element of an `output`
/// of `layers`, the cell in the middle of its receptive field. Between two cells, the second one.
/// Where fields have no common distance (behind transposed layers), evenly spread. `filter` is the
/// window that has already filtered `picture`: the middle of an even one lies beside its cell.
Grid SeenByOutputs(GridView picture, const std::vector<Layer>& layers, Shape output,
                   Shape filter = {1, 1});

}  // namespace convlens
