#include <doctest/doctest.h>

#include <algorithm>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"

namespace convlens::e2e {
namespace {

struct Screen {
  int width, height;
  double scale;
};

constexpr Screen kScreens[] = {{1024, 700, 1}, {1440, 900, 2}, {2560, 1440, 2}};

Setup On(const Screen& screen, const std::string& language, const std::string& theme) {
  Setup setup;
  setup.width = screen.width;
  setup.height = screen.height;
  setup.scale = screen.scale;
  setup.language = language;
  setup.theme = theme;
  return setup;
}

// What stands still around the figure; what is inside a panel scrolls.
bool IsFixed(const std::string& name) {
  constexpr const char* kFixed[] = {"menu.",         "tab.",          "switch.",
                                    "choice.lab_",   "choice.loss_s", "button.first",
                                    "button.back",   "button.play",   "button.forw",
                                    "button.last",   "button.into",   "scrubber",
                                    "button.slower", "button.fast",   "button.loop",
                                    "strip",         "plot.loss",     "button.lesson_drawer"};
  return std::any_of(std::begin(kFixed), std::end(kFixed),
                     [&](const char* start) { return name.starts_with(start); });
}

double Shared(double a, double a_length, double b, double b_length) {
  return std::min(a + a_length, b + b_length) - std::max(a, b);
}

bool Overlap(const Place& a, const Place& b) {
  constexpr double kTouch = 1;  // pixels: neighbours of a segmented control share an edge
  return Shared(a.x, a.width, b.x, b.width) > kTouch &&
         Shared(a.y, a.height, b.y, b.height) > kTouch;
}

void CheckPlaces(const Application& app, const Screen& screen) {
  std::vector<std::pair<std::string, Place>> fixed;
  for (const auto& entry : app.Places()) {
    if (IsFixed(entry.first)) fixed.push_back(entry);
  }
  CHECK(fixed.size() > 15);
  for (size_t i = 0; i < fixed.size(); ++i) {
    const std::string& name = fixed[i].first;
    const Place& place = fixed[i].second;
    CAPTURE(name);
    CHECK(place.x >= 0);
    CHECK(place.y >= 0);
    CHECK(place.x + place.width <= screen.width + 0.5);
    CHECK(place.y + place.height <= screen.height + 0.5);
    for (size_t j = i + 1; j < fixed.size(); ++j) {
      const std::string& other = fixed[j].first;
      CAPTURE(other);
      CHECK_FALSE(Overlap(place, fixed[j].second));
    }
  }
}

void CheckFigureFits(const Application& app) {
  const Place figure = app.Find("figure");
  for (const char* name : {"grid.input", "grid.kernel", "grid.output"}) {
    CAPTURE(name);
    const Place grid = app.Find(name);
    CHECK(grid.x >= figure.x);
    CHECK(grid.y >= figure.y);
    CHECK(grid.x + grid.width <= figure.x + figure.width + 0.5);
    CHECK(grid.y + grid.height <= figure.y + figure.height + 0.5);
    CHECK(grid.width > 20);
  }
}

bool IsInInspector(const std::string& name) {
  constexpr const char* kElsewhere[] = {
      "menu.",  "lesson.", "list.",   "strip", "grid.", "closeup",
      "figure", "stack.",  "surface", "plot",  "tab.",  "switch.",
      "canvas", "scrub",   "matrix",  "text.", "add.",  "button.lesson_drawer"};
  constexpr const char* kTransport[] = {
      "button.first",  "button.back", "button.play", "button.forw", "button.last",  "button.into",
      "button.slower", "button.fast", "button.loop", "choice.lab_", "choice.loss_s"};
  const auto starts = [&](const char* start) { return name.starts_with(start); };
  return std::none_of(std::begin(kElsewhere), std::end(kElsewhere), starts) &&
         std::none_of(std::begin(kTransport), std::end(kTransport), starts);
}

// A table of cells that are edited in place is a place as well as each of its cells.
bool Holds(const std::string& name, const std::string& other) {
  return other.starts_with(name + ".") || name.starts_with(other + ".");
}

// Controls of a tab may be scrolled out of sight, but never lie on each other or leave the panel.
void CheckInspector(const Application& app, const Screen& screen, const Place& landmark) {
  const double left = landmark.x - 110 * screen.scale;
  std::vector<std::pair<std::string, Place>> controls;
  for (const auto& entry : app.Places()) {
    if (IsInInspector(entry.first) && entry.second.x > left) controls.push_back(entry);
  }
  CHECK(controls.size() > 3);
  for (size_t i = 0; i < controls.size(); ++i) {
    const std::string& name = controls[i].first;
    CAPTURE(name);
    CHECK(controls[i].second.x + controls[i].second.width <= screen.width + 0.5);
    for (size_t j = i + 1; j < controls.size(); ++j) {
      const std::string& other = controls[j].first;
      if (Holds(name, other)) continue;
      CAPTURE(other);
      CHECK_FALSE(Overlap(controls[i].second, controls[j].second));
    }
  }
}

void CheckTexts(const Application& app) {
  for (const auto& [name, value] : app.Facts()) {
    CAPTURE(name);
    CHECK_FALSE(name.starts_with("cut."));
  }
  CAPTURE(app.Fact("text.smallest_words"));
  CHECK(app.Number("text.smallest") >= 11 - 0.05);
}

void OpenLearning(Application& app) {
  app.Press("4");
  app.Find("plot.loss");
  app.Press("Escape");
}

}  // namespace

TEST_CASE("on every screen nothing is cut and no two controls overlap") {
  for (const Screen& screen : kScreens) {
    for (const char* language : {"en", "zh"}) {
      CAPTURE(screen.width);
      CAPTURE(language);
      const bool projector = screen.width == 2560;
      Application app(On(screen, language, projector ? "projector" : "light"));
      app.Find("strip");
      app.Press("Escape");
      app.NextFrames();
      CheckPlaces(app, screen);
      CheckFigureFits(app);
      OpenLearning(app);
      app.NextFrames();
      CheckPlaces(app, screen);
      CheckFigureFits(app);
    }
  }
}

/// Looks at the program on every screen, in both languages, once its first lesson is shown.
template <typename Look>
void OnEveryScreen(const std::string& theme, const Look& look) {
  for (const Screen& screen : kScreens) {
    for (const std::string language : {"en", "zh"}) {
      CAPTURE(screen.width);
      CAPTURE(language);
      Application app(On(screen, language, theme));
      app.Find("strip");
      app.Press("Escape");
      look(app, screen);
    }
  }
}

TEST_CASE("in every tab, on every screen, nothing is cut, and controls stand apart") {
  const std::pair<std::string, std::string> kTabs[] = {
      {"alt+1", "choice.pattern"},
      {"alt+2", "choice.preset"},
      {"alt+3", "choice.layer_kind"},
      {"s", "choice.stack"},
      {"alt+4", Option("choice.loss", kLossWords, Loss::kSum)},
      {"alt+5", kDarkTheme}};
  OnEveryScreen("dark", [&](Application& app, const Screen& screen) {
    for (const auto& [key, landmark] : kTabs) {
      CAPTURE(landmark);
      app.Press(key);
      app.Find(landmark);
      app.NextFrames();
      CheckInspector(app, screen, app.Find(landmark));
      CheckTexts(app);
      app.Press("Escape");
    }
  });
}

TEST_CASE("in every view of training, on every screen, texts are whole and large enough to read") {
  OnEveryScreen("dark", [&](Application& app, const Screen& screen) {
    app.Click("menu.lessons");
    app.Click("lesson.learn-a-kernel");
    app.Expect("lesson", "learn-a-kernel");
    app.Press("Escape");
    app.Press("t");
    CHECK(app.Find("scrubber").width >= 75 * screen.scale);  // points
    for (const std::string view :
         {kLossView, kWeightsView, kSurfaceView, kWhyView, kBackwardView}) {
      CAPTURE(view);
      app.Click(view);
      app.Rest();
      app.NextFrames();
      CheckTexts(app);
      if (view != kLossView && view != kWeightsView) continue;  // the plots
      CHECK(app.Has("button.export_plot"));
      CHECK_FALSE(app.Fact("plot.title").empty());
    }
  });
}

TEST_CASE("in every dialog, on every screen, texts are whole and large enough to read") {
  const std::pair<std::string, std::string> kDialogs[] = {
      {"ctrl+o", "dialog.commit"}, {"ctrl+shift+s", "dialog.commit"}, {"F1", "dialog.keys"}};
  OnEveryScreen("light", [&](Application& app, const Screen& screen) {
    for (const auto& [key, landmark] : kDialogs) {
      CAPTURE(key);
      app.Press(key);
      const Place control = app.Find(landmark);
      app.NextFrames();
      CHECK(control.x + control.width <= screen.width);
      CHECK(control.y + control.height <= screen.height);
      CheckTexts(app);
      app.Press("Escape");
      app.ExpectGone(landmark);
    }
  });
}

TEST_CASE("an open drawer pushes the figure aside, which is seen whole") {
  Application app(On(kScreens[0], "en", "dark"));
  const Place figure = app.Find("figure");
  app.Find("lesson.try_it");  // beside the lesson, which is read along
  app.Click("tab.layer");
  app.Find("choice.layer_kind");
  app.NextFrames();
  CHECK(app.Find("figure").width < figure.width);
  CheckPlaces(app, kScreens[0]);
  CheckFigureFits(app);
  app.Press("Escape");
  app.NextFrames();
  app.Find("choice.layer_kind");  // it hides nothing, and stays
  app.Find("lesson.try_it");
  app.Click("tab.layer");
  app.ExpectGone("choice.layer_kind");
  app.NextFrames();
  CHECK(app.Find("figure").width == figure.width);
}

TEST_CASE("where there is no room beside the figure, the inspector is a drawer over it") {
  Application app(On(kScreens[1], "en", "dark"));
  app.Press("ctrl+l");
  app.ExpectGone("lesson.try_it");
  const Place figure = app.Find("figure");
  CHECK(figure.width > 1440 * 0.7);
  app.Click("tab.layer");
  app.Find("choice.layer_kind");
  CHECK(app.Find("figure").width == figure.width);
  app.Press("Escape");
  app.ExpectGone("choice.layer_kind");
  app.Click("tab.layer");
  app.Find("choice.layer_kind");
  app.Click(Spot{figure.x + 6, figure.y + figure.height - 6});
  app.ExpectGone("choice.layer_kind");
  app.Click("tab.layer");
  app.Find("choice.layer_kind");
  app.Click("tab.layer");
  app.ExpectGone("choice.layer_kind");
  app.Press("2");
  app.Find("choice.preset");
}

TEST_CASE("in a window as narrow as a phone, a bar opens panels as sheets below the figure") {
  for (const std::string language : {"en", "zh"}) {
    CAPTURE(language);
    const Screen phone{390, 844, 1};
    Application app(On(phone, language, "dark"));
    const Place bar = app.Find("tab.layer");
    CHECK(bar.y > app.Find("button.play").y);
    app.Find("lesson.try_it");
    CheckPlaces(app, phone);
    CheckTexts(app);
    CheckFigureFits(app);
    const double beside = app.Find("figure").height;
    app.Click("tab.layer");
    CHECK(app.Find("choice.layer_kind").y > app.Find("button.play").y);
    app.ExpectGone("lesson.try_it");
    app.Click("tab.layer");
    app.ExpectGone("choice.layer_kind");
    app.NextFrames();
    CHECK(app.Find("figure").height > beside + 0.3 * phone.height);
  }
}

TEST_CASE("a menu longer than the window hangs below its title") {
  Application app(On(kScreens[1], "en", "dark"));
  for (int times = 0; times < 3; ++times) {
    const Place title = app.Find("menu.lessons");
    app.Click("menu.lessons");
    CHECK(app.Find("lesson.figure-6-2-1").y > title.y + title.height);
    app.Press("Escape");
    app.ExpectGone("lesson.figure-6-2-1");
  }
}

TEST_CASE("where there is room for one panel, opening one closes the other") {
  Application app(On(kScreens[1], "en", "dark"));
  app.Find("lesson.try_it");  // a lesson that was just opened is read first
  CheckFigureFits(app);
  app.Click("tab.layer");
  app.Find("choice.layer_kind");
  app.ExpectGone("lesson.try_it");
  app.Click("button.lesson_drawer");
  app.Find("lesson.try_it");
  app.ExpectGone("choice.layer_kind");
  app.Press("ctrl+l");
  app.ExpectGone("lesson.try_it");
}

TEST_CASE("the figure takes the room that there is") {
  Setup setup;
  setup.width = 2560;
  setup.height = 1440;
  Application app(setup);
  const Place figure = app.Find("figure");
  const double from = app.Find("grid.input").x;
  const Place output = app.Find("grid.output");
  CHECK(output.x + output.width - from > 0.9 * figure.width);
}

TEST_CASE("an error is shown over the figure, once, and goes with its tab") {
  Application app;
  const Place figure = app.Find("figure");
  app.Press("ctrl+v");
  app.Press("ctrl+v");
  app.Find("button.dismiss");
  CHECK(app.Find("figure").height == figure.height);
  app.Click("button.dismiss");
  app.ExpectGone("button.dismiss");
  app.Press("ctrl+v");
  app.Find("button.dismiss");
  app.Press("1");
  app.ExpectGone("button.dismiss");
}

TEST_CASE("where training is not ready, the Learn tab alone says so") {
  Application app;
  app.Click("tab.learn");  // the lesson's 2×2 kernel has another shape than the reference
  app.Find("button.fit_kernel");
  app.Press("shift+t");
  app.NextFrames(4);
  CHECK(app.Fact("problem").empty());
  app.Click("button.fit_kernel");
  app.ExpectGone("button.fit_kernel");
}

TEST_CASE("max pooling shows no operation to choose") {
  Application app;
  app.Click("menu.lessons");
  app.Click("lesson.pooling");
  app.Expect("lesson", "pooling");
  app.Find("switch.operation.0");
  app.Press("3");
  app.Click("choice.layer_kind");
  app.Click(Option("choice.layer_kind", kLayerKindWords, LayerKind::kMaxPool));
  app.ExpectGone("switch.operation.0");
}

}  // namespace convlens::e2e
