#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "layer/settings/layer.h"

using namespace convlens;

namespace {

std::string ProblemOf(const LayerSettings& settings, TensorShape input) {
  const Result<TensorShape> shape = CheckedOutputShape(settings, input);
  return shape.ok() ? std::string() : ToEnglish(shape.problem());
}

Shape OutputGrid(const LayerSettings& settings, Shape input) {
  const Result<TensorShape> shape = CheckedOutputShape(settings, {settings.groups, input});
  REQUIRE_MESSAGE(shape.ok(), ProblemOf(settings, {settings.groups, input}));
  return shape->grid;
}

LayerSettings Window(Shape window, Step stride = {}, Sides padding = {}) {
  LayerSettings settings;
  settings.window = window;
  settings.stride = stride;
  settings.padding = padding;
  return settings;
}

LayerSettings Pool(LayerKind kind, int window, int stride, int padding, bool ceil) {
  LayerSettings settings =
      Window({window, window}, {stride, stride}, {padding, padding, padding, padding});
  settings.kind = kind;
  settings.ceil_mode = ceil;
  return settings;
}

}  // namespace

TEST_CASE("the output's shape follows the formula of the book") {
  CHECK(OutputGrid(Window({2, 2}), {3, 3}) == Shape{2, 2});
  CHECK(OutputGrid(Window({3, 3}, {1, 1}, {1, 1, 1, 1}), {8, 8}) == Shape{8, 8});
  CHECK(OutputGrid(Window({5, 3}, {1, 1}, {2, 2, 1, 1}), {8, 8}) == Shape{8, 8});
  CHECK(OutputGrid(Window({3, 3}, {2, 2}, {1, 1, 1, 1}), {8, 8}) == Shape{4, 4});
  CHECK(OutputGrid(Window({3, 5}, {3, 4}, {0, 0, 1, 1}), {8, 8}) == Shape{2, 2});
  CHECK(OutputGrid(Window({2, 2}, {1, 1}, {0, 1, 0, 1}), {8, 8}) == Shape{8, 8});
}

TEST_CASE("dilation spreads the window, a transposed convolution undoes the shape") {
  LayerSettings settings = Window({3, 3});
  settings.dilation = {2, 4};
  CHECK(settings.span() == Shape{5, 9});
  CHECK(OutputGrid(settings, {9, 9}) == Shape{5, 1});
  settings = Window({3, 3}, {2, 2}, {1, 1, 1, 1});
  settings.kind = LayerKind::kTransposed;
  CHECK(OutputGrid(settings, {4, 4}) == Shape{7, 7});
  settings.output_padding = {1, 1};
  CHECK(OutputGrid(settings, {4, 4}) == Shape{8, 8});
}

TEST_CASE("pooling rounds down, or up with ceil mode, but starts no window behind the input") {
  CHECK(OutputGrid(Pool(LayerKind::kMaxPool, 2, 2, 0, false), {5, 5}) == Shape{2, 2});
  CHECK(OutputGrid(Pool(LayerKind::kMaxPool, 2, 2, 0, true), {5, 5}) == Shape{3, 3});
  CHECK(OutputGrid(Pool(LayerKind::kAveragePool, 3, 2, 1, true), {7, 7}) == Shape{4, 4});
  CHECK(OutputGrid(Pool(LayerKind::kMaxPool, 2, 3, 1, true), {3, 3}) == Shape{2, 2});
  CHECK(OutputGrid(Pool(LayerKind::kMaxPool, 1, 3, 0, true), {3, 3}) == Shape{1, 1});
  // As PyTorch: with ceil mode the window may be larger than all that there is.
  CHECK(OutputGrid(Pool(LayerKind::kMaxPool, 3, 2, 0, true), {2, 2}) == Shape{1, 1});
}

TEST_CASE("what no window reaches is counted") {
  CHECK(UnusedRest(Window({3, 3}, {2, 3}), {8, 8}) == Step{1, 2});
  CHECK(UnusedRest(Window({3, 3}, {2, 2}, {0, 1, 0, 1}), {8, 8}) == Step{0, 0});
  CHECK(UnusedRest(Pool(LayerKind::kMaxPool, 2, 2, 0, true), {5, 5}) == Step{0, 0});
}

