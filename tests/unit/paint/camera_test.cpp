#include "paint/camera.h"

#include <doctest/doctest.h>

using namespace convlens;

namespace {

constexpr Rect kWindow{100, 50, 800, 600};

Figure OneGrid(float cell, int side) {
  Figure figure;
  FigureGrid grid;
  grid.region = {0, 0, side, side};
  grid.bounds = {0, 0, cell * static_cast<float>(side), cell * static_cast<float>(side)};
  figure.bounds = grid.bounds;
  figure.grids.push_back(grid);
  return figure;
}

}  // namespace

TEST_CASE("a point of the plane goes to the window and back") {
  const FigureCamera camera{{30, 40}, 2, false};
  const ImVec2 pixel = ToPixel(camera, {5, 7});
  CHECK(pixel.x == 40);
  CHECK(pixel.y == 54);
  CHECK(ToPlane(camera, pixel) == Point{5, 7});
  CHECK(ToPixels(camera, {5, 7, 10, 20}) == Rect{40, 54, 20, 40});
}

TEST_CASE("a fitted figure is centred and keeps its margins") {
  const Rect figure{0, 0, 1400, 100};
  const FigureCamera camera = FitCamera(figure, kWindow, {50, 60, 50, 60}, 10);
  CHECK(camera.fitted);
  CHECK(camera.zoom == doctest::Approx(0.5));
  const Rect seen = ToPixels(camera, figure);
  CHECK(seen.x == doctest::Approx(150));
  CHECK(seen.right() == doctest::Approx(850));
  CHECK(seen.center().y == doctest::Approx(350));
}

TEST_CASE("a small figure is not enlarged beyond the largest zoom") {
  CHECK(FitCamera({0, 0, 10, 10}, kWindow, {}, 1.25F).zoom == 1.25F);
}

TEST_CASE("nothing to fit, or no room for it, still gives a usable camera") {
  CHECK(FitCamera({}, kWindow, {}, 1.25F).zoom == 1.25F);
  CHECK(FitCamera({0, 0, 10, 10}, {0, 0, 20, 20}, {50, 50, 50, 50}, 1.25F).zoom == 1.25F);
}

TEST_CASE("zooming keeps the point under the pointer in its place") {
  const ImVec2 pointer{333, 222};
  const FigureCamera before{{30, 40}, 2, true};
  const Point held = ToPlane(before, pointer);
  const FigureCamera after = ZoomedAt(before, pointer, 1.5F, {0.1F, 64});
  CHECK(after.zoom == 3);
  CHECK_FALSE(after.fitted);
  CHECK(ToPixel(after, held).x == doctest::Approx(333));
  CHECK(ToPixel(after, held).y == doctest::Approx(222));
}

TEST_CASE("zooming stops at its limits, and there too the pointer's point stays") {
  const FigureCamera before{{30, 40}, 2, true};
  const FigureCamera after = ZoomedAt(before, {333, 222}, 100, {0.1F, 8});
  CHECK(after.zoom == 8);
  CHECK(ToPixel(after, ToPlane(before, {333, 222})).x == doctest::Approx(333));
  CHECK(ZoomedAt(before, {333, 222}, 1e-6F, {0.1F, 8}).zoom == 0.1F);
}

TEST_CASE("in a large image one can zoom until its cells are readable") {
  const ZoomLimits limits = ZoomLimitsFor(OneGrid(0.1F, 4096), 1, 96);
  CHECK(limits.max == doctest::Approx(960));
  CHECK(limits.min == doctest::Approx(0.25));
}

TEST_CASE("the largest zoom is never below the fitted one") {
  CHECK(ZoomLimitsFor(OneGrid(200, 3), 1.25F, 96).max == 1.25F);
}

TEST_CASE("panning moves by pixels and lets go of the fit") {
  const FigureCamera camera = PannedBy({{30, 40}, 2, true}, {5, -6});
  CHECK(camera.origin.x == 35);
  CHECK(camera.origin.y == 34);
  CHECK_FALSE(camera.fitted);
}

TEST_CASE("a figure cannot be pushed out of sight") {
  const Rect figure{0, 0, 200, 100};
  const FigureCamera left = KeptInSight({{-5000, 100}, 1, false}, figure, kWindow, 48);
  CHECK(ToPixels(left, figure).right() == doctest::Approx(148));
  const FigureCamera below = KeptInSight({{300, 9000}, 1, false}, figure, kWindow, 48);
  CHECK(ToPixels(below, figure).y == doctest::Approx(602));
  const FigureCamera inside = KeptInSight({{300, 200}, 1, false}, figure, kWindow, 48);
  CHECK(inside.origin.x == 300);
  CHECK(inside.origin.y == 200);
}
