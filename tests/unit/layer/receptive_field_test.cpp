#include "layer/settings/receptive_field.h"

#include <doctest/doctest.h>

#include "layer/compute/forward.h"
#include "layer_values.h"

using namespace convlens;
using namespace convlens::layer_values;

namespace {

LayerSettings Square(int window, int stride, int padding, int dilation = 1) {
  LayerSettings settings;
  settings.window = {window, window};
  settings.stride = {stride, stride};
  settings.padding = {padding, padding, padding, padding};
  settings.dilation = {dilation, dilation};
  return settings;
}

struct Numbers {
  int size;
  int stride;
  int padding;
};

void CheckGeometry(const FieldGeometry& geometry, Numbers wanted) {
  CHECK(geometry.size == Shape{wanted.size, wanted.size});
  CHECK(geometry.stride == Step{wanted.stride, wanted.stride});
  CHECK(geometry.padding == Sides{wanted.padding, wanted.padding, wanted.padding, wanted.padding});
  CHECK(geometry.center_row == doctest::Approx((wanted.size - 1) / 2.0 - wanted.padding));
  CHECK(geometry.center_col == geometry.center_row);
}

/// VGG-16: 3x3 with padding 1, with pooling after layers 2, 4, 7, 10 and 13.
std::vector<LayerSettings> Vgg16() {
  std::vector<LayerSettings> layers;
  for (const int convolutions : {2, 2, 3, 3, 3}) {
    for (int i = 0; i < convolutions; ++i) layers.push_back(Square(3, 1, 1));
    layers.push_back(Square(2, 2, 0));
    layers.back().kind = LayerKind::kMaxPool;
  }
  return layers;
}

/// Weights of 1: an input cell that is not zero shows in every element that it can affect.
Layer Transparent(const LayerSettings& settings) {
  Layer layer = ZeroLayer(settings, 1);
  if (settings.has_weights()) layer.weights.matrix().Mutable().Fill(1);
  return layer;
}

struct Stack {
  std::vector<LayerSettings> settings;
  std::vector<Shape> shapes;  ///< of the input and of every output
};

/// What a single 1 at `cell` of the stack's input makes of the output of every layer.
std::vector<Tensor> Lit(const Stack& stack, Cell cell) {
  Grid input(stack.shapes.front());
  input[cell] = 1;
  std::vector<Tensor> outputs;
  Tensor x = Tensor(std::move(input));
  for (const LayerSettings& settings : stack.settings) {
    x = ForwardByLoops(Transparent(settings), x);
    outputs.push_back(x);
  }
  return outputs;
}

int Between(Random& random, int low, int high) {
  return low + static_cast<int>(random.Next() % static_cast<uint64_t>(high - low + 1));
}

LayerSettings RandomSettings(Random& random) {
  const LayerKind kinds[] = {LayerKind::kConvolution, LayerKind::kConvolution,
                             LayerKind::kTransposed, LayerKind::kMaxPool, LayerKind::kAveragePool};
  LayerSettings s;
  s.kind = kinds[random.Next() % 5];
  s.window = {Between(random, 1, 3), Between(random, 1, 3)};
  s.stride = {Between(random, 1, 3), Between(random, 1, 3)};
  if (s.kind != LayerKind::kAveragePool)
    s.dilation = {Between(random, 1, 3), Between(random, 1, 2)};
  const int pad = s.pooling() ? 0 : 3;
  s.padding = {Between(random, 0, pad), Between(random, 0, pad), Between(random, 0, pad),
               Between(random, 0, pad)};
  s.ceil_mode = s.pooling() && random.Next() % 2 == 0;
  if (s.kind == LayerKind::kConvolution) s.border = static_cast<Border>(random.Next() % 5);
  return s;
}

/// Up to three layers that fit together.
Stack RandomStack(Random& random) {
  Stack stack{{}, {{Between(random, 4, 9), Between(random, 4, 9)}}};
  for (int attempt = 0; attempt < 12 && stack.settings.size() < 3; ++attempt) {
    const LayerSettings settings = RandomSettings(random);
    const auto output = CheckedOutputShape(settings, {1, stack.shapes.back()});
    if (!output.ok()) continue;
    stack.settings.push_back(settings);
    stack.shapes.push_back(output->grid);
  }
  return stack;
}

bool Affects(const Tensor& lit, Cell element) { return (*lit[0])[element] != 0; }

}  // namespace

