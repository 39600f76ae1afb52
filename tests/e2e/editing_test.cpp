#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

const Rows kInput{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
const Rows kKernel{{0, 1}, {2, 3}};

Spot InputCell(const Application& app, int row, int col) {
  return app.Find("grid.input").Cell(row, col, 3, 3);
}
Spot KernelCell(const Application& app, int row, int col) {
  return app.Find("grid.kernel").Cell(row, col, 2, 2);
}

nlohmann::json Saved(Application& app) { return app.Save(app.home() / kWork); }

TEST_CASE("a number typed on a cell counts, and the output follows") {
  Application app(OnWork());
  app.Click(InputCell(app, 0, 1));
  app.Type("-2.5");
  app.Press("Return");
  app.Hover(app.Find("grid.output").Cell(0, 0, 2, 2));
  app.Expect("strip.text", "H[0,0] = 0×0 + −2.5×1 + 3×2 + 4×3 = 15.5");
  CHECK(InputOf(Saved(app)) == Rows{{0, -2.5, 2}, {3, 4, 5}, {6, 7, 8}});
}

TEST_CASE("Tab and arrows go on to the next cell, Escape takes back what was typed") {
  Application app(OnWork());
  app.Click(KernelCell(app, 0, 0));
  app.Type("7");
  app.Press("Tab");
  app.Type("8");
  app.Press("Down");
  app.Type("9");
  app.Press("Escape");
  CHECK(KernelOf(Saved(app)) == Rows{{7, 8}, {2, 3}});
}

TEST_CASE("what is not a number is refused and changes nothing") {
  Application app(OnWork());
  app.Click(KernelCell(app, 1, 1));
  app.Type("1.2.3");
  app.Press("Return");
  app.Await("the refusal", [&] { return app.Fact("selection").ends_with("refused"); });
  app.Press("Escape");
  CHECK(KernelOf(Saved(app)) == kKernel);
}

TEST_CASE("dragging a cell up raises it, and is one entry of the history") {
  Application app(OnWork());
  const Spot cell = KernelCell(app, 0, 1);
  app.Drag(cell, {cell.x, cell.y - 40});
  const double raised = KernelOf(Saved(app))[0][1];
  CHECK(raised == doctest::Approx(2).epsilon(0.06));
  app.Press("Escape");
  app.Press("ctrl+z");
  CHECK(KernelOf(Saved(app)) == kKernel);
  app.Press("ctrl+shift+z");
  CHECK(KernelOf(Saved(app))[0][1] == raised);
}

TEST_CASE("the wheel nudges the selected cell and zooms elsewhere") {
  Application app(OnWork());
  app.Click(KernelCell(app, 1, 0));
  app.Wheel(KernelCell(app, 1, 0), 3);
  CHECK(KernelOf(Saved(app))[1][0] == doctest::Approx(2.3));
  const double zoom = app.Number("zoom");
  app.Wheel(InputCell(app, 2, 2), 1);
  app.Await("a larger zoom", [&] { return app.Number("zoom") > zoom * 1.1; });
  app.Press("Escape");
  app.Press("f");
  app.Await("the fitted zoom", [&] { return app.Number("zoom") == doctest::Approx(zoom); });
}

TEST_CASE("a right click clears a cell") {
  Application app(OnWork());
  app.Click(InputCell(app, 2, 2), 3);
  CHECK(InputOf(Saved(app))[2][2] == 0);
}

TEST_CASE("the brush paints a stroke that one undo takes back") {
  Application app(OnWork());
  app.Click("tab.input");
  app.Click("toggle.brush");
  app.Fill("field.brush_value", "4.5");
  app.Drag(InputCell(app, 0, 0), InputCell(app, 0, 2));
  CHECK(InputOf(Saved(app)) == Rows{{4.5, 4.5, 4.5}, {3, 4, 5}, {6, 7, 8}});
  app.Press("ctrl+z");
  CHECK(InputOf(Saved(app)) == kInput);
}

TEST_CASE("dragging a grid's corner resizes it") {
  Application app(OnWork());
  const Place grid = app.Find("grid.input");
  const double cell = grid.width / 3;
  const Spot corner{grid.x + grid.width - 1, grid.y + grid.height - 1};
  app.Drag(corner, {corner.x + 2 * cell, corner.y + cell});
  const Rows resized = InputOf(Saved(app));
  REQUIRE(resized.size() == 4);
  CHECK(resized[0].size() == 5);
  CHECK(resized[2][2] == 8);
}

TEST_CASE("kernel tools and their undo, by buttons and by the menu") {
  Application app(OnWork());
  app.Click("tab.kernel");
  app.Click("button.transpose");
  CHECK(KernelOf(Saved(app)) == Rows{{0, 2}, {1, 3}});
  app.Press("x");
  CHECK(KernelOf(Saved(app)) == Rows{{3, 1}, {2, 0}});
  for (int i = 0; i < 2; ++i) {
    app.Click("menu.edit");
    app.Click("entry.Undo");
  }
  CHECK(KernelOf(Saved(app)) == kKernel);
  app.Click("menu.edit");
  app.Click("entry.Redo");
  CHECK(KernelOf(Saved(app)) == Rows{{0, 2}, {1, 3}});
}

TEST_CASE("code is copied by the menu within the menu of editing, which says so") {
  Application app(OnWork());
  app.Click("menu.edit");
  app.Click("entry.Copy code");
  app.Click("entry.Copy code for NumPy");
  app.Expect("notice", "The code is copied.");
  app.Click("button.dismiss");
  app.ExpectGone("button.dismiss");
}

TEST_CASE("numbers copied from one grid can be pasted into another") {
  Application app(OnWork());
  app.Click(KernelCell(app, 0, 0));
  app.Press("ctrl+c");
  app.Click(InputCell(app, 0, 0));
  app.Press("ctrl+v");
  CHECK(InputOf(Saved(app)) == kKernel);
}

TEST_CASE("a computed target is copied as it is shown") {
  Application app(OnWork());
  app.Click("tab.learn");
  app.Click("button.fit_kernel");
  app.Rest();
  app.Click(app.Find("grid.target").Cell(0, 0, 3, 2));
  app.Press("ctrl+c");
  app.Click("tab.kernel");
  app.Click(InputCell(app, 0, 0));
  app.Press("ctrl+v");
  CHECK(InputOf(Saved(app)) ==
        Rows{{-1, -1}, {-1, -1}, {-1, -1}});  // of the reference kernel 1, -1
}

TEST_CASE("with a later layer in front, the document's input is copied and pasted") {
  Session session;
  session.document.layers.emplace_back();
  session.front.layer = 1;
  Setup setup = OnWork();
  setup.files[kWork] = SessionToJson(session);
  Application app(setup);
  app.Expect("layers", "2");
  app.Press("ctrl+c");
  app.Click(LayerCard(0));
  app.Click(InputCell(app, 0, 0));
  app.Type("9");
  app.Press("Return");
  app.Press("Escape");
  app.Click(LayerCard(1));
  app.Press("ctrl+v");
  CHECK(InputOf(Saved(app)) == Rows{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
}

TEST_CASE("C switches between correlation and convolution") {
  Application app(OnWork());
  app.Press("c");
  CHECK(Saved(app)["document"]["layers"][0]["operation"] == "convolution");
  app.Hover(app.Find("grid.output").Cell(0, 0, 2, 2));
  app.Await("the convolution's sum", [&] { return app.Fact("strip.text").ends_with("= 5"); });
}

// Types into a field and stays in it.
void TypeInto(Application& app, const std::string& field, const std::string& text) {
  app.Click(field);
  app.Press("ctrl+a");
  app.Type(text);
}

Shape KernelShape(const nlohmann::json& session) {
  const nlohmann::json& window = session["document"]["layers"][0]["window"];
  return {window[0].get<int>(), window[1].get<int>()};
}

TEST_CASE("a click from one field into another keeps what was typed, in either direction") {
  Application app(OnWork());
  app.Click("tab.kernel");
  TypeInto(app, "field.kernel_width", "3");
  TypeInto(app, "field.kernel_height", "1");
  app.Click("field.kernel_width");
  CHECK(KernelShape(Saved(app)) == Shape{1, 3});
}

TEST_CASE("what is typed into a field counts before a key, a tab and a menu") {
  Application app(OnWork());
  app.Click("tab.kernel");
  TypeInto(app, "field.kernel_width", "3");
  CHECK(KernelShape(Saved(app)) == Shape{2, 3});  // by Ctrl+S
  TypeInto(app, "field.kernel_width", "1");
  app.Press("alt+1");
  app.Find("choice.pattern");
  CHECK(KernelShape(Saved(app)) == Shape{2, 1});
  app.Press("2");
  TypeInto(app, "field.kernel_height", "3");
  app.Click("tab.input");
  CHECK(KernelShape(Saved(app)) == Shape{3, 1});
  app.Click("tab.kernel");
  TypeInto(app, "field.kernel_height", "2");
  app.Click("menu.file");
  app.Click("entry.Save");
  app.Await("the save", [&] { return app.Number("modified") == 0; });
  CHECK(KernelShape(ReadJson(app.home() / kWork)) == Shape{2, 1});
}

TEST_CASE("what is typed into a field counts before the window closes") {
  Application app(OnWork());
  app.Click("tab.kernel");
  TypeInto(app, "field.kernel_width", "3");
  app.robot().AskToClose();
  app.Await("the edit", [&] { return app.Number("modified") == 1; });
  CHECK(app.process().Running());
}

TEST_CASE("a field says what is not a number, and takes a decimal comma") {
  Application app(OnWork());
  app.Click("tab.kernel");
  const nlohmann::json before = Saved(app);
  app.Fill("field.bias", "1.5.2");
  app.Find("button.dismiss");
  CHECK(app.Fact("problem").find("1.5.2") != std::string::npos);
  CHECK(Saved(app) == before);
  app.Click("button.dismiss");
  app.Fill("field.bias", "-0,5");
  app.Press("Return");
  CHECK(Saved(app)["document"]["layers"][0]["bias"][0] == -0.5);
}

TEST_CASE("Escape takes back what was typed into a field") {
  Application app(OnWork());
  app.Click("tab.kernel");
  TypeInto(app, "field.kernel_width", "3");
  app.Press("Escape");
  CHECK(KernelShape(Saved(app)) == Shape{2, 2});
}

TEST_CASE("what is typed on a cell counts before a key, a button and a menu") {
  Application app(OnWork());
  app.Click("tab.kernel");
  app.Click(KernelCell(app, 0, 0));
  app.Type("7");
  CHECK(KernelOf(Saved(app)) == Rows{{7, 1}, {2, 3}});
  app.Type("8");
  app.Click("button.transpose");
  CHECK(KernelOf(Saved(app)) == Rows{{8, 2}, {1, 3}});
  app.Click(KernelCell(app, 1, 0));
  app.Type("4");
  app.Click("menu.file");
  app.Click("entry.Save");
  app.Await("the save", [&] { return app.Number("modified") == 0; });
  CHECK(KernelOf(ReadJson(app.home() / kWork)) == Rows{{8, 2}, {4, 3}});
}

TEST_CASE("the Kernel tab says what a kernel is and how it is computed") {
  Application app(OnWork());
  app.Click("tab.kernel");
  app.Click("choice.preset");
  app.Click("choice.preset.sobel_left");
  app.Expect("kernel.factors", "1 [1 2 1] [1 0 −1]");
  app.Expect("kernel.symmetry", "left–right, sign changes; up–down; half a turn, sign changes");
  app.Expect("kernel.plan", "directly");
  for (const char* section : {"fold.tools", "fold.operation", "fold.about"}) app.Click(section);
  app.Click(kMethodPasses);
  app.Expect("kernel.plan", "rank 1: two passes");
  CHECK(app.Fact("kernel.factors").empty());  // folded away
  app.Click("fold.plan");
  app.Click("fold.edges");
  app.Expect("kernel.upright_step", "0, 0, −4, −4, 0, 0");
  app.Expect("kernel.lying_line", "0, 0, 0, 0, 0, 0, 0");
}

}  // namespace
}  // namespace convlens::e2e
