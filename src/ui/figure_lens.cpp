#include "ui/figure_lens.h"

#include <algorithm>

namespace convlens {

std::optional<std::array<ImVec2, 4>> ConeBetween(PixelBox from, PixelBox to) {
  const float right = to.min.x - from.max.x;
  const float left = from.min.x - to.max.x;
  const float below = to.min.y - from.max.y;
  const float above = from.min.y - to.max.y;
  const float widest = std::max({right, left, below, above});
  if (widest < 0) return std::nullopt;
  if (widest == right || widest == left) {
    const float x = widest == right ? from.max.x : from.min.x;
    const float to_x = widest == right ? to.min.x : to.max.x;
    return std::array<ImVec2, 4>{ImVec2(x, from.min.y), ImVec2(to_x, to.min.y),
                                 ImVec2(to_x, to.max.y), ImVec2(x, from.max.y)};
  }
  const float y = widest == below ? from.max.y : from.min.y;
  const float to_y = widest == below ? to.min.y : to.max.y;
  return std::array<ImVec2, 4>{ImVec2(from.min.x, y), ImVec2(to.min.x, to_y),
                               ImVec2(to.max.x, to_y), ImVec2(from.max.x, y)};
}

}  // namespace convlens
