#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

/// The stack's tab with a preset, by its place in the list.
void ChoosePreset(Application& app, std::string_view id) {
  app.Click("tab.stack");
  app.Click("choice.stack");
  app.Click(StackOption(id));
  app.Rest();
}

TEST_CASE("two 2x2 layers: an element of the second lights all nine input cells") {
  Application app;
  ChoosePreset(app, "two-2x2");
  app.Expect("layers", "2");
  app.Hover(app.Find("stack.2").center());
  app.Expect("stack.element", "2 0,0");
  app.Expect("stack.field.0", "0,0 3x3");
  app.Expect("stack.field.1", "0,0 2x2");
  app.Hover(app.Find("stack.0").Cell(0, 0, 3, 3));
  app.Expect("stack.element", "0 0,0");
  app.Expect("stack.field.1", "0,0 1x1");
  app.Expect("stack.field.2", "0,0 1x1");
}

TEST_CASE("the growth of a field plays layer by layer, and can be stepped") {
  Application app;
  ChoosePreset(app, "two-2x2");
  app.Click(app.Find("stack.2").center());
  app.Click("button.growth_back");
  app.Expect("stack.growth", "1");
  app.Expect("stack.field.1", "0,0 2x2");
  app.Expect("stack.field.0", "none");
  app.Click("button.growth_play");
  app.Expect("stack.growth", "grown");
  app.Expect("stack.field.0", "0,0 3x3");
}

TEST_CASE("a layer that is added is undone by one key") {
  Application app;
  ChoosePreset(app, "dilated");
  app.Expect("layers", "3");
  app.Click("strip.add");
  app.Click("add.conv");
  app.Expect("layers", "4");
  app.Expect("front", "3");
  app.Press("ctrl+z");
  app.Expect("layers", "3");
  app.Press("ctrl+shift+z");
  app.Expect("layers", "4");
}

TEST_CASE("a card of the strip brings its layer to the front, and the tab removes it") {
  Application app;
  ChoosePreset(app, "lenet");
  app.Expect("layers", "4");
  app.Click(LayerCard(1));
  app.Expect("front", "1");
  app.Click("button.layer_remove");
  app.Expect("layers", "3");
  app.Press("2");
  CHECK(app.Has(LayerCard(1)));
}

TEST_CASE("a card dragged along the strip moves its layer, as one edit") {
  Application app;
  ChoosePreset(app, "lenet");
  app.Expect("stack.layers", "k5p2,avg:k2s2,k5,avg:k2s2");
  const Place last = app.Find(LayerCard(3));
  const Spot behind{last.x + last.width - 4, last.center().y};
  app.Drag(app.Find(LayerCard(0)).center(), behind);
  app.Expect("stack.layers", "avg:k2s2,k5,avg:k2s2,k5p2");
  app.Expect("front", "3");
  app.Press("ctrl+z");
  app.Expect("stack.layers", "k5p2,avg:k2s2,k5,avg:k2s2");
}

TEST_CASE("a layer of many channels is computed as is chosen") {
  Application app;
  ChoosePreset(app, "vgg-16");
  app.Click(LayerCard(1));
  app.Expect("front", "1");
  app.Press("2");
  app.Expect("kernel.plan", "by Winograd's filtering, in tiles of 2×2");
  for (const char* section : {"fold.tools", "fold.operation", "fold.about"}) app.Click(section);
  app.Click("choice.method.2");
  app.Expect("kernel.plan", "by Winograd's filtering, in tiles of 4×4");
  app.Click("choice.method.1");
  app.Expect("kernel.plan", "directly");
}

TEST_CASE("all maps of a layer are shown, and the effective field beside the input") {
  Application app;
  ChoosePreset(app, "lenet");
  app.Click(kAllMaps);
  app.Expect("stack.grids", "5");
  app.Click("toggle.effective");
  app.Expect("stack.effective", "shown");
}

}  // namespace
}  // namespace convlens::e2e
