#include <doctest/doctest.h>

#include "model/edit/edit.h"
#include "model/edit/history.h"
#include "model/evaluate/evaluation.h"
#include "model/evaluate/stack_maps.h"

using namespace convlens;

namespace {

Tensor Colors() {
  Tensor colors;
  colors.channels = {Grid{{1, 0}, {0.5F, 1}}, Grid{{0, 1}, {0.5F, 1}}, Grid{{0, 0}, {0.5F, 1}}};
  return colors;
}

Document Picture(const Tensor& input) {
  Document document;
  ReplaceInput(input, "photo.png", true).apply(document);
  return document;
}

}  // namespace

TEST_CASE("a picture of three channels is seen by the same kernel in each, and summed") {
  Document document;
  const Grid kernel = FrontKernel(document, {});
  ReplaceInput(Colors(), "photo.png", true).apply(document);
  REQUIRE(document.layers[0].weights.second() == 3);
  for (int c = 0; c < 3; ++c) CHECK(Grid(document.layers[0].weights.kernel(0, c)) == kernel);
  const EvaluationPtr e = Evaluate(document, nullptr);
  REQUIRE(e->outputs.size() == 1);
  // Of the book's kernel 0 1 / 2 3: 1·(0 + 1 + 0) + 2·1.5 + 3·3
  CHECK(*e->outputs[0][0] == Grid{{13}});
}

TEST_CASE("grey and colour are one edit each, and undo brings all of the layer back") {
  History history(Picture(Colors()));
  const Document color = history.document();
  history.Apply(ShowInputInGrey(LumaOf(Colors())));
  CHECK(history.document().input.shape() == TensorShape{1, {2, 2}});
  CHECK(history.document().layers[0].weights.second() == 1);
  CHECK(history.document().input_name == "photo.png");
  history.Apply(ShowInputInColor(Colors()));
  CHECK(history.document() == color);
  history.Undo();
  history.Undo();
  CHECK(history.document() == color);
}

TEST_CASE("luma weighs red, green and blue, and white is 1") {
  CHECK(LumaOf(Colors()) == Grid{{0.299F, 0.587F}, {0.5F, 1}});
}

TEST_CASE("groups that one channel cannot be split into become one") {
  Document document = Picture(Colors());
  LayerSettings settings = document.layers[0].settings;
  settings.outputs = 3;
  settings.groups = 3;
  ChangeLayer(0, settings, {"Change the groups", {}}).apply(document);
  ShowInputInGrey(LumaOf(Colors())).apply(document);
  CHECK(document.layers[0].settings.groups == 1);
  CHECK_FALSE(Evaluate(document, nullptr)->problem.has_value());
}

TEST_CASE("pooling before the first kernels passes the channels on to them") {
  Document document;
  LayerSettings pool;
  pool.kind = LayerKind::kMaxPool;
  AddLayer(0, ZeroLayer(pool, 1)).apply(document);
  const Grid kernel(document.layers[1].weights.kernel(0, 0));
  ReplaceInput(Colors(), "photo.png", true).apply(document);
  REQUIRE(document.layers[1].weights.second() == 3);
  CHECK(Grid(document.layers[1].weights.kernel(0, 2)) == kernel);
}

TEST_CASE("one edit changes the kernels of all input channels of one output") {
  Document document = Picture(Colors());
  const Edit edit =
      ForEachInput({0, 1, 0}, [](Front at) { return UseKernelTool(KernelTool::kNegate, at); });
  CHECK(edit.label.pattern == "Negate kernel");
  edit.apply(document);
  for (int c = 0; c < 3; ++c) {
    CHECK(Grid(document.layers[0].weights.kernel(0, c)) == Grid{{0, -1}, {-2, -3}});
  }
}

TEST_CASE("the maps of a picture hold its colours, those of numbers do not") {
  const StackMapsPtr picture = MakeStackMaps(Evaluate(Picture(Colors()), nullptr), {}, nullptr);
  REQUIRE(picture->grids[0].colors.size() == 3);
  CHECK(*picture->grids[0].colors[1].grid() == *Colors()[1]);
  CHECK(picture->grids[1].colors.empty());
  Document numbers;
  ReplaceInput(Colors(), "array.npy", false).apply(numbers);
  CHECK(MakeStackMaps(Evaluate(numbers, nullptr), {}, nullptr)->grids[0].colors.empty());
}

TEST_CASE("moving a layer among other channels says how many layers were fitted") {
  Document document;
  LayerSettings wide;
  wide.outputs = 4;
  document.layers = {RandomLayer(wide, 1, 1), RandomLayer({}, 4, 2)};
  Document moved = document;
  MoveLayer(0, 1).apply(moved);
  CHECK(FittedLayers(document, moved) == 1);
  Document doubled = document;
  DuplicateLayer(1).apply(doubled);
  CHECK(FittedLayers(document, doubled) == 1);
  LayerSettings same;
  document.layers = {RandomLayer(same, 1, 1), RandomLayer(same, 1, 2)};
  moved = document;
  MoveLayer(0, 1).apply(moved);
  CHECK(FittedLayers(document, moved) == 0);
}
