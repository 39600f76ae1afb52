#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

using Names = std::set<std::string>;

std::string Focus(const Application& app) { return app.Fact("focus.control"); }

// Presses `key` until the focus is where `there` says.
template <typename There>
void Walk(Application& app, const std::string& key, const There& there) {
  constexpr int kMost = 200;
  for (int i = 0; i < kMost; ++i) {
    if (there(Focus(app))) return;
    app.Press(key);
  }
  FAIL("no way by ", key, " in ", kMost, " presses; the focus is at ", Focus(app));
}

void WalkTo(Application& app, const std::string& name) {
  Walk(app, "Tab", [&name](const std::string& at) { return at == name; });
}

void WalkToRoom(Application& app, const std::string& prefix) {
  Walk(app, "F6", [&prefix](const std::string& at) { return at.starts_with(prefix); });
}

// What the program tells the place of although no key or click does anything there.
bool IsControl(const std::string& name) {
  constexpr std::array<const char*, 8> kPrefixes = {"grid.", "figure",   "stack.", "text.",
                                                    "plot.", "surface.", "map.",   "edges."};
  constexpr std::array<const char*, 4> kNames = {"strip", "lesson.try_it", "kernel.map",
                                                 "stack.figure"};
  if (name == "plot.scrub") return true;
  const bool table = name.starts_with("table.") && name.find('.') == name.rfind('.');
  if (table) return false;  // its cells are controls
  const auto starts = [&name](const char* prefix) { return name.starts_with(prefix); };
  return std::none_of(kPrefixes.begin(), kPrefixes.end(), starts) &&
         std::find(kNames.begin(), kNames.end(), name) == kNames.end();
}

Names EnabledControls(const Application& app) {
  Names names;
  const Names disabled = app.Disabled();
  for (const auto& [name, place] : app.Places()) {
    if (IsControl(name) && !disabled.contains(name)) names.insert(name);
  }
  return names;
}

// From the figure by Tab through everything, until the figure has the keyboard again.
Names AllReached(Application& app) {
  Names names;
  app.Press("Escape");
  app.Press("Escape");
  CHECK(Focus(app).empty());
  constexpr int kMost = 300;
  for (int i = 0; i < kMost; ++i) {
    app.Press("Tab");
    const std::string at = Focus(app);
    if (at.empty()) return names;
    CHECK_MESSAGE(names.insert(at).second, at << " twice");
  }
  FAIL("Tab does not come back to the figure");
  return names;
}

std::string Joined(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += name + " ";
  return text;
}

