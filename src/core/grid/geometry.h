#pragma once

#include <cstdint>
#include <string>

#include "core/grid/result.h"

// Everything here is O(1).

namespace convlens {

/// Rows first everywhere: height × width.
struct Shape {
  int height = 0;
  int width = 0;

  bool operator==(const Shape&) const = default;
  bool empty() const { return height <= 0 || width <= 0; }
  int64_t count() const { return empty() ? 0 : int64_t{height} * width; }
};

/// "2×3", as messages name it.
std::string ShapeText(Shape shape);

/// Zero-based (row, col).
struct Cell {
  int row = 0;
  int col = 0;

  bool operator==(const Cell&) const = default;
};

/// The cells [row, row + height) × [col, col + width).
struct CellRect {
  int row = 0;
  int col = 0;
  int height = 0;
  int width = 0;

  bool operator==(const CellRect&) const = default;
  bool empty() const { return height <= 0 || width <= 0; }
  Shape shape() const { return {height, width}; }
  bool Contains(Cell cell) const {
    return cell.row >= row && cell.row < row + height && cell.col >= col && cell.col < col + width;
  }
};

/// All cells of a grid.
inline CellRect WholeOf(Shape shape) { return {0, 0, shape.height, shape.width}; }

/// The largest side of an input and of a kernel. Anything larger is refused with a message.
inline constexpr int kMaxInputSide = 8192;
inline constexpr int kMaxKernelSide = 255;

/// A side of kernels for which small calls need no memory of their own.
inline constexpr int kFewTapsSide = 31;

/// Output shape of the valid correlation of `input` with `kernel`:
/// (nh - kh + 1) × (nw - kw + 1), Dive into Deep Learning 6.2.1. Empty when the kernel does not
/// fit.
Shape ValidOutputShape(Shape input, Shape kernel);

/// As `ValidOutputShape`, or a message when a shape is empty, over the limits, or the kernel does
/// not fit into the input.
Result<Shape> CheckedOutputShape(Shape input, Shape kernel);

/// The window of output element `output` of a valid correlation: the kh×kw input cells that it is
/// computed from.
CellRect WindowOf(Cell output, Shape kernel);

/// The cells of both; an empty rectangle where there are none.
CellRect Intersection(CellRect a, CellRect b);

/// The smallest rectangle around both; an empty one adds nothing.
CellRect RectAround(CellRect a, CellRect b);

/// Row-major index of `cell` in a grid `width` wide, and back. Requires width ≥ 1.
inline int64_t IndexOf(Cell cell, int width) { return int64_t{cell.row} * width + cell.col; }
inline Cell CellAt(int64_t index, int width) {
  return {static_cast<int>(index / width), static_cast<int>(index % width)};
}

}  // namespace convlens
