#include "layer/compute/forward.h"

#include <doctest/doctest.h>

#include "core/correlate/kernel_algebra.h"
#include "random_layers.h"
#include "unit/core/awkward.h"

using namespace convlens;
using namespace convlens::layer_values;
using namespace convlens::random_layers;
using awkward::ForEveryTarget;

namespace {

/// A convolution's settings in a line.
LayerSettings Settings(Shape window, int outputs, Step stride = {}, Sides padding = {},
                       Step dilation = {}) {
  LayerSettings s;
  s.window = window;
  s.outputs = outputs;
  s.stride = stride;
  s.padding = padding;
  s.dilation = dilation;
  return s;
}

/// A convolution with normal weights.
Layer NormalLayer(const LayerSettings& settings, int channels, uint64_t seed) {
  Layer layer = ZeroLayer(settings, channels);
  layer.weights.matrix() = NormalGrid(layer.weights.matrix()->shape(), seed);
  for (float& bias : layer.bias) bias = 0.5F;
  return layer;
}

Layer Absolute(Layer layer) {
  layer.weights.matrix() = awkward::Absolute(layer.weights.matrix());
  return layer;
}

void CheckWithinRounding(const Layer& layer, const Tensor& x) {
  Tensor sizes = x;
  for (SharedGrid& channel : sizes.channels) channel = awkward::Absolute(channel);
  const Tensor expected = ForwardByLoops(layer, x);
  const Tensor magnitude = ForwardByLoops(Absolute(layer), sizes);
  const int64_t terms = layer.weights.second() * layer.settings.window.count();
  ForEveryTarget([&] {
    const Tensor y = Forward(layer, x);
    for (int o = 0; o < y.shape().channels; ++o) {
      REQUIRE(awkward::WorstExcess(y[o], expected[o], magnitude[o], awkward::SumTolerance(terms)) <=
              0);
    }
  });
}

Tensor Sum(const Tensor& a, const Tensor& b) {
  Tensor sum(a.shape());
  for (int c = 0; c < a.shape().channels; ++c) {
    Grid& grid = sum[c].Mutable();
    for (int row = 0; row < grid.height(); ++row) {
      for (int col = 0; col < grid.width(); ++col) {
        grid.at(row, col) = a[c]->at(row, col) + b[c]->at(row, col);
      }
    }
  }
  return sum;
}

double Dot(const Tensor& a, const Tensor& b) {
  double dot = 0;
  for (int c = 0; c < a.shape().channels; ++c) {
    for (int row = 0; row < a[c]->height(); ++row) {
      for (int col = 0; col < a[c]->width(); ++col) {
        dot += double{a[c]->at(row, col)} * b[c]->at(row, col);
      }
    }
  }
  return dot;
}

}  // namespace

TEST_CASE("random layers of every kind equal the plain loops on every target") {
  for (const LayerKind kind : kKinds) {
    for (uint64_t seed = 0; seed < 400; ++seed) {
      const RandomCase one = MakeCase(kind, seed * 7919);
      CAPTURE(Describe(one));
      const Tensor expected = ForwardByLoops(one.layer, one.x);
      ForEveryTarget([&] { REQUIRE(Forward(one.layer, one.x) == expected); });
    }
  }
}

TEST_CASE("a border is repeated as often as needed, as np.pad does") {
  struct Padded {
    Border border;
    oracles::Rows row;  // np.pad([1, 2, 3], (5, 7), mode)
  };
  const Padded wanted[] = {{Border::kReflect, {{2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2}}},
                           {Border::kSymmetric, {{2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1, 2, 3, 3}}},
                           {Border::kCircular, {{2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1}}}};
  for (const Padded& one : wanted) {
    CAPTURE(static_cast<int>(one.border));
    LayerSettings s = Settings({1, 1}, 1, {1, 1}, {0, 0, 5, 7});
    s.border = one.border;
    const Layer copy = LayerWith(s, {{{{1}}}});
    const Tensor x = ToTensor({{{1, 2, 3}}});
    CHECK(ForwardByLoops(copy, x) == ToTensor({one.row}));
    ForEveryTarget([&] { CHECK(Forward(copy, x) == ToTensor({one.row})); });
    // Of a single cell, every border is that cell.
    CHECK(Forward(copy, ToTensor({{{5}}})) == ToTensor({{std::vector<float>(13, 5)}}));
  }
}

