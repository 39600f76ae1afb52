#pragma once

namespace convlens {

/// A point on the plane of a figure or a chart: x to the right, y down.
struct Point {
  float x = 0;
  float y = 0;

  bool operator==(const Point&) const = default;
};

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  bool operator==(const Rect&) const = default;
  float right() const { return x + width; }
  float bottom() const { return y + height; }
  Point center() const { return {x + width / 2, y + height / 2}; }
  bool Contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
};

}  // namespace convlens
