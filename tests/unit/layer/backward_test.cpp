#include "layer/compute/backward.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "layer/compute/forward.h"
#include "random_layers.h"
#include "unit/core/awkward.h"

using namespace convlens;
using namespace convlens::layer_values;
using namespace convlens::random_layers;
using awkward::ForEveryTarget;

namespace {

double Largest(GridView grid) {
  double largest = 0;
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) {
      largest = std::max(largest, std::abs(double{grid.at(r, c)}));
    }
  }
  return largest;
}

/// Whether every cell agrees within 1e-5 of the largest one.
bool Near(GridView got, GridView expected) {
  const Grid scale(expected.shape(), static_cast<float>(Largest(expected)) + 1e-3F);
  return got.shape() == expected.shape() && awkward::WorstExcess(got, expected, scale, 1e-5) <= 0;
}

void CheckGradients(const LayerGradients& got, const LayerGradients& expected) {
  REQUIRE(Near(got.weights.matrix(), expected.weights.matrix()));
  REQUIRE(got.bias.size() == expected.bias.size());
  for (size_t o = 0; o < got.bias.size(); ++o) {
    REQUIRE(got.bias[o] == doctest::Approx(expected.bias[o]).epsilon(1e-4));
  }
  REQUIRE(got.input.shape() == expected.input.shape());
  for (int c = 0; c < got.input.shape().channels; ++c) {
    REQUIRE(Near(got.input[c], expected.input[c]));
  }
}

/// Σ y · dy, whose gradient by everything is what Backward gives.
double Loss(const Layer& layer, const Tensor& x, const Tensor& dy) {
  const Tensor y = ForwardByLoops(layer, x);
  double loss = 0;
  for (int o = 0; o < y.shape().channels; ++o) {
    for (int r = 0; r < y[o]->height(); ++r) {
      for (int c = 0; c < y[o]->width(); ++c) loss += double{y[o]->at(r, c)} * dy[o]->at(r, c);
    }
  }
  return loss;
}

/// Slope of `loss` by moving one number, up and down.
template <class Move>
double Slope(float step, const Move& loss_after_moving_by) {
  return (loss_after_moving_by(step) - loss_after_moving_by(-step)) / (2 * double{step});
}

RandomCase NormalCase(LayerKind kind, uint64_t seed) {
  RandomCase one = MakeCase(kind, seed);
  one.x = Normal(one.x.shape(), seed + 5);
  if (one.layer.settings.has_weights()) {
    one.layer.weights.matrix() = NormalGrid(one.layer.weights.matrix()->shape(), seed + 6);
  }
  return one;
}

}  // namespace

TEST_CASE("the plain loops' gradients are the slopes of the output by each number") {
  for (const LayerKind kind : kKinds) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
      RandomCase one = NormalCase(kind, seed * 31);
      one.layer.settings.activation = seed % 2 == 0 ? Activation::kNone : Activation::kTanh;
      CAPTURE(Describe(one));
      const Tensor y = ForwardByLoops(one.layer, one.x);
      const Tensor dy = Normal(y.shape(), seed + 70);
      const LayerGradients gradients = BackwardByLoops(one.layer, one.x, y, dy, true);
      const double tolerance = 2e-3 * (1 + Largest(gradients.weights.matrix()));
      Dice dice(seed);
      for (int trial = 0; trial < 3; ++trial) {
        const int channel = dice.From(0, one.x.shape().channels - 1);
        const Cell at{dice.From(0, one.x[0]->height() - 1), dice.From(0, one.x[0]->width() - 1)};
        const double slope = Slope(1e-3F, [&](float by) {
          Tensor moved = one.x;
          moved[channel].Mutable()[at] += by;
          return Loss(one.layer, moved, dy);
        });
        CHECK(std::abs(slope - gradients.input[channel]->at(at.row, at.col)) < 2e-2);
        if (!one.layer.settings.has_weights()) continue;
        const Shape matrix = one.layer.weights.matrix()->shape();
        const Cell weight{dice.From(0, matrix.height - 1), dice.From(0, matrix.width - 1)};
        const double by_weight = Slope(1e-3F, [&](float by) {
          Layer moved = one.layer;
          moved.weights.matrix().Mutable()[weight] += by;
          return Loss(moved, one.x, dy);
        });
        CHECK(std::abs(by_weight - gradients.weights.matrix()->at(weight.row, weight.col)) <
              tolerance + 2e-2);
        const size_t o = static_cast<size_t>(dice.From(0, one.layer.settings.outputs - 1));
        const double by_bias = Slope(1e-3F, [&](float by) {
          Layer moved = one.layer;
          moved.bias[o] += by;
          return Loss(moved, one.x, dy);
        });
        CHECK(std::abs(by_bias - double{gradients.bias[o]}) < tolerance + 2e-2);
      }
    }
  }
}

