#include "ui/figure_lens.h"

#include <algorithm>

namespace convlens {
namespace {

struct Corner {
  ImVec2 at;
  bool of_first = true;
};

// Positive when a → b → c turns clockwise on the screen (y down).
float Turn(const Corner& a, const Corner& b, const Corner& c) {
  return (b.at.x - a.at.x) * (c.at.y - a.at.y) - (b.at.y - a.at.y) * (c.at.x - a.at.x);
}

void AddCorners(std::vector<Corner>& corners, ImVec2 min, ImVec2 max, bool of_first) {
  for (const ImVec2 at : {min, ImVec2(max.x, min.y), max, ImVec2(min.x, max.y)}) {
    corners.push_back({at, of_first});
  }
}

// One half of the hull of corners that are sorted along x (Andrew's monotone chain), without its
// last corner.
template <typename Iterator>
std::vector<Corner> HalfHull(Iterator begin, Iterator end) {
  std::vector<Corner> half;
  for (Iterator corner = begin; corner != end; ++corner) {
    while (half.size() >= 2 && Turn(half[half.size() - 2], half.back(), *corner) <= 0) {
      half.pop_back();
    }
    half.push_back(*corner);
  }
  half.pop_back();
  return half;
}

}  // namespace

LensShape LensBetween(ImVec2 from_min, ImVec2 from_max, ImVec2 to_min, ImVec2 to_max) {
  std::vector<Corner> corners;
  AddCorners(corners, from_min, from_max, true);
  AddCorners(corners, to_min, to_max, false);
  std::sort(corners.begin(), corners.end(), [](const Corner& a, const Corner& b) {
    return a.at.x < b.at.x || (a.at.x == b.at.x && a.at.y < b.at.y);
  });
  std::vector<Corner> hull = HalfHull(corners.begin(), corners.end());
  const std::vector<Corner> back = HalfHull(corners.rbegin(), corners.rend());
  hull.insert(hull.end(), back.begin(), back.end());

  LensShape shape;
  for (size_t i = 0; i < hull.size(); ++i) {
    const Corner& next = hull[(i + 1) % hull.size()];
    shape.hull.push_back(hull[i].at);
    if (hull[i].of_first != next.of_first) shape.edges.push_back({hull[i].at, next.at});
  }
  return shape;
}

}  // namespace convlens
