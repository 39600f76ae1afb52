#pragma once

#include "scene/figure/figure.h"

namespace convlens {

/// Where the parts of a figure stand. Kept apart from what is lit in it.

/// Which arrangement a figure has: everything in one row; pictures above and a close-up of the
/// window below, when the cells of the input are too small to be read; or the six grids of
/// learning.
enum class Arrangement { kRow, kPictures, kLearning };
Arrangement ArrangementFor(const Evaluation& evaluation, const ViewSettings& view);

/// Places the grids and the operators between them. `focus` is the output element that a close-up
/// shows, `window` its window.
/// `spread` is the last figure's, if there was one.
Figure LayOut(const Evaluation& evaluation, const ViewSettings& view, Cell focus, CellRect window,
              std::shared_ptr<const SpreadInput> spread);

}  // namespace convlens
