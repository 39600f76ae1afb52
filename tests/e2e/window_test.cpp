#include <doctest/doctest.h>

#include "checkout.h"
#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

void Choose(Application& app, const std::string& menu, const std::string& entry) {
  app.Click(menu);
  app.Click(entry);
}

Spot Aside(const Application& app) {
  const Place figure = app.Find("figure");
  return {figure.x + 3, figure.y + 3};
}

nlohmann::json Preferences(const Application& app) {
  return ReadJson(app.home() / "config" / "convlens" / "preferences.json");
}

TEST_CASE("the language changes at run time, is remembered, and changes back without a trace") {
  Application app;
  app.Hover(Aside(app));
  app.NextFrames();
  const Picture english = app.robot().Look();
  Choose(app, "menu.view", "entry.简体中文");
  app.Await("the language in the preferences",
            [&] { return Preferences(app)["language"] == "zh"; });
  app.Hover(Aside(app));
  CHECK(app.robot().Look().pixels != english.pixels);
  app.Expect("strip.text", "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 = 19");
  Choose(app, "menu.view", "entry.English");
  app.Await("the language in the preferences",
            [&] { return Preferences(app)["language"] == "en"; });
  app.Hover(Aside(app));
  app.Await("the picture as before", [&] { return app.robot().Look().pixels == english.pixels; });
}

TEST_CASE("./dev run leaves nothing in the checkout's root, not even when it is killed") {
  const Checkout checkout(CONVLENS_PROGRAM);
  const std::set<std::string> files = checkout.Files();
  Setup setup;
  setup.program = checkout.program();
  setup.folder = checkout.root();
  setup.environment = {{"PATH", checkout.path()}, {"CONVLENS_PRESET", "release"}};
  Application app(setup);
  Choose(app, "menu.view", "entry.Light");
  app.Await("the theme in the preferences", [&] { return Preferences(app)["theme"] == "light"; });
  ChangeKernel(app, "9");
  app.Await("a copy of the work",
            [&] { return !std::filesystem::is_empty(app.home() / "state/convlens/autosave"); });
  app.Restart();
  app.Click("dialog.restore");
  app.ExpectGone("dialog.restore");
  app.Rest();
  CHECK(checkout.Files() == files);
  app.Press("ctrl+z");
  app.robot().AskToClose();
  app.Click("dialog.dont_save");
  CHECK(app.process().WaitForEnd() == 0);
  CHECK(checkout.Files() == files);
}

TEST_CASE("themes change at run time and are remembered") {
  Application app(OnWork());
  const Spot spot = Aside(app);
  const auto pixel = [&] {
    return app.robot().Look().At(static_cast<int>(spot.x), static_cast<int>(spot.y));
  };
  CHECK(pixel() == Pixel{0x12, 0x14, 0x1A});
  Choose(app, "menu.view", "entry.Light");
  app.Expect("theme", "light");
  app.Await("the light background", [&] { return pixel() == Pixel{0xF3, 0xF5, 0xF9}; });
  Choose(app, "menu.view", "entry.Projector");
  app.Expect("theme", "projector");
  app.Restart();
  app.Expect("theme", "projector");
}

TEST_CASE("a large scale costs the texture of its glyphs once, and no copies of it") {
  const auto megabytes = [](double scale) {
    Setup setup;
    setup.scale = scale;
    Application app(setup);
    app.NextFrames();
    return app.process().ResidentMegabytes();
  };
  // Measured: 56. With Dear ImGui's copies and a texture that was left over it was 182.
  CHECK(megabytes(3) - megabytes(1) < 110);
}

