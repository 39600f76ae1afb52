#include "core/pattern/pattern.h"

#include <algorithm>

#include "core/grid/random.h"
#include "core/pattern/landscape.h"

namespace convlens {
namespace {

bool InMiddleHalf(int c, int width) { return c >= width / 4 && c < width - width / 4; }

bool InDisc(Cell cell, Shape shape) {
  const double radius = 0.35 * std::min(shape.height, shape.width);
  const double down = cell.row - 0.5 * (shape.height - 1);
  const double across = cell.col - 0.5 * (shape.width - 1);
  return down * down + across * across <= radius * radius;
}

/// The value of every pattern that is a function of the cell alone.
float ValueAt(const PatternOptions& options, Cell cell) {
  const Shape shape = options.shape;
  switch (options.pattern) {
    case Pattern::kZeros:
    case Pattern::kNoise:
    case Pattern::kLandscape:
      return 0;
    case Pattern::kOnes:
      return 1;
    case Pattern::kCounting:
      return static_cast<float>(IndexOf(cell, shape.width));
    case Pattern::kBookEdges:
      return InMiddleHalf(cell.col, shape.width) ? 0.0F : 1.0F;
    case Pattern::kVerticalEdge:
      return cell.col < shape.width / 2 ? 1.0F : 0.0F;
    case Pattern::kHorizontalEdge:
      return cell.row < shape.height / 2 ? 1.0F : 0.0F;
    case Pattern::kDiagonal:
      return cell.col >= cell.row ? 1.0F : 0.0F;
    case Pattern::kCheckerboard:
      return static_cast<float>((cell.row / options.period + cell.col / options.period) % 2);
    case Pattern::kGradient:
      return shape.width == 1 ? 0.0F
                              : static_cast<float>(cell.col) / static_cast<float>(shape.width - 1);
    case Pattern::kDisc:
      return InDisc(cell, shape) ? 1.0F : 0.0F;
  }
  return 0;
}

}  // namespace

Grid MakePattern(const PatternOptions& options) {
  assert(!options.shape.empty() && options.period >= 1);
  assert(options.shape.height <= kMaxInputSide && options.shape.width <= kMaxInputSide);
  if (options.pattern == Pattern::kNoise) return UniformGrid(options.shape, options.seed);
  if (options.pattern == Pattern::kLandscape) return MakeLandscape(options.shape);
  Grid grid(options.shape);
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) grid.at(r, c) = ValueAt(options, {r, c});
  }
  return grid;
}

}  // namespace convlens