TEST_CASE("output widths around vectors and outputs around blocks equal the plain loops") {
  for (const int width : awkward::kWidths) {
    for (const int outputs : {1, 2, 3, 7, 8, 9, 15, 17}) {
      CAPTURE(width);
      CAPTURE(outputs);
      const LayerSettings s = Settings({3, 3}, outputs, {2, 1}, {1, 1, 1, 1});
      Layer layer = ZeroLayer(s, 2);
      layer.weights.matrix() = SmallIntegers(layer.weights.matrix()->shape(), 1);
      const Tensor x = layer_values::SmallIntegers({2, {7, width}}, 2);
      const Tensor expected = ForwardByLoops(layer, x);
      ForEveryTarget([&] { REQUIRE(Forward(layer, x) == expected); });
    }
  }
}

TEST_CASE("arbitrary numbers agree with the plain loops within rounding") {
  CheckWithinRounding(NormalLayer(Settings({3, 3}, 16, {1, 1}, {1, 1, 1, 1}), 32, 1),
                      Normal({32, {21, 37}}, 50));
  CheckWithinRounding(NormalLayer(Settings({1, 1}, 33), 200, 2), Normal({200, {9, 50}}, 60));
  CheckWithinRounding(NormalLayer(Settings({11, 11}, 9, {4, 4}, {2, 2, 2, 2}), 3, 3),
                      Normal({3, {63, 71}}, 70));
  CheckWithinRounding(NormalLayer(Settings({3, 5}, 5, {1, 2}, {4, 4, 4, 4}, {4, 3}), 6, 4),
                      Normal({6, {30, 45}}, 80));
  LayerSettings s = Settings({4, 4}, 6, {2, 3}, {1, 1, 1, 1});
  s.kind = LayerKind::kTransposed;
  CheckWithinRounding(NormalLayer(s, 9, 5), Normal({9, {12, 25}}, 90));
}

TEST_CASE("every region of a pass has the bits of the whole, whichever channels are computed") {
  for (const LayerKind kind : kKinds) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
      RandomCase one = MakeCase(kind, seed * 104729);
      CAPTURE(Describe(one));
      one.x = Normal(one.x.shape(), seed);
      if (one.layer.settings.has_weights()) {
        one.layer.weights.matrix() = NormalGrid(one.layer.weights.matrix()->shape(), seed + 9);
        one.layer.settings.activation = static_cast<Activation>(seed % 5);
      }
      ForEveryTarget([&] {
        const Tensor whole = Forward(one.layer, one.x);
        const ForwardPass pass(one.layer, one.x);
        const Shape shape = whole.shape().grid;
        Dice dice(seed);
        for (int trial = 0; trial < 6; ++trial) {
          const int channel = dice.From(0, whole.shape().channels - 1);
          const Cell from{dice.From(0, shape.height - 1), dice.From(0, shape.width - 1)};
          const CellRect part{from.row, from.col, dice.From(1, shape.height - from.row),
                              dice.From(1, shape.width - from.col)};
          Grid expected(shape, -77.0F);
          Grid got(shape, -77.0F);
          CopyGrid(GridView(whole[channel]).Sub(part), expected.view().Sub(part));
          pass.Compute(channel, part, got);
          REQUIRE(got == expected);
        }
      });
    }
  }
}

