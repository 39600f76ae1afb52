#pragma once

#include "scene/figure/figure.h"

namespace convlens {

/// Adds the cells of the padding around the input, as the layer reads them.
void AddPadding(Figure& figure, const Evaluation& evaluation);

/// Adds the rows and columns at the end of the padded input that no window reaches, where the
/// stride does not tile it, and says so under the input.
void AddUnused(Figure& figure, const Evaluation& evaluation);

}  // namespace convlens