TEST_CASE("channels and groups decide the number of kernels") {
  LayerSettings settings = Window({3, 3});
  settings.outputs = 6;
  settings.groups = 3;
  CHECK(CheckedOutputShape(settings, {9, {5, 5}})->channels == 6);
  const Layer layer = ZeroLayer(settings, 9);
  CHECK(layer.weights.first() == 6);
  CHECK(layer.weights.second() == 3);
  CHECK(ParameterCount(layer) == 6 * 3 * 9 + 6);
  CHECK(MultiplyAdds(settings, {9, {5, 5}}) == int64_t{9} * 6 * 3 * 9);
  CHECK(ProblemOf(settings, {8, {5, 5}}) ==
        "8 input channels and 6 output channels cannot be split into 3 groups: the groups must "
        "divide both numbers.");
  settings.kind = LayerKind::kTransposed;
  CHECK(ZeroLayer(settings, 9).weights.first() == 9);
  CHECK(ZeroLayer(settings, 9).weights.second() == 2);
}

TEST_CASE("a layer refuses an input with another number of channels than its kernels") {
  const Layer layer = ZeroLayer(Window({3, 3}), 3);
  CHECK(CheckedOutputShape(layer, {3, {5, 5}}).ok());
  CHECK(!CheckedOutputShape(layer, {2, {5, 5}}).ok());
}

TEST_CASE("impossible settings are explained in a message") {
  const TensorShape input{1, {3, 3}};
  CHECK(ProblemOf(Window({4, 2}), input) ==
        "The window spans 4×2, but the padded input is only 3×3. Use a smaller kernel, less "
        "dilation, more padding or a larger input.");
  CHECK(!ProblemOf(Window({0, 2}), input).empty());
  CHECK(!ProblemOf(Window({256, 2}), input).empty());
  CHECK(!ProblemOf(Window({2, 2}, {0, 1}), input).empty());
  CHECK(!ProblemOf(Window({2, 2}, {1, 1}, {-1, 0, 0, 0}), input).empty());
  CHECK(!ProblemOf(Window({2, 2}, {1 << 30, 1}), input).empty());
  CHECK(!ProblemOf(Window({2, 2}, {1, 1}, {1 << 30, 1 << 30, 0, 0}), input).empty());
  CHECK(!ProblemOf(Window({2, 2}), {0, {3, 3}}).empty());
  CHECK(!ProblemOf(Pool(LayerKind::kMaxPool, 2, 2, 2, false), input).empty());
}

TEST_CASE("more numbers than fit into memory are refused") {
  LayerSettings settings = Window({1, 1});
  settings.outputs = 4;
  CHECK(ProblemOf(settings, {1, {8192, 8192}}).empty());
  settings.outputs = 5;
  CHECK(ProblemOf(settings, {1, {8192, 8192}}) ==
        "The layer would need more than 256 million numbers at once. Use a smaller input, less "
        "padding or fewer channels.");
}

TEST_CASE("a border may be wider than what it repeats") {
  LayerSettings settings = Window({2, 2}, {1, 1}, {7, 0, 0, 9});
  for (const Border border :
       {Border::kReflect, Border::kSymmetric, Border::kReplicate, Border::kCircular}) {
    settings.border = border;
    CHECK(ProblemOf(settings, {1, {3, 3}}).empty());
    CHECK(ProblemOf(settings, {1, {1, 1}}).empty());
  }
}

