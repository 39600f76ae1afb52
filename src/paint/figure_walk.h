#pragma once

#include <functional>

#include "paint/figure_export.h"

namespace convlens {

/// Draws `count` figures in turn, each where and as large as the first, and hands over each
/// picture with its index, until one cannot be taken. Needs a current OpenGL context; the errors
/// are those of `ExportFigure` and of `take`.
Result<Done> DrawWalk(int count, const std::function<Figure(int index)>& figure_at,
                      const ViewSettings& view, const PictureLook& look,
                      const std::function<Result<Done>(int index, const Pixels&)>& take);

}  // namespace convlens