TEST_CASE("a layer is linear in its input") {
  const Layer layer = [] {
    Layer made = ZeroLayer(Settings({3, 2}, 3, {2, 1}, {1, 0, 2, 1}, {1, 2}), 2);
    made.weights.matrix() = SmallIntegers(made.weights.matrix()->shape(), 5);
    return made;
  }();
  const Tensor a = layer_values::SmallIntegers({2, {12, 40}}, 6);
  const Tensor b = layer_values::SmallIntegers({2, {12, 40}}, 7);
  CHECK(Forward(layer, Sum(a, b)) == Sum(Forward(layer, a), Forward(layer, b)));
}

TEST_CASE("with a circular border, shifting the input shifts the output") {
  LayerSettings s = Settings({3, 3}, 2, {1, 1}, {1, 1, 1, 1});
  s.border = Border::kCircular;
  const Layer layer = NormalLayer(s, 1, 3);
  const Grid x = NormalGrid({9, 33}, 4);
  const auto shifted = [](GridView grid) {
    Grid moved(grid.shape());
    for (int r = 0; r < grid.height; ++r) {
      for (int c = 0; c < grid.width; ++c) {
        moved.at((r + 2) % grid.height, (c + 5) % grid.width) = grid.at(r, c);
      }
    }
    return moved;
  };
  const Tensor y = Forward(layer, Tensor(Grid(x)));
  const Tensor moved = Forward(layer, Tensor(shifted(x)));
  for (int o = 0; o < 2; ++o) CHECK(*moved[o] == shifted(y[o]));
}

TEST_CASE("a convolution is a correlation with every kernel flipped") {
  Layer layer = NormalLayer(Settings({3, 4}, 3, {1, 2}, {1, 1, 1, 1}), 2, 8);
  const Tensor x = Normal({2, {11, 23}}, 9);
  layer.settings.operation = Operation::kConvolution;
  const Tensor y = Forward(layer, x);
  layer.settings.operation = Operation::kCorrelation;
  for (int o = 0; o < 3; ++o) {
    for (int c = 0; c < 2; ++c) {
      CopyGrid(kernel_algebra::FlipBoth(layer.weights.kernel(o, c)),
               layer.weights.MutableKernel(o, c));
    }
  }
  CHECK(Forward(layer, x) == y);
}

TEST_CASE("a stride takes every s-th element of the output without one") {
  const Layer layer = NormalLayer(Settings({3, 3}, 2, {1, 1}, {1, 1, 1, 1}), 3, 10);
  Layer strided = layer;
  strided.settings.stride = {2, 3};
  const Tensor x = Normal({3, {13, 50}}, 11);
  const Tensor all = Forward(layer, x);
  const Tensor some = Forward(strided, x);
  for (int o = 0; o < 2; ++o) {
    for (int r = 0; r < some[o]->height(); ++r) {
      for (int c = 0; c < some[o]->width(); ++c) {
        REQUIRE(some[o]->at(r, c) == all[o]->at(2 * r, 3 * c));
      }
    }
  }
}

TEST_CASE("a dilated kernel is a larger one with zeros between its cells") {
  const Layer layer = NormalLayer(Settings({3, 2}, 2, {1, 1}, {}, {2, 3}), 2, 12);
  Layer sparse = ZeroLayer(Settings(layer.settings.span(), 2), 2);
  sparse.bias = layer.bias;
  for (int o = 0; o < 2; ++o) {
    for (int c = 0; c < 2; ++c) {
      for (int a = 0; a < 3; ++a) {
        for (int b = 0; b < 2; ++b) {
          sparse.weights.MutableKernel(o, c).at(2 * a, 3 * b) = layer.weights.kernel(o, c).at(a, b);
        }
      }
    }
  }
  const Tensor x = Normal({2, {12, 40}}, 13);
  CHECK(Forward(layer, x) == Forward(sparse, x));
}

