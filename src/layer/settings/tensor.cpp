#include "layer/settings/tensor.h"

#include <algorithm>

namespace convlens {

std::string ShapeText(TensorShape shape) {
  if (shape.channels == 1) return ShapeText(shape.grid);
  return std::to_string(shape.channels).append("×").append(ShapeText(shape.grid));
}

Tensor::Tensor(TensorShape shape) : channels(static_cast<size_t>(std::max(shape.channels, 0))) {
  for (SharedGrid& grid : channels) grid = Grid(shape.grid);
}

bool Tensor::SameAs(const Tensor& other) const {
  return std::equal(channels.begin(), channels.end(), other.channels.begin(), other.channels.end(),
                    [](const SharedGrid& a, const SharedGrid& b) { return a.SameAs(b); });
}

}  // namespace convlens
