#include "scene/figure.h"

#include <algorithm>
#include <cmath>

#include "scene/figure_layout.h"
const bool has_matrix = options.matrix != nullptr && options.matrix->view != MatrixView::kNone &&
                        options.view.figure == FigureKind::kExplore;
if (has_matrix) AddMatrixForm(figure, evaluation, options);