TEST_CASE("groups are layers of their own, side by side") {
  LayerSettings s = Settings({3, 3}, 6);
  s.groups = 2;
  const Layer layer = NormalLayer(s, 4, 14);
  const Tensor x = Normal({4, {10, 30}}, 15);
  const Tensor y = Forward(layer, x);
  for (int g = 0; g < 2; ++g) {
    Layer half = ZeroLayer(Settings({3, 3}, 3), 2);
    half.bias = {0.5F, 0.5F, 0.5F};
    for (int o = 0; o < 3; ++o) {
      for (int c = 0; c < 2; ++c) {
        CopyGrid(layer.weights.kernel(3 * g + o, c), half.weights.MutableKernel(o, c));
      }
    }
    Tensor part;
    part.channels = {x[2 * g], x[2 * g + 1]};
    const Tensor expected = Forward(half, part);
    for (int o = 0; o < 3; ++o) CHECK(*y[3 * g + o] == *expected[o]);
  }
}

TEST_CASE("a transposed convolution is the adjoint of the convolution with its kernels") {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Dice dice(seed);
    const LayerSettings s =
        Settings({dice.From(1, 4), dice.From(1, 4)}, 3, {dice.From(1, 3), dice.From(1, 3)},
                 {dice.From(0, 2), dice.From(0, 2), dice.From(0, 2), dice.From(0, 2)},
                 {dice.From(1, 2), dice.From(1, 2)});
    const TensorShape input{2, {dice.From(9, 15), dice.From(9, 30)}};
    Layer forward = NormalLayer(s, 2, seed);
    forward.bias.assign(3, 0.0F);
    const Tensor x = Normal(input, seed + 100);
    const Tensor kx = Forward(forward, x);
    Layer back = forward;
    back.settings.kind = LayerKind::kTransposed;
    back.settings.outputs = 2;
    back.bias.assign(2, 0.0F);
    const Shape rest = CheckedOutputShape(back, kx.shape())->grid;
    back.settings.output_padding = {input.grid.height - rest.height, input.grid.width - rest.width};
    if (!CheckedOutputShape(back, kx.shape()).ok()) continue;
    const Tensor y = Normal(kx.shape(), seed + 200);
    const double left = Dot(kx, y);
    CHECK(left == doctest::Approx(Dot(x, Forward(back, y))).epsilon(1e-4));
  }
}

TEST_CASE("NaN and infinity pass through, and the zeros of a transposed convolution make none") {
  const float infinity = std::numeric_limits<float>::infinity();
  LayerSettings s = Settings({2, 2}, 1, {2, 2});
  s.kind = LayerKind::kTransposed;
  Layer layer = ZeroLayer(s, 1);
  layer.weights = Grid{{1, infinity}, {1, 1}};
  const Tensor x(Grid(2, 2, 1.0F));
  ForEveryTarget([&] { CHECK(Forward(layer, x) == ForwardByLoops(layer, x)); });
  Tensor holed(Grid(8, 40, 1.0F));
  holed[0].Mutable().at(3, 17) = std::numeric_limits<float>::quiet_NaN();
  for (const LayerKind kind : {LayerKind::kMaxPool, LayerKind::kAveragePool}) {
    LayerSettings pool = Settings({3, 3}, 1, {2, 2}, {1, 1, 1, 1});
    pool.kind = kind;
    const Layer pooling = ZeroLayer(pool, 1);
    ForEveryTarget([&] {
      const Tensor y = Forward(pooling, holed);
      CHECK(std::isnan(y[0]->at(2, 8)));
      CHECK(std::isnan(y[0]->at(1, 9)));
      CHECK(y[0]->at(0, 8) == doctest::Approx(kind == LayerKind::kMaxPool ? 1 : 6.0 / 9));
    });
  }
}