TEST_CASE("gradients of random layers agree with the plain loops on every target") {
  for (const LayerKind kind : kKinds) {
    for (uint64_t seed = 0; seed < 150; ++seed) {
      RandomCase one = NormalCase(kind, seed * 7919 + 1);
      one.layer.settings.activation = static_cast<Activation>(seed % 5);
      one.layer.settings.leak = seed % 2 == 0 ? 0.1F : -0.1F;
      CAPTURE(Describe(one));
      const Tensor y = ForwardByLoops(one.layer, one.x);
      const Tensor dy = Normal(y.shape(), seed + 70);
      const LayerGradients expected = BackwardByLoops(one.layer, one.x, y, dy, true);
      ForEveryTarget([&] { CheckGradients(Backward(one.layer, one.x, y, dy, true), expected); });
    }
  }
}

TEST_CASE("gradients of small integers are exact") {
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposed}) {
    for (uint64_t seed = 0; seed < 100; ++seed) {
      const RandomCase one = MakeCase(kind, seed * 613);
      CAPTURE(Describe(one));
      const Tensor y = ForwardByLoops(one.layer, one.x);
      const Tensor dy = layer_values::SmallIntegers(y.shape(), seed);
      const LayerGradients expected = BackwardByLoops(one.layer, one.x, y, dy, true);
      ForEveryTarget([&] {
        const LayerGradients got = Backward(one.layer, one.x, y, dy, true);
        CHECK(BackwardInput(one.layer, one.x, y, dy) == got.input);
        REQUIRE(got.weights == expected.weights);
        REQUIRE(got.bias == expected.bias);
        REQUIRE(got.input == expected.input);
      });
    }
  }
}

TEST_CASE("many elements do not drift") {
  LayerSettings s;
  s.window = {3, 3};
  s.padding = {1, 1, 1, 1};
  s.outputs = 5;
  Layer layer = ZeroLayer(s, 2);
  const Tensor x = Normal({2, {300, 301}}, 1);
  const Tensor y = ForwardByLoops(layer, x);
  const Tensor dy = Normal(y.shape(), 2);
  CheckGradients(Backward(layer, x, y, dy, true), BackwardByLoops(layer, x, y, dy, true));
}

TEST_CASE("an infinite input reaches only the gradients of the weights that met it") {
  Layer layer = ZeroLayer({}, 1);
  Tensor x = layer_values::SmallIntegers({1, {4, 21}}, 3);
  x[0].Mutable().at(3, 20) = std::numeric_limits<float>::infinity();
  const Tensor y = ForwardByLoops(layer, x);
  const Tensor dy(Grid(3, 20, 1.0F));
  ForEveryTarget([&] {
    const LayerGradients gradients = Backward(layer, x, y, dy, false);
    CHECK(std::isfinite(gradients.weights.kernel(0, 0).at(0, 0)));
    CHECK(std::isfinite(gradients.weights.kernel(0, 0).at(1, 0)));
    CHECK(std::isinf(gradients.weights.kernel(0, 0).at(1, 1)));
    CHECK(gradients.input.channels.empty());
  });
}

TEST_CASE("max pooling hands its gradient to the first of equals, average pooling to all") {
  const Tensor x = layer_values::ToTensor({{{1, 2, 2}, {2, 0, 1}}});
  const Tensor dy = layer_values::ToTensor({{{1, 10}}});
  Layer layer = layer_values::Pooling(LayerKind::kMaxPool, {2, 2}, {1, 1});
  CHECK(Backward(layer, x, Forward(layer, x), dy, true).input ==
        layer_values::ToTensor({{{0, 11, 0}, {0, 0, 0}}}));
  layer = layer_values::Pooling(LayerKind::kAveragePool, {2, 2}, {1, 1});
  CHECK(Backward(layer, x, Forward(layer, x), dy, true).input ==
        layer_values::ToTensor({{{0.25F, 2.75F, 2.5F}, {0.25F, 2.75F, 2.5F}}}));
}