TEST_CASE("two 2x2 layers see three cells on a side") {
  const std::vector<LayerSettings> layers{Square(2, 1, 0), Square(2, 1, 0)};
  CheckGeometry(FieldGeometries(layers).back(), {3, 1, 0});
  const std::vector<Shape> shapes{{3, 3}, {2, 2}};
  const std::vector<Field> fields = ReceptiveFields(layers, shapes, 1, {0, 0, 1, 1});
  CHECK(fields[1].clipped == CellRect{0, 0, 2, 2});
  CHECK(fields[0].clipped == CellRect{0, 0, 3, 3});
  CHECK(fields[0].cells.count() == 9);
}

TEST_CASE("LeNet's fields grow as 5, 6, 14, 16") {
  const std::vector<LayerSettings> layers{Square(5, 1, 0), Square(2, 2, 0), Square(5, 1, 0),
                                          Square(2, 2, 0)};
  const std::vector<FieldGeometry> geometries = FieldGeometries(layers);
  const int sizes[] = {5, 6, 14, 16};
  for (size_t i = 0; i < 4; ++i) CHECK(geometries[i].size == Shape{sizes[i], sizes[i]});
}

TEST_CASE("AlexNet v2's fields are those of the literature") {
  const std::vector<LayerSettings> layers{Square(11, 4, 0), Square(3, 2, 0), Square(5, 1, 2),
                                          Square(3, 2, 0),  Square(3, 1, 1), Square(3, 1, 1),
                                          Square(3, 1, 1),  Square(3, 2, 0)};
  const std::vector<FieldGeometry> geometries = FieldGeometries(layers);
  CheckGeometry(geometries[0], {11, 4, 0});
  CheckGeometry(geometries[1], {19, 8, 0});
  CheckGeometry(geometries[2], {51, 8, 16});
  CheckGeometry(geometries[4], {99, 16, 32});
  CheckGeometry(geometries[5], {131, 16, 48});
  CheckGeometry(geometries[6], {163, 16, 64});
  CheckGeometry(geometries[7], {195, 32, 64});
}

TEST_CASE("VGG-16's poolings see 6, 16, 44, 100 and 212 cells on a side") {
  const std::vector<FieldGeometry> geometries = FieldGeometries(Vgg16());
  CheckGeometry(geometries[2], {6, 2, 2});
  CheckGeometry(geometries[5], {16, 4, 6});
  CheckGeometry(geometries[9], {44, 8, 18});
  CheckGeometry(geometries[13], {100, 16, 42});
  CheckGeometry(geometries[17], {212, 32, 90});
}

TEST_CASE("three dilated 3x3 layers see 15 cells on a side, and leave no gap") {
  const std::vector<LayerSettings> layers{Square(3, 1, 0, 1), Square(3, 1, 0, 2),
                                          Square(3, 1, 0, 4)};
  CheckGeometry(FieldGeometries(layers).back(), {15, 1, 0});
  const std::vector<Shape> shapes{{15, 15}, {13, 13}, {9, 9}};
  const std::vector<Field> fields = ReceptiveFields(layers, shapes, 2, {0, 0, 1, 1});
  CHECK(fields[2].cells.rows == std::vector<int>{0, 4, 8});
  CHECK(fields[0].cells.count() == 225);
}

TEST_CASE("a field over the edge keeps its size unclipped and loses what is in the padding") {
  const std::vector<LayerSettings> layers{Square(3, 1, 1), Square(3, 1, 1)};
  const std::vector<Shape> shapes{{8, 8}, {8, 8}};
  const std::vector<Field> fields = ReceptiveFields(layers, shapes, 1, {0, 7, 1, 1});
  CHECK(fields[0].unclipped == CellRect{-2, 5, 5, 5});
  CHECK(fields[0].clipped == CellRect{0, 5, 3, 3});
}

TEST_CASE("padding counts on its own side") {
  LayerSettings settings = Square(3, 2, 0);
  settings.padding = {1, 2, 3, 4};
  const std::vector<LayerSettings> layers{settings, settings};
  const FieldGeometry geometry = FieldGeometries(layers).back();
  CHECK(geometry.padding == Sides{3, 6, 9, 12});
  CHECK(geometry.center_row == doctest::Approx(0));
  CHECK(geometry.center_col == doctest::Approx(-6));
}

