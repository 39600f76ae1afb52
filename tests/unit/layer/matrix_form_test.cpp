#include "layer/compute/matrix_form.h"

#include <doctest/doctest.h>

#include "layer/compute/forward.h"
#include "random_layers.h"

using namespace convlens;
using namespace convlens::layer_values;
using namespace convlens::random_layers;
using oracles::FigureInput;
using oracles::FigureKernel;

namespace {

/// a · b in double precision, which is exact for small integers.
Grid Product(const Grid& a, const Grid& b) {
  REQUIRE(a.width() == b.height());
  Grid product(a.height(), b.width());
  for (int r = 0; r < a.height(); ++r) {
    for (int c = 0; c < b.width(); ++c) {
      double sum = 0;
      for (int k = 0; k < a.width(); ++k) sum += double{a.at(r, k)} * b.at(k, c);
      product.at(r, c) = static_cast<float>(sum);
    }
  }
  return product;
}

/// Channels [first, first + count) of `x` as one column, row by row.
Grid Column(const Tensor& x, int first, int count) {
  const Shape shape = x.shape().grid;
  Grid column(static_cast<int>(count * shape.count()), 1);
  for (int i = 0; i < column.height(); ++i) {
    const int64_t element = i % shape.count();
    column.at(i, 0) =
        (*x[first + static_cast<int>(i / shape.count())])[CellAt(element, shape.width)];
  }
  return column;
}

LayerSettings WithWindow(Shape window) {
  LayerSettings settings;
  settings.window = window;
  return settings;
}

int GroupSize(const RandomCase& one) { return one.x.shape().channels / one.layer.settings.groups; }
int FirstOfGroup(const RandomCase& one, int output) {
  const LayerSettings& s = one.layer.settings;
  return output / (s.outputs / s.groups) * GroupSize(one);
}

/// Random layers with weights; `products` gives the sums without bias by a matrix.
template <class Products>
void CheckAgainstLoops(Products products) {
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposed}) {
    for (uint64_t seed = 1; seed <= 60; ++seed) {
      const RandomCase one = MakeCase(kind, seed);
      CAPTURE(Describe(one));
      const Tensor expected = ForwardByLoops(one.layer, one.x);
      const int output = one.layer.settings.outputs - 1;
      const Grid sums = products(one, output);
      const Grid& y = *expected[output];
      REQUIRE(sums.count() == y.count());
      for (int64_t i = 0; i < y.count(); ++i) {
        const float sum = (sums.height() == 1 ? sums.at(0, static_cast<int>(i))
                                              : sums.at(static_cast<int>(i), 0)) +
                          one.layer.bias[static_cast<size_t>(output)];
        REQUIRE(Activated(one.layer.settings, sum) == y[CellAt(i, y.width())]);
      }
    }
  }
}

ToeplitzMatrix BookMatrix() {
  return MakeToeplitz(LayerWith({}, {{FigureKernel()}}), {1, {3, 3}}, 0);
}

}  // namespace

TEST_CASE("the book's 3x3 input and 2x2 kernel give the known 4x9 matrix") {
  const Layer layer = LayerWith({}, {{FigureKernel()}});
  const ToeplitzMatrix matrix = BookMatrix();
  CHECK(matrix.shape == Shape{4, 9});
  CHECK(matrix.block == Shape{2, 3});
  CHECK(matrix.Values(WeightRow(layer, 1, 0)) == Grid{{0, 1, 0, 2, 3, 0, 0, 0, 0},
                                                      {0, 0, 1, 0, 2, 3, 0, 0, 0},
                                                      {0, 0, 0, 0, 1, 0, 2, 3, 0},
                                                      {0, 0, 0, 0, 0, 1, 0, 2, 3}});
}

TEST_CASE("every entry of the Toeplitz matrix names its kernel cell, zeros of the kernel too") {
  const ToeplitzMatrix matrix = BookMatrix();
  REQUIRE(matrix.entries.size() == 16);
  const int cols[] = {1, 2, 4, 5};  // of output element (0, 1)
  for (int tap = 0; tap < 4; ++tap) {
    const ToeplitzEntry& entry = matrix.entries[static_cast<size_t>(4 + tap)];
    CHECK(entry.row == 1);
    CHECK(entry.tap == tap);
    CHECK(entry.col == cols[tap]);
  }
}

TEST_CASE("im2col copies the book's four windows into four columns") {
  const Im2colMatrix matrix =
      Im2col(LayerWith({}, {{FigureKernel()}}), ToTensor({FigureInput()}), 0);
  CHECK(matrix.values == Grid{{0, 1, 3, 4}, {1, 2, 4, 5}, {3, 4, 6, 7}, {4, 5, 7, 8}});
  CHECK(matrix.at(2, 1).input == 4);
  CHECK(!matrix.at(2, 1).padding);
}