TEST_CASE("sizes of very large inputs are counted in 64 bits") {
  LayerSettings settings = Window({3, 3}, {8192, 8192}, {1, 1, 1, 1});
  const int most = std::numeric_limits<int>::max();
  settings.kind = LayerKind::kTransposed;
  CHECK(!ProblemOf(settings, {1, {most, most}}).empty());
  CHECK(!ProblemOf(settings, {1, {300'000, 1}}).empty());
  settings = Window({3, 3}, {1, 1}, {8192, 8192, 0, 0});
  CHECK(!ProblemOf(settings, {1, {most, 3}}).empty());
  CHECK(!ProblemOf(Pool(LayerKind::kMaxPool, 31, 8192, 0, true), {1, {most, 31}}).empty());
}

TEST_CASE("the output padding must be smaller than stride or dilation") {
  LayerSettings settings = Window({3, 3}, {2, 2});
  settings.kind = LayerKind::kTransposed;
  settings.output_padding = {1, 1};
  CHECK(ProblemOf(settings, {1, {3, 3}}).empty());
  settings.output_padding = {2, 0};
  CHECK(!ProblemOf(settings, {1, {3, 3}}).empty());
  settings.dilation = {3, 1};
  CHECK(ProblemOf(settings, {1, {3, 3}}).empty());
}

TEST_CASE("a stack's shapes end at the first layer that is impossible") {
  const Layer small = ZeroLayer(Window({2, 2}), 1);
  const StackShapes shapes = ShapesOf({small, small, small}, {1, {3, 3}});
  CHECK(shapes.outputs == std::vector<TensorShape>{{1, {2, 2}}, {1, {1, 1}}});
  CHECK(shapes.problem.has_value());
}

TEST_CASE("another shape keeps what fits of the kernels") {
  Layer layer = ZeroLayer(Window({2, 2}), 1);
  layer.weights = Grid{{1, 2}, {3, 4}};
  layer.bias = {5};
  LayerSettings settings = Window({3, 1});
  settings.outputs = 2;
  const Layer wide = ReshapedLayer(layer, settings, 2);
  CHECK(Grid(wide.weights.kernel(0, 0)) == Grid{{1}, {3}, {0}});
  CHECK(Grid(wide.weights.kernel(1, 1)) == Grid(3, 1));
  CHECK(wide.bias == std::vector<float>{5, 0});
}

TEST_CASE("another number of groups keeps the kernels between the channels that stay joined") {
  LayerSettings full = Window({1, 1});
  full.outputs = 2;
  Layer layer = ZeroLayer(full, 2);
  layer.weights.MutableKernel(0, 0).at(0, 0) = 1;
  layer.weights.MutableKernel(0, 1).at(0, 0) = 2;
  layer.weights.MutableKernel(1, 0).at(0, 0) = 3;
  layer.weights.MutableKernel(1, 1).at(0, 0) = 4;
  LayerSettings split = full;
  split.groups = 2;
  const Layer apart = ReshapedLayer(layer, split, 2);
  CHECK(Grid(apart.weights.kernel(0, 0)) == Grid{{1}});
  CHECK(Grid(apart.weights.kernel(1, 0)) == Grid{{4}});
  const Layer together = ReshapedLayer(apart, full, 2);
  CHECK(*together.weights.matrix() == Grid{{1, 0}, {0, 4}});
}

TEST_CASE("new output channels get random kernels by seed, and the old ones stay") {
  LayerSettings settings = Window({2, 2});
  Layer layer = ZeroLayer(settings, 3);
  layer.weights.MutableKernel(0, 1).at(1, 0) = 5;
  settings.outputs = 3;
  const Layer wide = ExtendedLayer(layer, settings, 3, 7);
  CHECK(Grid(wide.weights.kernel(0, 1)) == Grid{{0, 0}, {5, 0}});
  CHECK(Grid(wide.weights.kernel(0, 0)) == Grid(2, 2));
  const Layer random = RandomLayer(settings, 3, 7);
  CHECK(Grid(wide.weights.kernel(2, 1)) == Grid(random.weights.kernel(2, 1)));
  CHECK(ExtendedLayer(layer, settings, 3, 7) == wide);
  CHECK(wide.bias == std::vector<float>{0, 0, 0});
}

TEST_CASE("random weights lie within one over the root of the fan in, by seed") {
  LayerSettings settings = Window({3, 3});
  settings.outputs = 8;
  const Layer layer = RandomLayer(settings, 4, 7);
  CHECK(layer == RandomLayer(settings, 4, 7));
  CHECK(layer != RandomLayer(settings, 4, 8));
  float largest = 0;
  for (int r = 0; r < layer.weights.matrix()->height(); ++r) {
    for (int c = 0; c < layer.weights.matrix()->width(); ++c) {
      largest = std::max(largest, std::abs(layer.weights.matrix()->at(r, c)));
    }
  }
  CHECK(largest <= 1.0F / 6);
  CHECK(largest > 0.9F / 6);
}
