#include "chart/plot_curve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

const PlotArea kArea{{100, 50, 200, 100}, {0, 10, false}, {0, 4, false}};

TEST_CASE("the first step is at the left edge and the largest loss at the top") {
  const auto lines = PlotCurve(std::vector<LossPoint>{{0, 4}, {5, 2}, {10, 0}}, kArea);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == std::vector<Point>{{100, 50}, {200, 100}, {300, 150}});
}

TEST_CASE("a loss that is not a number breaks the line") {
  const auto lines = PlotCurve(std::vector<LossPoint>{{0, 1}, {1, 1}, {2, NAN}, {3, 1}}, kArea);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].size() == 2);
  CHECK(lines[1].size() == 1);
}

TEST_CASE("an infinite loss is drawn on the upper edge") {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto lines = PlotCurve(std::vector<LossPoint>{{0, 1}, {1, infinity}}, kArea);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].back().y == 50);
}

TEST_CASE("a loss of zero is drawn on the lower edge of a logarithmic axis") {
  PlotArea area = kArea;
  area.losses = {0.01, 1, true};
  CHECK(PlotCurve(std::vector<LossPoint>{{0, 0}}, area)[0][0].y == 150);
}

TEST_CASE("many steps cost no more than four points a column of pixels, and keep the extremes") {
  PlotArea area = kArea;
  area.steps = StepAxis(100000);
  std::vector<LossPoint> points;
  for (int step = 0; step <= 100000; ++step) points.push_back({step, step % 2 == 0 ? 1.0 : 3.0});
  points[70000].loss = 4;
  const auto lines = PlotCurve(points, area);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].size() <= 4 * 201);
  const auto highest = std::min_element(lines[0].begin(), lines[0].end(),
                                        [](Point a, Point b) { return a.y < b.y; });
  CHECK(highest->y == 50);
  CHECK(highest->x == doctest::Approx(240));
}

TEST_CASE("the point under the pointer is the one of the nearest step") {
  const std::vector<LossPoint> points{{0, 9}, {4, 5}, {8, 1}};
  CHECK(NearestPoint(points, -3)->step == 0);
  CHECK(NearestPoint(points, 1.9)->step == 0);
  CHECK(NearestPoint(points, 2.1)->step == 4);
  CHECK(NearestPoint(points, 99)->step == 8);
  CHECK(NearestPoint({}, 1) == nullptr);
}

}  // namespace
}  // namespace convlens
