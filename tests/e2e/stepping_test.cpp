#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

void CheckStrip(const Application& app, const std::string& text) {
  app.Expect("strip.text", text);
  CHECK(app.Fact("strip.text") == text);
}

TEST_CASE("the first screen is figure 6.2.1, and stepping over shows its four sums") {
  Application app;
  app.Expect("lesson", "figure-6-2-1");
  CheckStrip(app, "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 = 19");
  app.Click("button.forward");
  CheckStrip(app, "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25");
  app.Press("Right");
  CheckStrip(app, "H[1,0] = 3×0 + 4×1 + 6×2 + 7×3 = 37");
  app.Press("Right");
  CheckStrip(app, "H[1,1] = 4×0 + 5×1 + 7×2 + 8×3 = 43");
  app.Press("Left");
  CheckStrip(app, "H[1,0] = 3×0 + 4×1 + 6×2 + 7×3 = 37");
  app.Press("Home");
  CheckStrip(app, "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 = 19");
  app.Click("button.last");
  CHECK(app.SaveAs("end.convlens")["playback"]["output"] == 3);
}

TEST_CASE("stepping into an element adds its products one by one") {
  Application app;
  app.Press("Home");
  app.Press("i");
  app.Click("button.into");
  CheckStrip(app, "H[0,0] = 0×0 + 1×1 = 1");
  app.Press("i");
  CheckStrip(app, "H[0,0] = 0×0 + 1×1 + 3×2 = 7");
  app.Press("i");
  CheckStrip(app, "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 = 19");
}

TEST_CASE("playing reaches the last element and stops there") {
  Application app;
  app.Press("Up");
  app.Press("Up");
  app.Press("space");
  CheckStrip(app, "H[1,1] = 4×0 + 5×1 + 7×2 + 8×3 = 43");
  app.Rest();
}

TEST_CASE("the scrubber goes to any element") {
  Application app;
  const Place scrubber = app.Find("scrubber");
  app.Drag(scrubber.center(), {scrubber.x + scrubber.width - 8, scrubber.center().y});
  CheckStrip(app, "H[1,1] = 4×0 + 5×1 + 7×2 + 8×3 = 43");
}

TEST_CASE("the pointer on an element lights what belongs to it, and a click pins it") {
  Application app(OnWork());
  app.Hover(app.Find("grid.output").Cell(0, 1, 2, 2));
  app.Expect("focus", "output 0,1");
  CheckStrip(app, "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25");
  app.Hover(app.Find("grid.input").Cell(1, 1, 3, 3));
  app.Expect("focus", "input 1,1");
  app.Hover(app.Find("grid.kernel").Cell(1, 0, 2, 2));
  app.Expect("focus", "kernel 1,0");
  app.Click(app.Find("grid.output").Cell(1, 0, 2, 2));
  app.Hover({app.Find("figure").x + 3, app.Find("figure").y + 3});
  app.Expect("focus", "output 1,0 pinned");
  app.Press("Escape");
  app.Expect("focus", "none");
}

TEST_CASE("hovering changes the picture, and leaving brings it back") {
  Application app(OnWork());
  const Spot aside{app.Find("figure").x + 3, app.Find("figure").y + 3};
  app.Hover(aside);
  const Picture before = app.robot().Look();
  const Spot lit = app.Find("grid.output").Cell(1, 1, 2, 2);
  app.Hover(lit);
  app.Expect("focus", "output 1,1");
  app.Await("another picture", [&] { return app.robot().Look().pixels != before.pixels; });
  app.Hover(aside);
  app.Expect("focus", "none");
  app.Await("the picture as before", [&] { return app.robot().Look().pixels == before.pixels; });
}

}  // namespace
}  // namespace convlens::e2e
