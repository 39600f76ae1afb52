#include <doctest/doctest.h>

#include "e2e/harness/application.h"

namespace convlens::e2e {
namespace {

void Present(Application& app) {
  app.Press("p");  // F5 as well, but not in a browser
  app.Await("the presentation", [&] { return app.Number("presenting") == 1; });
}

bool IsBlack(const Picture& picture) {
  for (const Pixel& pixel : picture.pixels) {
    if (pixel.red != 0 || pixel.green != 0 || pixel.blue != 0) return false;
  }
  return true;
}

TEST_CASE("a presentation is the figure and its sum on the whole screen, for a clicker") {
  Application app;
  const double before = app.Find("figure").height;
  Present(app);
  app.ExpectGone("menu.file");
  app.ExpectGone("tab.kernel");
  app.ExpectGone("lesson.try_it");
  CHECK(app.Find("figure").height > before);
  app.Press("Page_Down");
  app.Expect("strip.text", "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25");
  app.Press("Page_Down");
  app.Press("Page_Down");
  app.Expect("position", "4 of 4");
  app.Press("Page_Down");
  app.Expect("lesson", "output-size");
  app.Press("Page_Up");
  app.Expect("lesson", "figure-6-2-1");
  app.Press("Escape");
  app.Find("menu.file");
  CHECK(app.Fact("presenting").empty());
  app.Await("the figure as high as before", [&] { return app.Find("figure").height == before; });
}

TEST_CASE("notes, a spotlight and a blank screen come and go in a presentation") {
  Application app;
  Present(app);
  app.Press("n");
  app.Find("lesson.try_it");
  app.Press("n");
  app.ExpectGone("lesson.try_it");
  const Place figure = app.Find("figure");
  app.Hover({figure.x + 3, figure.y + 3});
  const Picture usual = app.robot().Look();
  app.Press("h");
  app.Await("darkness around", [&] { return app.robot().Look().pixels != usual.pixels; });
  app.Press("h");
  app.Await("light again", [&] { return app.robot().Look().pixels == usual.pixels; });
  app.Press("b");
  app.Await("a black screen", [&] { return IsBlack(app.robot().Look()); });
  app.Click(figure.center());
  app.Await("the picture again", [&] { return !IsBlack(app.robot().Look()); });
  CHECK(app.Number("presenting") == 1);
}

TEST_CASE("a presentation is also led and ended by the mouse") {
  Application app;
  app.Click("menu.view");
  app.Click("entry.Present");
  const Place bar = app.Find("presentation.bar");
  app.Hover(bar.center());
  app.Click("button.present_next");
  app.Expect("strip.text", "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25");
  app.Click("button.present_back");
  app.Expect("strip.text", "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 = 19");
  app.Click("button.present_end");
  app.Find("menu.file");
}

}  // namespace
}  // namespace convlens::e2e