TEST_CASE("a circular border lets an element see the far side") {
  LayerSettings settings = Square(3, 1, 1);
  settings.border = Border::kCircular;
  const std::vector<LayerSettings> layers{settings};
  const std::vector<Shape> shapes{{5, 5}};
  const std::vector<Field> fields = ReceptiveFields(layers, shapes, 0, {0, 2, 1, 1});
  CHECK(fields[0].unclipped == CellRect{-1, 1, 3, 3});
  CHECK(fields[0].cells.rows == std::vector<int>{0, 1, 4});
  CHECK(fields[0].cells.cols == std::vector<int>{1, 2, 3});
}

TEST_CASE("behind a transposed convolution the size is the most that an element sees") {
  LayerSettings up = Square(3, 2, 1);
  up.kind = LayerKind::kTransposed;
  const std::vector<LayerSettings> layers{Square(3, 1, 0), up};
  const FieldGeometry geometry = FieldGeometries(layers).back();
  CHECK(geometry.size == Shape{4, 4});
  CHECK(geometry.stride == Step{0, 0});
  CHECK(InputsSeenBy(up, {0, 0, 1, 1}) == CellRect{0, 0, 1, 1});
  CHECK(InputsSeenBy(up, {1, 1, 1, 1}) == CellRect{0, 0, 2, 2});
}

TEST_CASE("an element between the taps of a transposed convolution sees nothing") {
  LayerSettings up = Square(1, 2, 0);
  up.kind = LayerKind::kTransposed;
  CHECK(InputsSeenBy(up, {1, 0, 1, 1}).empty());
  CHECK(CellsSeenBy(up, CellsOf({1, 0, 1, 1}), {4, 4}).empty());
}

TEST_CASE("fields are what a forward pass shows, in random stacks, both ways") {
  Random random(4);
  for (int trial = 0; trial < 60; ++trial) {
    const Stack stack = RandomStack(random);
    if (stack.settings.empty()) continue;
    const int last = static_cast<int>(stack.settings.size()) - 1;
    const Shape input = stack.shapes.front();
    const Shape output = stack.shapes.back();
    CAPTURE(trial);
    for (int64_t i = 0; i < input.count(); ++i) {
      const Cell cell = CellAt(i, input.width);
      const std::vector<Tensor> lit = Lit(stack, cell);
      const std::vector<FieldCells> reached =
          ProjectiveFields(stack.settings, stack.shapes, 0, {cell.row, cell.col, 1, 1});
      bool agree = true;
      for (size_t k = 0; k < lit.size(); ++k) {
        const Shape shape = stack.shapes[k + 1];
        for (int64_t o = 0; o < shape.count(); ++o) {
          const Cell element = CellAt(o, shape.width);
          agree = agree && Affects(lit[k], element) == reached[k].Contains(element);
        }
      }
      for (int64_t o = 0; o < output.count(); ++o) {
        const Cell element = CellAt(o, output.width);
        const std::vector<Field> fields =
            ReceptiveFields(stack.settings, stack.shapes, last, {element.row, element.col, 1, 1});
        agree = agree && Affects(lit.back(), element) == fields[0].cells.Contains(cell);
      }
      CHECK(agree);
    }
  }
}

TEST_CASE("an element inside sees no more than the size says, and its rectangle holds its cells") {
  Random random(5);
  for (int trial = 0; trial < 200; ++trial) {
    const Stack stack = RandomStack(random);
    if (stack.settings.empty()) continue;
    const Shape size = FieldGeometries(stack.settings).back().size;
    const int last = static_cast<int>(stack.settings.size()) - 1;
    const Cell element{Between(random, 0, stack.shapes.back().height - 1),
                       Between(random, 0, stack.shapes.back().width - 1)};
    const Field field =
        ReceptiveFields(stack.settings, stack.shapes, last, {element.row, element.col, 1, 1})[0];
    CHECK(field.unclipped.height <= size.height);
    CHECK(field.unclipped.width <= size.width);
  }
}

TEST_CASE("a field that outgrows every number stays finite") {
  const std::vector<LayerSettings> layers(6, Square(31, 8000, 0));
  CHECK(FieldGeometries(layers).back().size.height == 1'000'000'000);
  CHECK(FieldGeometries(layers).back().stride.rows == 1'000'000'000);
}
