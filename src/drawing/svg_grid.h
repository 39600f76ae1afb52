#pragma once

#include <functional>
#include <span>
#include <string>

#include "core/grid/pixels.h"
#include "drawing/grid_draw.h"
#include "svg/svg_writer.h"

namespace convlens {

/// "#RRGGBB"; opacity is left out.
std::string SvgColor(const Color& color);

/// The bytes of a PNG.
using PngEncoder = std::function<std::string(const Pixels&)>;

/// The cells of a grid, or of the parts of a colour picture, as the grid shader draws them:
/// rectangles with borders, notches and stripes, or, where they are smaller than 6 pixels, a
/// picture.
void WriteSvgGrid(SvgWriter& svg, std::span<const GridDraw> parts, const GridPalette& palette,
                  const PngEncoder& encode_png);

}  // namespace convlens
