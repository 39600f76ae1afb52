#pragma once

#include <vector>

#include "imgui.h"

namespace convlens {

/// The outline of a lens between two rectangles, clockwise: their convex hull. `edges` are those of
/// its sides that lead from one rectangle to the other.
struct LensShape {
  struct Edge {
    ImVec2 from;
    ImVec2 to;
  };
  std::vector<ImVec2> hull;
  std::vector<Edge> edges;
};
LensShape LensBetween(ImVec2 from_min, ImVec2 from_max, ImVec2 to_min, ImVec2 to_max);

}  // namespace convlens