Names Without(const Names& all, const Names& taken) {
  Names rest;
  std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

void CheckAllReached(Application& app) {
  app.Rest();
  const Names reached = AllReached(app);
  const Names listed = EnabledControls(app);
  CHECK(listed.size() > 10);
  CHECK(Joined(Without(listed, reached)) == "");
  CHECK(Joined(Without(reached, listed)) == "");
}

TEST_CASE("Tab reaches every control of the window in every tab") {
  Application app;
  for (const char* tab : {"1", "2", "3", "s", "4", "5"}) {
    CAPTURE(tab);
    app.Press(tab);
    CheckAllReached(app);
  }
}

TEST_CASE("Tab reaches every control where the panels are drawers") {
  Setup setup;
  setup.width = 900;
  Application app(setup);
  CheckAllReached(app);
  app.Press("3");
  app.Find("choice.layer_kind");
  CheckAllReached(app);
}

TEST_CASE("by keys alone: a stride, a training step, a slider, a lesson, and back to the figure") {
  Application app(OnWork());
  app.Press("3");
  WalkToRoom(app, "tab.");
  WalkTo(app, "field.stride_rows");
  app.Type("2");
  app.Press("Return");
  CHECK(Focus(app) == "field.stride_rows");
  const nlohmann::json layer = app.Save(app.home() / kWork)["document"]["layers"][0];
  CHECK(layer["stride"][0] == 2);

  WalkToRoom(app, "list.");
  WalkTo(app, "list.learn-a-kernel");
  app.Press("Return");
  app.Expect("lesson", "learn-a-kernel");
  app.Expect("focus.control", "button.restart_lesson");

  const std::string file = "learned.convlens";
  app.SaveAs(file);
  const auto rate = [&]() -> double {
    return app.Save(app.home() / file)["document"]["training"]["rate"];
  };
  WalkTo(app, "slider.rate");
  const double before = rate();
  app.Press("Right");
  const double after = rate();
  CHECK(after > before);
  CHECK(after < 2 * before);

  WalkTo(app, "button.train_step");
  app.Press("space");
  app.Await("a step", [&] { return app.Number("plot.points") >= 1; });
  CHECK(app.Fact("position").starts_with("1 "));  // Space did not play as well

  app.Press("Escape");
  CHECK(Focus(app).empty());
  app.Press("Right");
  CHECK(app.Fact("position").starts_with("2 "));
}

TEST_CASE("a key acts on the control with the focus and on nothing else") {
  Application app(OnWork());
  app.Click(app.Find("grid.input").Cell(0, 0, 3, 3));  // a selected cell has keys of its own
  app.Expect("selection", "input 0,0");
  app.Press("1");
  app.Press("Return");
  const Rows before = InputOf(app.Save(app.home() / kWork));
  const std::string selection = app.Fact("selection");
  const std::string position = app.Fact("position");
  WalkToRoom(app, "scrubber");
  CHECK(app.Fact("position") == position);
  app.Press("Right");
  CHECK(app.Fact("position") != position);
  CHECK(app.Fact("selection") == selection);
  app.Press("Home");
  CHECK(app.Fact("position") == position);
  app.Press("3");  // digits choose tabs, for no cell and no field has the focus
  app.Find("choice.layer_kind");
  WalkToRoom(app, "tab.");
  WalkTo(app, "field.stride_rows");
  app.Press("Return");
  app.Press("2");  // begins the typing
  app.Press("Return");
  CHECK(app.Has("choice.layer_kind"));
  const nlohmann::json saved = app.Save(app.home() / kWork);
  CHECK(saved["document"]["layers"][0]["stride"][0] == 2);
  CHECK(InputOf(saved) == before);
}

TEST_CASE("Escape takes back what is typed before it leaves the field") {
  Application app(OnWork());
  app.Press("3");
  WalkToRoom(app, "tab.");
  WalkTo(app, "field.stride_rows");
  app.Type("7");
  app.Press("Escape");
  CHECK(Focus(app) == "field.stride_rows");
  app.Press("Escape");
  CHECK(Focus(app).empty());
  CHECK(app.Save(app.home() / kWork)["document"]["layers"][0]["stride"][0] == 1);
}

TEST_CASE("a dialog keeps the focus and gives it back") {
  Application app(OnWork());
  WalkToRoom(app, "tab.");
  const std::string before = Focus(app);
  app.Press("ctrl+o");
  app.Find("dialog.name");
  CHECK(Focus(app).empty());
  const Names reached = [&] {
    Names names;
    for (app.Press("Tab"); !Focus(app).empty() && names.size() < 50; app.Press("Tab")) {
      names.insert(Focus(app));
    }
    return names;
  }();
  CHECK(reached.contains("dialog.cancel"));
  for (const std::string& name : reached) CHECK(name.starts_with("dialog."));
  app.Press("F6");
  CHECK(Focus(app).empty());
  WalkTo(app, "dialog.cancel");
  app.Press("Return");
  app.ExpectGone("dialog.name");
  app.Expect("focus.control", before);
}

TEST_CASE("lists and menus open by keys, and the key that opens them does not choose in them") {
  Application app(OnWork());
  app.Press("3");
  WalkToRoom(app, "tab.");
  WalkTo(app, "choice.layer_kind");
  app.Press("space");
  app.Find(Option("choice.layer_kind", kLayerKindWords, LayerKind::kTransposed));
  app.Press("Escape");
  app.ExpectGone(Option("choice.layer_kind", kLayerKindWords, LayerKind::kTransposed));
  CHECK(Focus(app) == "choice.layer_kind");
  app.Press("Return");
  app.Find(Option("choice.layer_kind", kLayerKindWords, LayerKind::kTransposed));
  app.Press("Down");
  app.Press("Return");
  app.ExpectGone(Option("choice.layer_kind", kLayerKindWords, LayerKind::kTransposed));
  const auto kind = [&] {
    return app.Save(app.home() / kWork)["document"]["layers"][0].value("kind", std::string());
  };
  const std::string chosen = kind();
  CHECK(chosen != "convolution");
  app.Press("Up");
  CHECK(kind() != chosen);

  app.Press("F10");
  CHECK(Focus(app) == "menu.file");
  app.Press("Down");
  app.Find("entry.Save");
  app.Press("Right");
  app.Find("entry.Paste numbers");
  CHECK(Focus(app) == "menu.edit");
  app.Press("Right");
  app.Find("entry.Projector");
  app.Press("Escape");
  app.ExpectGone("entry.Projector");
  CHECK(Focus(app) == "menu.view");
  app.Press("Escape");
  CHECK(Focus(app) == "choice.layer_kind");
  app.Press("F10");
  Walk(app, "Right", [](const std::string& at) { return at == "menu.help"; });
  app.Press("Return");
  app.Find("entry.Keys");
  app.Press("Return");
  app.Find("dialog.keys");
  app.Press("Escape");
  app.ExpectGone("dialog.keys");
  CHECK(Focus(app) == "choice.layer_kind");
}

TEST_CASE("Ctrl+Tab goes through the tabs, and a click hides the ring") {
  Application app(OnWork());
  app.Press("1");
  WalkToRoom(app, "tab.");
  app.Press("Tab");
  for (const char* tab : {"kernel", "layer", "stack", "learn", "view", "input"}) {
    app.Press("ctrl+Tab");
    CHECK(Focus(app) == std::string("tab.") + tab);
  }
  app.Press("ctrl+shift+Tab");
  CHECK(Focus(app) == "tab.view");
  app.Click("button.forward");
  CHECK(Focus(app).empty());
  app.Press("Tab");  // goes on from what was clicked
  CHECK(Focus(app) == "button.last");
}

TEST_CASE("the command palette finds a control and goes to it, and Escape closes it") {
  Application app(OnWork());
  app.Press("ctrl+shift+p");
  app.Find("palette.query");
  app.Type("layer str");
  app.Await("a short list", [&] { return app.Number("palette.found") < 5; });
  app.Press("Return");
  app.Await("the focus", [&] { return app.Fact("focus.control") == "field.stride_rows"; });
  CHECK_FALSE(app.Has("dialog.palette"));
  app.Press("Return");  // the field is typed into
  app.Type("2");
  app.Press("Return");
  app.Await("another size", [&] { return app.Fact("grid.output.shape") == "1x2"; });
  app.Press("ctrl+k");
  app.Find("palette.query");
  app.Press("Escape");
  app.Await("no palette", [&] { return !app.Has("dialog.palette"); });
}

}  // namespace
}  // namespace convlens::e2e
