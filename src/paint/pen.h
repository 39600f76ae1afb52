#pragma once

#include <string>

#include "drawing/grid_draw.h"
#include "paint/theme.h"

namespace convlens {

/// What small pictures in the inspector share. They are drawn in the current window.

ImU32 ColorOf(const Color& color);
Color ToColor(ImU32 color);
/// From `a` (0) to `b` (1).
ImU32 MixedColor(const Color& a, const Color& b, double t);
/// The colour of a value in -1..1 of the palette's diverging map.
ImU32 SignedColor(const GridPalette& palette, double value);

ImVec2 TextSize(ImFont* font, const std::string& text);
/// `text` with the point (x, y) of its own size, each in 0..1, at `place`.
void TextAt(ImFont* font, ImVec2 place, ImVec2 anchor, ImU32 color, const std::string& text);

}  // namespace convlens