TEST_CASE("a true convolution flips the windows and keeps the order of the weights") {
  LayerSettings settings;
  settings.operation = Operation::kConvolution;
  const Layer layer = LayerWith(settings, {{FigureKernel()}});
  CHECK(WeightRow(layer, 1, 0) == Grid{{0, 1, 2, 3}});
  const Im2colMatrix matrix = Im2col(layer, ToTensor({FigureInput()}), 0);
  CHECK(matrix.values == Grid{{4, 5, 7, 8}, {3, 4, 6, 7}, {1, 2, 4, 5}, {0, 1, 3, 4}});
}

TEST_CASE("padding cells are marked, and a border says which element it repeats") {
  LayerSettings settings;
  settings.padding = {1, 0, 0, 0};
  const Tensor x = ToTensor({FigureInput()});
  Im2colMatrix matrix = Im2col(LayerWith(settings, {{FigureKernel()}}), x, 0);
  CHECK(matrix.at(0, 0).padding);
  CHECK(matrix.at(0, 0).input == -1);
  CHECK(!matrix.at(2, 0).padding);
  settings.border = Border::kReflect;
  matrix = Im2col(LayerWith(settings, {{FigureKernel()}}), x, 0);
  CHECK(matrix.at(0, 0).padding);
  CHECK(matrix.at(0, 0).input == 3);
  CHECK(matrix.values.at(0, 0) == 3);
}

TEST_CASE("weights times im2col are the layer's sums, whatever its settings") {
  CheckAgainstLoops([](const RandomCase& one, int output) {
    return Product(WeightRow(one.layer, one.x.shape().channels, output),
                   Im2col(one.layer, one.x, output).values);
  });
}

TEST_CASE("the Toeplitz matrix times the input are the layer's sums, whatever its settings") {
  CheckAgainstLoops([](const RandomCase& one, int output) {
    const ToeplitzMatrix matrix = MakeToeplitz(one.layer, one.x.shape(), output);
    return Product(matrix.Values(WeightRow(one.layer, one.x.shape().channels, output)),
                   Column(one.x, FirstOfGroup(one, output), GroupSize(one)));
  });
}

TEST_CASE("blocks are equal along the diagonals of blocks, and entries along those of a block") {
  const Layer layer = RandomLayer(WithWindow({3, 2}), 1, 5);
  const ToeplitzMatrix matrix = MakeToeplitz(layer, {1, {6, 5}}, 0);
  const Grid values = matrix.Values(WeightRow(layer, 1, 0));
  const Shape b = matrix.block;
  REQUIRE(b == Shape{4, 5});
  for (int r = 0; r < values.height(); ++r) {
    for (int c = 0; c < values.width(); ++c) {
      if (r + b.height < values.height() && c + b.width < values.width()) {
        REQUIRE(values.at(r, c) == values.at(r + b.height, c + b.width));
      }
      if (r % b.height + 1 < b.height && c % b.width + 1 < b.width) {
        REQUIRE(values.at(r, c) == values.at(r + 1, c + 1));
      }
    }
  }
}

TEST_CASE("a transposed convolution's matrix is the transpose of the convolution's") {
  LayerSettings settings;
  settings.window = {3, 2};
  settings.stride = {2, 1};
  settings.dilation = {1, 2};
  settings.padding = {1, 1, 1, 0};
  const Layer forward = RandomLayer(settings, 1, 3);
  settings.kind = LayerKind::kTransposed;
  Layer back = ZeroLayer(settings, 1);
  back.weights = forward.weights;
  const Shape x{7, 6};
  const Result<TensorShape> y = CheckedOutputShape(forward, {1, x});
  REQUIRE(y.ok());
  const Grid there = MakeToeplitz(forward, {1, x}, 0).Values(WeightRow(forward, 1, 0));
  const Grid again = MakeToeplitz(back, y.value(), 0).Values(WeightRow(back, 1, 0));
  REQUIRE(again.height() == there.width());
  REQUIRE(again.width() == there.height());
  for (int r = 0; r < there.height(); ++r) {
    for (int c = 0; c < there.width(); ++c) REQUIRE(there.at(r, c) == again.at(c, r));
  }
}

TEST_CASE("the sizes of both matrices are known without making them") {
  const MatrixSizes sizes = MatrixSizesOf(RandomLayer(WithWindow({3, 3}), 4, 1), {4, {500, 600}});
  CHECK(sizes.im2col_rows == 36);
  CHECK(sizes.im2col_cols == 498 * 598);
  CHECK(sizes.toeplitz_rows == 498 * 598);
  CHECK(sizes.toeplitz_cols == 4 * 500 * 600);
}
