#include "chart/surface.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr Rect kBounds{0, 0, 600, 400};

SurfaceContent Bowl() {
  SurfaceContent content;
  content.s_name = "K[0,0]";
  content.t_name = "K[0,1]";
  content.lowest_name = "minimum";
  content.loss = [](PlanePoint p) { return std::pow(p.s - 1, 2) + 3 * std::pow(p.t + 1, 2); };
  content.lowest = PlanePoint{1, -1};
  content.path = {{0, 0}, {0.8, -1.2}};
  content.now = {0.8, -1.2};
  return content;
}

SurfaceWindow WindowOf(const SurfaceContent& content) {
  const Rect frame = SurfaceFrame(kBounds);
  return WindowAround({content.path.front(), *content.lowest}, frame.width / frame.height);
}

TEST_CASE("the window holds its points and has room around them") {
  const SurfaceWindow window = WindowAround({{0, 0}, {2, 1}}, 1.5);
  CHECK(window.center == PlanePoint{1, 0.5});
  CHECK(window.half_height >= 1);
  CHECK(window.half_height * 1.5 >= 2);
}

TEST_CASE("a single point, and points that are not finite, still give a window") {
  CHECK(WindowAround({{3, 4}}, 1).half_height > 0);
  CHECK(WindowAround({{3, 4}}, 1).center == PlanePoint{3, 4});
  CHECK(WindowAround({{NAN, 0}}, 1) == SurfaceWindow{});
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(WindowAround({{infinity, 0}, {1, 1}}, 1).center == PlanePoint{1, 1});
}

TEST_CASE("places go to the chart and back, with one scale for both axes and t upwards") {
  const SurfaceScale scale({{1, -1}, 2}, SurfaceFrame(kBounds));
  const PlanePoint back = scale.ToPlane(scale.ToChart({1.5, -0.25}));
  CHECK(back.s == doctest::Approx(1.5));
  CHECK(back.t == doctest::Approx(-0.25));
  const Point origin = scale.ToChart({0, 0});
  CHECK(scale.ToChart({1, 0}).x - origin.x == doctest::Approx(origin.y - scale.ToChart({0, 1}).y));
}

TEST_CASE("zooming keeps the place under the pointer") {
  const SurfaceWindow window{{1, -1}, 2};
  const Rect frame = SurfaceFrame(kBounds);
  const Point pointer{200, 120};
  const PlanePoint fixed = SurfaceScale(window, frame).ToPlane(pointer);
  const SurfaceWindow near = ZoomedWindow(window, fixed, 0.5);
  CHECK(near.half_height == doctest::Approx(1));
  const Point after = SurfaceScale(near, frame).ToChart(fixed);
  CHECK(after.x == doctest::Approx(pointer.x));
  CHECK(after.y == doctest::Approx(pointer.y));
}

TEST_CASE("a bowl is drawn as rings of one loss each, around the minimum, with the path") {
  const SurfaceContent content = Bowl();
  const SurfaceWindow window = WindowOf(content);
  const Chart chart = SurfaceChart(content, window, kBounds, false);
  const SurfaceScale scale(window, chart.frame);
  int rings = 0;
  for (const ChartLine& line : chart.lines) {
    if (line.ink != Ink::kInput || !line.closed) continue;
    ++rings;
    const double loss = content.loss(scale.ToPlane(line.points.front()));
    for (const Point& p : line.points) {
      CHECK(content.loss(scale.ToPlane(p)) == doctest::Approx(loss).epsilon(0.05));
    }
  }
  CHECK(rings >= 5);
  const bool path = std::any_of(chart.lines.begin(), chart.lines.end(), [](const ChartLine& l) {
    return l.ink == Ink::kKernel && l.points.size() == 2;
  });
  CHECK(path);
  const bool named = std::any_of(chart.texts.begin(), chart.texts.end(),
                                 [](const ChartText& t) { return t.text == "minimum"; });
  CHECK(named);
}

TEST_CASE("a valley without a lowest point has open contours and no minimum") {
  SurfaceContent content = Bowl();
  content.loss = [](PlanePoint p) { return std::pow(p.s + p.t, 2); };
  content.lowest.reset();
  const Chart chart = SurfaceChart(content, {{0, 0}, 1}, kBounds, true);
  for (const ChartLine& line : chart.lines) {
    if (line.ink == Ink::kInput) CHECK_FALSE(line.closed);
    CHECK(line.ink != Ink::kTarget);
  }
}

TEST_CASE("a path that runs away ends far outside and stays finite") {
  SurfaceContent content = Bowl();
  content.path.clear();
  for (int i = 0; i < 400; ++i) content.path.push_back({std::pow(-10.0, i), 0});
  content.path.push_back({NAN, NAN});
  const Chart chart = SurfaceChart(content, {{0, 0}, 1}, kBounds, false);
  for (const ChartLine& line : chart.lines) {
    for (const Point& p : line.points) {
      CHECK(std::isfinite(p.x));
      CHECK(std::isfinite(p.y));
    }
  }
}

TEST_CASE("a loss that is not finite anywhere draws axes only") {
  SurfaceContent content = Bowl();
  content.loss = [](PlanePoint) { return std::numeric_limits<double>::quiet_NaN(); };
  const Chart chart = SurfaceChart(content, {{0, 0}, 1}, kBounds, false);
  for (const ChartLine& line : chart.lines) CHECK(line.ink != Ink::kInput);
}

}  // namespace
}  // namespace convlens
