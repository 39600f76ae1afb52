#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "drawing/drawing.h"

namespace convlens {

/// A rectangle in pixels.
struct PixelBox {
  Point min;
  Point max;
};

/// The cone between the facing sides of two boxes, clockwise or counter-clockwise: corners 0 and 3
/// lie on the first box, 1 and 2 on the second; its long edges are 0-1 and 3-2. Nothing for boxes
/// that overlap in both directions.
///
///     +----0
///     |    |  ` - .  1----+
///     |    |         |    |
///     +----3 - - - - 2----+
std::optional<std::array<Point, 4>> ConeBetween(PixelBox from, PixelBox to);

/// The parts of the line from `a` to `b` that lie outside all `boxes`, in order: a line that does
/// not strike through texts.
std::vector<std::array<Point, 2>> PartsOutside(Point a, Point b, std::span<const PixelBox> boxes);

}  // namespace convlens
