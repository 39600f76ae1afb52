#include "drawing/lens.h"

#include <algorithm>

namespace convlens {
namespace {

/// A part of a line, in shares of its length.
struct Span {
  float from = 0;
  float to = 1;
};

// Where start + t · length lies between `low` and `high`.
Span Between(float start, float length, float low, float high) {
  if (length == 0) return start >= low && start <= high ? Span{} : Span{1, 0};
  const float a = (low - start) / length;
  const float b = (high - start) / length;
  return {std::min(a, b), std::max(a, b)};
}

// The part of the line from `a` to `b` inside `box`; empty where `to` is not above `from`.
Span Within(Point a, Point b, const PixelBox& box) {
  const Span x = Between(a.x, b.x - a.x, box.min.x, box.max.x);
  const Span y = Between(a.y, b.y - a.y, box.min.y, box.max.y);
  return {std::max({0.0F, x.from, y.from}), std::min({1.0F, x.to, y.to})};
}

}  // namespace

std::vector<std::array<Point, 2>> PartsOutside(Point a, Point b, std::span<const PixelBox> boxes) {
  std::vector<Span> hidden;
  for (const PixelBox& box : boxes) {
    const Span span = Within(a, b, box);
    if (span.to > span.from) hidden.push_back(span);
  }
  std::sort(hidden.begin(), hidden.end(), [](Span l, Span r) { return l.from < r.from; });
  hidden.push_back({1, 1});
  const auto at = [&](float share) {
    return Point{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
  };
  std::vector<std::array<Point, 2>> parts;
  float from = 0;
  for (const Span span : hidden) {
    if (span.from > from) parts.push_back({at(from), at(span.from)});
    from = std::max(from, span.to);
  }
  return parts;
}

std::optional<std::array<Point, 4>> ConeBetween(PixelBox from, PixelBox to) {
  const float right = to.min.x - from.max.x;
  const float left = from.min.x - to.max.x;
  const float below = to.min.y - from.max.y;
  const float above = from.min.y - to.max.y;
  const float widest = std::max({right, left, below, above});
  if (widest < 0) return std::nullopt;
  if (widest == right || widest == left) {
    const float x = widest == right ? from.max.x : from.min.x;
    const float to_x = widest == right ? to.min.x : to.max.x;
    return std::array<Point, 4>{Point{x, from.min.y}, Point{to_x, to.min.y}, Point{to_x, to.max.y},
                                Point{x, from.max.y}};
  }
  const float y = widest == below ? from.max.y : from.min.y;
  const float to_y = widest == below ? to.min.y : to.max.y;
  return std::array<Point, 4>{Point{from.min.x, y}, Point{to.min.x, to_y}, Point{to.max.x, to_y},
                              Point{from.max.x, y}};
}

}  // namespace convlens
