#include "ui/state/canvas.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace convlens;

namespace {

using Kind = CanvasStep::Kind;

constexpr Rect kPanel{100, 50, 400, 300};

/// A figure of one grid of 10×10 cells, 200 points wide, on a canvas of 400×300 pixels.
class Stage {
 public:
  Stage() {
    FigureGrid grid;
    grid.region = {0, 0, 10, 10};
    grid.bounds = {0, 0, 200, 200};
    figure_.bounds = grid.bounds;
    figure_.grids.push_back(grid);
    canvas.Fit(view(), {}, 4);
  }

  CanvasView view() const { return {figure_, kPanel, 1}; }
  CanvasStep Step() { return canvas.Step(pointer, view()); }
  void MoveTo(ImVec2 at) { pointer.at = at; }
  CanvasStep Press(int button) {
    pointer.down[static_cast<size_t>(button)] = true;
    pointer.pressed[static_cast<size_t>(button)] = true;
    const CanvasStep step = Step();
    pointer.pressed[static_cast<size_t>(button)] = false;
    return step;
  }
  CanvasStep Release(int button) {
    pointer.down[static_cast<size_t>(button)] = false;
    return Step();
  }

  Canvas canvas;
  CanvasPointer pointer{.at = {300, 200}, .over = true};

 private:
  Figure figure_;
};

bool Near(ImVec2 a, ImVec2 b) { return std::hypot(a.x - b.x, a.y - b.y) < 0.01F; }

}  // namespace

TEST_CASE("the camera follows the panel until somebody pans or zooms") {
  Stage stage;
  const float fitted = stage.canvas.camera.zoom;
  CHECK(fitted == doctest::Approx(1.5));  // 300 pixels for 200 points
  stage.canvas.camera.zoom = 3;
  stage.canvas.Fit(stage.view(), {}, 4);
  CHECK(stage.canvas.camera.zoom == fitted);
  stage.pointer.wheel = 1;
  stage.canvas.Zoom(stage.pointer, stage.view());
  const float zoomed = stage.canvas.camera.zoom;
  CHECK(zoomed > fitted);
  stage.canvas.Fit(stage.view(), {}, 4);
  CHECK(stage.canvas.camera.zoom == zoomed);
}

TEST_CASE("a free pointer hovers, and its wheel counts only over the canvas") {
  Stage stage;
  CHECK(stage.Step().kind == Kind::kFree);
  CHECK_FALSE(stage.Step().turned);
  stage.pointer.wheel = -1;
  CHECK(stage.Step().turned);
  stage.pointer.over = false;
  CHECK_FALSE(stage.Step().turned);
}

TEST_CASE("a press beside the canvas, or on a control of it, is not the canvas'") {
  Stage stage;
  stage.pointer.over = false;
  CHECK_FALSE(stage.Press(ImGuiMouseButton_Left).press.has_value());
  CHECK_FALSE(stage.canvas.held());
}

TEST_CASE("the middle button pans, and so does the left one while Space is held") {
  for (const bool space : {false, true}) {
    Stage stage;
    stage.pointer.space = space;
    const int button = space ? ImGuiMouseButton_Left : ImGuiMouseButton_Middle;
    const ImVec2 before = stage.canvas.camera.origin;
    const CanvasStep step = stage.Press(button);
    CHECK(step.press == button);
    CHECK(step.pan_begins);
    stage.pointer.space = false;  // what counts is that it was held at the press
    stage.MoveTo({310, 180});
    CHECK(stage.Step().kind == Kind::kPan);
    CHECK(Near(stage.canvas.camera.origin, {before.x + 10, before.y - 20}));
    CHECK_FALSE(stage.canvas.camera.fitted);
    CHECK(stage.Release(button).kind == Kind::kPan);
    CHECK_FALSE(stage.canvas.held());
    stage.MoveTo({0, 0});
    CHECK(stage.Step().kind == Kind::kFree);
    CHECK(Near(stage.canvas.camera.origin, {before.x + 10, before.y - 20}));
  }
}

TEST_CASE("a figure cannot be panned out of sight") {
  Stage stage;
  stage.Press(ImGuiMouseButton_Middle);
  stage.MoveTo({9000, 9000});
  stage.Step();
  const Rect seen = ToPixels(stage.canvas.camera, stage.view().figure.bounds);
  CHECK(seen.x == doctest::Approx(kPanel.right() - 48));
  CHECK(seen.y == doctest::Approx(kPanel.bottom() - 48));
}

TEST_CASE("a press that nobody holds is over at once") {
  Stage stage;
  const CanvasStep step = stage.Press(ImGuiMouseButton_Left);
  CHECK(step.kind == Kind::kFree);
  CHECK(step.press == ImGuiMouseButton_Left);
  CHECK_FALSE(step.pan_begins);
  CHECK(stage.Step().kind == Kind::kFree);
  CHECK_FALSE(stage.Step().press.has_value());
}

TEST_CASE("a press that is held is a drag until its own button is let go") {
  Stage stage;
  REQUIRE(stage.Press(ImGuiMouseButton_Right).press == ImGuiMouseButton_Right);
  stage.canvas.Hold(stage.pointer, ImGuiMouseButton_Right);
  stage.MoveTo({303, 204});
  CHECK(stage.Step().kind == Kind::kDrag);
  CHECK(stage.canvas.MovedBy(stage.pointer) == doctest::Approx(5));
  SUBCASE("others do not end it, and leaving the canvas does not either") {
    stage.pointer.over = false;
    CHECK_FALSE(stage.Press(ImGuiMouseButton_Left).press.has_value());
    CHECK(stage.Release(ImGuiMouseButton_Left).kind == Kind::kDrag);
  }
  SUBCASE("while the window has lost the pointer, nothing moves") {
    stage.pointer.known = false;
    CHECK(stage.Step().kind == Kind::kLost);
    CHECK(stage.canvas.held());
  }
  CHECK(stage.Release(ImGuiMouseButton_Right).kind == Kind::kRelease);
  CHECK_FALSE(stage.canvas.held());
}

TEST_CASE("the wheel zooms about the pointer, within limits") {
  Stage stage;
  stage.MoveTo({350, 120});
  const Point under = ToPlane(stage.canvas.camera, stage.pointer.at);
  stage.pointer.wheel = 2;
  stage.canvas.Zoom(stage.pointer, stage.view());
  CHECK(Near(ToPixel(stage.canvas.camera, under), stage.pointer.at));
  CHECK(stage.canvas.camera.zoom == doctest::Approx(1.5 * 1.15 * 1.15));
  stage.pointer.wheel = 1000;
  stage.canvas.Zoom(stage.pointer, stage.view());
  const float cell = 20 * stage.canvas.camera.zoom;  // a cell is 20 points wide
  CHECK(cell == doctest::Approx(96));
}
