#include "core/grid/geometry.h"

#include <algorithm>

namespace convlens {
namespace {

bool Exceeds(Shape shape, int side) { return shape.height > side || shape.width > side; }

}  // namespace

std::string ShapeText(Shape shape) {
  return std::to_string(shape.height).append("×").append(std::to_string(shape.width));
}

Shape ValidOutputShape(Shape input, Shape kernel) {
  if (input.empty() || kernel.empty()) return {};
  const Shape output{input.height - kernel.height + 1, input.width - kernel.width + 1};
  return output.empty() ? Shape{} : output;
}

Result<Shape> CheckedOutputShape(Shape input, Shape kernel) {
  const auto text = [](int number) { return std::to_string(number); };
  if (input.empty()) {
    return Message{"The input has no cells: give it at least one row and one column.", {}};
  }
  if (kernel.empty()) {
    return Message{"The kernel has no cells: give it at least one row and one column.", {}};
  }
  if (Exceeds(input, kMaxInputSide)) {
    return Message{
        "The input is {}×{}, and at most {}×{} is possible: crop it or scale it down.",
        {text(input.height), text(input.width), text(kMaxInputSide), text(kMaxInputSide)}};
  }
  if (Exceeds(kernel, kMaxKernelSide)) {
    return Message{
        "The kernel is {}×{}, and at most {}×{} is possible: choose a smaller one.",
        {text(kernel.height), text(kernel.width), text(kMaxKernelSide), text(kMaxKernelSide)}};
  }
  const Shape output = ValidOutputShape(input, kernel);
  if (output.empty()) {
    return Message{
        "The {}×{} kernel does not fit into the {}×{} input: make the kernel smaller or "
        "the input larger.",
        {text(kernel.height), text(kernel.width), text(input.height), text(input.width)}};
  }
  return output;
}

CellRect WindowOf(Cell output, Shape kernel) {
  return {output.row, output.col, kernel.height, kernel.width};
}

CellRect Intersection(CellRect a, CellRect b) {
  const int top = std::max(a.row, b.row);
  const int left = std::max(a.col, b.col);
  const int bottom = std::min(a.row + a.height, b.row + b.height);
  const int right = std::min(a.col + a.width, b.col + b.width);
  return {top, left, std::max(0, bottom - top), std::max(0, right - left)};
}

CellRect RectAround(CellRect a, CellRect b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int top = std::min(a.row, b.row);
  const int left = std::min(a.col, b.col);
  const int bottom = std::max(a.row + a.height, b.row + b.height);
  const int right = std::max(a.col + a.width, b.col + b.width);
  return {top, left, bottom - top, right - left};
}

}  // namespace convlens
