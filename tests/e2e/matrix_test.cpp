#include <doctest/doctest.h>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"
#include "e2e/sessions.h"

namespace convlens::e2e {
namespace {

TEST_CASE("the lit column of im2col and the lit row of Toeplitz follow the window") {
  Application app(OnWork());
  app.Press("5");
  app.Click(Option("choice.matrix", kMatrixWords, MatrixView::kIm2col));
  app.Expect("matrix", "im2col");
  app.Expect("matrix.shape", "4 × 4");
  app.Expect("matrix.lit", "0,0 4x1");
  app.Press("Right");
  app.Press("Right");
  app.Expect("matrix.lit", "0,2 4x1");
  app.Click(Option("choice.matrix", kMatrixWords, MatrixView::kToeplitz));
  app.Expect("matrix.shape", "4 × 9");
  app.Expect("matrix.lit", "2,0 1x9");
  app.Press("Right");
  app.Expect("matrix.lit", "3,0 1x9");
  app.Click(Option("choice.matrix", kMatrixWords, MatrixView::kNone));
  app.ExpectGone("matrix.matrix");
}

TEST_CASE("pointing into a matrix lights the figure, and into the figure the matrix") {
  Application app(OnWork());
  app.Press("5");
  app.Click(Option("choice.matrix", kMatrixWords, MatrixView::kToeplitz));
  app.Expect("matrix", "toeplitz");
  app.Hover(app.Find("matrix.matrix").Cell(1, 4, 4, 9));
  app.Expect("focus", "output 0,1");
  app.Expect("strip.text", "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25");
  app.Hover(app.Find("matrix.vector").Cell(0, 4, 1, 9));
  app.Expect("focus", "input 1,1");
  app.Hover(app.Find("grid.input").Cell(1, 1, 3, 3));
  app.Expect("matrix.lit", "0,4 4x1");
}

TEST_CASE("a click on the cards behind a grid brings the next channel to the front") {
  Setup setup;
  Session session;
  session.title = "work";
  session.view.reveal_output = false;
  session.document.input.channels = {Grid(3, 3, 1.0F), Grid(3, 3, 2.0F)};
  LayerSettings settings;
  settings.outputs = 2;
  session.document.layers = {RandomLayer(settings, 2, 1)};
  setup.files[kWork] = SessionToJson(session);
  setup.arguments = {kWork};
  Application app(setup);
  app.Click("stack.input");
  app.Click("stack.output");
  const nlohmann::json saved = app.Save(app.home() / kWork);
  CHECK(saved["front"]["input"] == 1);
  CHECK(saved["front"]["output"] == 1);
  app.Click("stack.kernel");
  app.Await("the first channel in front",
            [&] { return app.Save(app.home() / kWork)["front"]["input"] == 0; });
}

TEST_CASE("the terms of two channels stand in two groups, and rows out of reach are named") {
  Setup setup;
  Session session;
  session.title = "work";
  session.view.reveal_output = false;
  session.document.input.channels = {Grid(4, 3, 1.0F), Grid(4, 3, 2.0F)};
  LayerSettings settings;
  settings.stride = {3, 1};
  Layer layer = ZeroLayer(settings, 2);
  layer.weights.MutableKernel(0, 0).row(0)[0] = 3;
  layer.weights.MutableKernel(0, 1).row(1)[1] = 5;
  session.document.layers = {layer};
  setup.files[kWork] = SessionToJson(session);
  setup.arguments = {kWork};
  Application app(setup);
  app.Expect("strip.groups", "c = 0: 3, c = 1: 10");
  app.Expect("figure.unused", "not reached: 2 rows");
  app.Press("i");
  app.Expect("strip.groups", "c = 0: 3, c = 1: 0");
}

}  // namespace
}  // namespace convlens::e2e
