#pragma once

#include <string>

#include "drawing/drawing.h"
#include "drawing/svg_grid.h"

namespace convlens {

/// An SVG file of a drawing on a page of `width` × `height` pixels: texts are texts, one group a
/// grid. Cells of at least 6 pixels are rectangles, smaller ones a picture, which `encode_png`
/// makes a PNG of. Same drawing, same bytes.
std::string DrawingSvg(const Drawing& drawing, const DrawingStyle& style, int width, int height,
                       const PngEncoder& encode_png);

}  // namespace convlens
