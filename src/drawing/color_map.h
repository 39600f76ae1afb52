#pragma once

#include "drawing/grid_draw.h"

namespace convlens {

/// The colour that the grid shader gives a finite `value` (the middle of its cell, undimmed), for
/// choosing what is written upon it. A value that is not finite gives the ground of its hatching.
Color ColorOf(double value, const ValueScale& scale, const GridPalette& palette);

/// `share` of `color` over `ground`: a cell dimmed to `share`.
Color DimmedColor(const Color& color, const Color& ground, float share);

/// Contrast of two colours, 1..21: WCAG 2.1, contrast ratio.
double ContrastRatio(const Color& a, const Color& b);

}  // namespace convlens