TEST_CASE("activations agree with the plain loops over their whole range, NaN included") {
  Grid x(3, 401);
  for (int c = 0; c < 401; ++c) {
    x.at(0, c) = static_cast<float>(c - 200) / 10.0F;
    x.at(1, c) = static_cast<float>(c - 200);
    x.at(2, c) = static_cast<float>(c - 200) * 1e-3F;
  }
  const float infinity = std::numeric_limits<float>::infinity();
  x.at(1, 0) = -infinity;
  x.at(1, 400) = infinity;
  x.at(1, 7) = std::numeric_limits<float>::quiet_NaN();
  for (int kind = 0; kind < 5; ++kind) {
    LayerSettings s = Settings({1, 1}, 1);
    s.activation = static_cast<Activation>(kind);
    Layer layer = ZeroLayer(s, 1);
    layer.weights = Grid{{1}};
    const Tensor expected = ForwardByLoops(layer, Tensor(Grid(x)));
    ForEveryTarget([&] {
      const Tensor y = Forward(layer, Tensor(Grid(x)));
      for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 401; ++c) {
          const float right = expected[0]->at(r, c);
          const float got = y[0]->at(r, c);
          if (std::isnan(right) || std::isinf(right)) {
            REQUIRE((std::isnan(right) ? std::isnan(got) : got == right));
          } else {
            REQUIRE(std::abs(got - right) <= 6e-7F * std::abs(right) + 1e-38F);
          }
        }
      }
    });
  }
}

TEST_CASE("a separable kernel in passes differs by rounding only, and in parts not at all") {
  LayerSettings settings = Settings({7, 7}, 1, {}, {3, 3, 3, 3});
  settings.operation = Operation::kConvolution;
  Layer layer{settings, Weights(1, 1, {7, 7}), {0.5F}};
  layer.weights.matrix() = Grid(1, 49, 1 / 49.0F);
  const Tensor x = Normal({1, {90, 110}}, 3);
  const ForwardPass direct(layer, x, CorrelationMethod::kDirect);
  const ForwardPass passes(layer, x, CorrelationMethod::kPasses);
  const ForwardPass automatic(layer, x);
  Grid expected(90, 110);
  Grid whole(90, 110);
  direct.Compute(0, {0, 0, 90, 110}, expected);
  passes.Compute(0, {0, 0, 90, 110}, whole);
  CHECK(!(whole == expected));  // else this tests nothing
  CHECK(awkward::WorstExcess(whole, expected, Grid(90, 110, 4.0F), 1e-6) <= 0);
  Grid parts(90, 110);
  for (int row = 0; row < 90; row += 9) automatic.Compute(0, {row, 0, 9, 110}, parts);
  CHECK(parts == whole);
}

TEST_CASE("a large kernel in tiles sees the border as others do, and in parts has the same bits") {
  for (const Border border : {Border::kZeros, Border::kReflect, Border::kCircular}) {
    LayerSettings settings = Settings({17, 15}, 2, {}, {8, 3, 7, 9});
    settings.border = border;
    settings.groups = 2;
    const Layer layer = NormalLayer(settings, 2, 4);
    const Tensor x = Normal({2, {130, 150}}, 5);
    const Tensor expected = ForwardByLoops(layer, x);
    const Shape output = expected.shape().grid;
    const Shape unit = UnitOf(layer.settings, layer.weights, output, CorrelationMethod::kFourier);
    REQUIRE(unit != Shape{1, 1});
    const ForwardPass pass(layer, x, CorrelationMethod::kFourier);
    CHECK(pass.unit() == unit);
    for (int channel = 0; channel < 2; ++channel) {
      Grid whole(output);
      pass.Compute(channel, WholeOf(output), whole);
      CHECK(awkward::WorstExcess(whole, expected[channel], Grid(output, 50.0F), 5e-6) <= 0);
      for (const CellRect part : {CellRect{0, 0, 3, 5}, CellRect{40, 60, 50, 70},
                                  CellRect{output.height - 1, output.width - 1, 1, 1}}) {
        const ForwardPass of_part(layer, x, CorrelationMethod::kFourier, part);
        Grid y(output);
        of_part.Compute(channel, part, y);
        CHECK(Grid(GridView(y).Sub(part)) == Grid(GridView(whole).Sub(part)));
      }
    }
  }
}