TEST_CASE("at every size of the window, everything lies inside it") {
  Application app;
  struct Size {
    int width, height;
  };
  for (const Size size : {Size{1024, 700}, Size{1440, 900}, Size{1100, 720}}) {
    CAPTURE(size.width);
    app.robot().Resize(size.width, size.height);
    app.Await("the new size", [&] {
      const Place figure = app.Find("figure");
      return app.robot().Look().width == size.width && figure.width > size.width * 0.3 &&
             figure.x + figure.width <= size.width && figure.y + figure.height <= size.height;
    });
    app.NextFrames();
    for (const auto& entry : app.Places()) {
      // Not a structured binding: C++20 lets clang 14 refuse to capture one in CAPTURE's lambda.
      const std::string& name = entry.first;
      const Place& place = entry.second;
      CAPTURE(name);
      // The inspector and the lesson scroll: what is below is reached by the wheel.
      if (!name.starts_with("button.") && !name.starts_with("menu.") &&
          !name.starts_with("grid.") && name != "strip" && name != "scrubber") {
        continue;
      }
      CHECK(place.x >= 0);
      CHECK(place.x + place.width <= size.width + 0.5);
    }
    for (const char* name : {"grid.input", "grid.kernel", "grid.output", "scrubber", "strip"}) {
      const Place place = app.Find(name);
      CAPTURE(name);
      CHECK(place.y >= 0);
      CHECK(place.y + place.height <= size.height + 0.5);
      CHECK(place.width > 20);
    }
  }
}

TEST_CASE("F1 opens the key sheet, and Escape closes it") {
  Application app(OnWork());
  app.Hover(Aside(app));
  app.Press("F1");
  app.Find("dialog.keys");
  app.Press("Escape");
  app.ExpectGone("dialog.keys");
}

TEST_CASE("numbers choose the inspector's tabs") {
  Application app(OnWork());
  app.Press("1");
  app.Find("choice.pattern");
  app.Press("2");
  app.Find("choice.preset");
  app.Press("3");
  app.Find("choice.layer_kind");
  app.Press("4");
  app.Find("button.train_run");
  app.Press("5");
  app.Find(kDarkTheme);
}

TEST_CASE("numbers with Alt choose the tabs while a cell is selected") {
  Application app(OnWork());
  app.Click(app.Find("grid.input").Cell(0, 0, 3, 3));
  app.Press("alt+3");
  app.Find("choice.layer_kind");
  app.Press("alt+1");
  app.Find("choice.pattern");
}

TEST_CASE("Escape closes menus and lists, and nothing under them") {
  Application app(OnWork());
  app.Click(app.Find("grid.input").Cell(0, 0, 3, 3));
  app.Click("menu.view");
  app.Find("entry.Light");
  app.Press("Escape");
  app.ExpectGone("entry.Light");
  CHECK(app.Fact("selection").starts_with("input"));
  app.Click("tab.kernel");
  app.Click("choice.preset");
  app.Find("choice.preset.sobel_left");
  app.Press("Escape");
  app.ExpectGone("choice.preset.sobel_left");
  CHECK(app.Fact("selection").starts_with("input"));
  app.Press("Escape");
  app.Expect("selection", "");
}

TEST_CASE("every lesson opens from the menu") {
  Application app;
  app.Click("menu.lessons");
  app.Find("lesson.figure-6-2-1");
  std::vector<std::string> lessons;
  for (const auto& [name, place] : app.Places()) {
    if (name.starts_with("lesson.") && place.width > 0) lessons.push_back(name);
  }
  app.Press("Escape");
  std::erase_if(lessons, [](const std::string& name) { return name == "lesson.try_it"; });
  CHECK(lessons.size() == 22);
  for (const std::string& lesson : lessons) {
    Choose(app, "menu.lessons", lesson);
    app.Expect("lesson", lesson.substr(std::string("lesson.").size()));
    CHECK(app.Fact("problem").empty());
  }
}

TEST_CASE("a window at rest uses less than one percent of a processor") {
  Application app;
  app.Hover(Aside(app));
  app.Rest();
  // Motion may still come to its end.
  CHECK_FALSE(WaitUntil([&] { return !app.process().Running(); }, Duration(1500)));
  const double before = app.process().ProcessorSeconds();
  constexpr Duration kRest{5000};
  CHECK_FALSE(WaitUntil([&] { return !app.process().Running(); }, kRest));
  const double used = app.process().ProcessorSeconds() - before;
  CHECK(used < 0.01 * std::chrono::duration<double>(kRest).count());
}

}  // namespace
}  // namespace convlens::e2e
