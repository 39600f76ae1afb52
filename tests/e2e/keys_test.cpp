#include <doctest/doctest.h>

#include <thread>

#include "e2e/harness/application.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

// Presses and lets go with nothing between: to a paused program it all comes in one frame.
void Tap(Application& app, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) app.robot().Key(key, true);
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) app.robot().Key(*key, false);
  // Presses of one key within a millisecond are one to the window library, and no hand makes them.
  std::this_thread::sleep_for(Duration(12));
}

template <typename Hands>
void WhilePaused(Application& app, const Hands& hands) {
  app.process().Pause();
  hands();
  app.process().Continue();
  app.NextFrames();
}

nlohmann::json Saved(Application& app) { return app.Save(app.home() / kWork); }

TEST_CASE("20 of 20 short presses of Ctrl+Z count on a busy machine") {
  Application app(OnWork());
  const Spot cell = app.Find("grid.kernel").Cell(1, 0, 2, 2);
  app.Click(cell);
  app.Type("5");
  app.Press("Return");
  app.Press("Escape");
  app.Press("Escape");
  for (int i = 0; i < 20; ++i) app.Press("x");
  CHECK(KernelOf(Saved(app)) == Rows{{0, 1}, {5, 3}});
  WhilePaused(app, [&] {
    for (int i = 0; i < 20; ++i) Tap(app, {"Control_L", "z"});
  });
  CHECK(KernelOf(Saved(app)) == Rows{{0, 1}, {5, 3}});
  Tap(app, {"Control_L", "z"});
  app.NextFrames();
  CHECK(KernelOf(Saved(app)) == Rows{{0, 1}, {2, 3}});
}

TEST_CASE("digits and Return in one frame commit cell after cell") {
  Application app(OnWork());
  app.Click(app.Find("grid.input").Cell(0, 0, 3, 3));
  WhilePaused(app, [&] {
    for (const char* digit : {"7", "8", "9"}) {
      Tap(app, {digit});
      Tap(app, {"Return"});
    }
  });
  app.Await("the last cell", [&] { return app.Fact("selection").starts_with("input"); });
  CHECK(InputOf(Saved(app)) == Rows{{7, 1, 2}, {8, 4, 5}, {9, 7, 8}});
}

TEST_CASE("a click, what is typed then and a click elsewhere keep their order in one frame") {
  Application app(OnWork());
  const Place input = app.Find("grid.input");
  app.Hover(input.Cell(2, 2, 3, 3));
  WhilePaused(app, [&] {
    for (const int row : {0, 1}) {
      const Spot spot = input.Cell(row, 1, 3, 3);
      app.robot().MoveMouse(spot.x, spot.y);
      app.robot().Button(1, true);
      app.robot().Button(1, false);
      Tap(app, {row == 0 ? "6" : "9"});
      Tap(app, {"Return"});
    }
  });
  CHECK(InputOf(Saved(app)) == Rows{{0, 6, 2}, {3, 9, 5}, {6, 7, 8}});
}

}  // namespace
}  // namespace convlens::e2e
