#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "layer/compute/forward.h"
#include "layer_values.h"
#include "unit/core/awkward.h"

using namespace convlens;
using namespace convlens::layer_values;
using awkward::ForEveryTarget;

namespace {

struct Case {
  Layer layer;
  Tensor x;
};

/// A 3×3 layer of many channels with normal numbers.
Case Many(int channels, int outputs, Shape grid, LayerSettings s = {}) {
  s.window = {3, 3};
  s.outputs = outputs;
  Case one{ZeroLayer(s, channels), Normal({channels, grid}, 1)};
  one.layer.weights.matrix() = NormalGrid(one.layer.weights.matrix()->shape(), 2);
  for (size_t o = 0; o < one.layer.bias.size(); ++o) {
    one.layer.bias[o] = static_cast<float>(o) / 16 - 1;
  }
  return one;
}

LayerSettings Bordered(Border border) {
  LayerSettings s;
  s.padding = {1, 2, 3, 0};
  s.border = border;
  return s;
}

/// The root of the mean square of y - expected.
double Distance(const Tensor& y, const Tensor& expected) {
  double squares = 0;
  for (int c = 0; c < y.shape().channels; ++c) {
    for (int r = 0; r < y[c]->height(); ++r) {
      for (int col = 0; col < y[c]->width(); ++col) {
        const double d = double{y[c]->at(r, col)} - expected[c]->at(r, col);
        squares += d * d;
      }
    }
  }
  return std::sqrt(squares / static_cast<double>(y.shape().count()));
}

}  // namespace

TEST_CASE("Winograd's sums of small integers are exact at every width, border and group") {
  for (const int width : awkward::kWidths) {
    CAPTURE(width);
    const Border border = static_cast<Border>(width % 5);
    LayerSettings s = Bordered(width < 4 ? Border::kZeros : border);
    s.groups = 1 + width % 2;
    s.operation = width % 3 == 0 ? Operation::kConvolution : Operation::kCorrelation;
    s.activation = width % 2 == 0 ? Activation::kReLU : Activation::kNone;
    Case one = Many(64, 32 * s.groups + 2 * s.groups, {5 + width % 3, width}, s);
    one.layer.weights.matrix() = SmallIntegers(one.layer.weights.matrix()->shape(), 3);
    one.x = layer_values::SmallIntegers(one.x.shape(), 4);
    const Tensor expected = ForwardByLoops(one.layer, one.x);
    ForEveryTarget([&] { REQUIRE(Forward(one.layer, one.x) == expected); });
  }
}

TEST_CASE("Winograd's sums are nearer to the plain loops than the direct ones") {
  const Case one = Many(96, 40, {21, 37}, Bordered(Border::kReflect));
  const Tensor expected = ForwardByLoops(one.layer, one.x);
  ForEveryTarget([&] {
    const Tensor direct = Forward(one.layer, one.x, {}, ManyChannels::kDirect);
    const Tensor y = Forward(one.layer, one.x);
    CHECK(y != direct);  // it was used
    CHECK(Distance(y, expected) < 1e-5 * Distance(expected, Tensor(expected.shape())));
    CHECK(Distance(y, expected) < 1.1 * Distance(direct, expected));
  });
}

TEST_CASE("any region, channels and threads give the bits of the whole") {
  LayerSettings s = Bordered(Border::kZeros);
  s.activation = Activation::kTanh;
  const Case one = Many(33, 70, {27, 45}, s);
  ForEveryTarget([&] {
    const Tensor whole = Forward(one.layer, one.x);
    CHECK(Forward(one.layer, one.x, {3}) == whole);
    const Shape shape = whole.shape().grid;
    for (const CellRect part : {CellRect{0, 0, 1, 1}, CellRect{3, 5, 4, 17}, CellRect{2, 4, 7, 9},
                                CellRect{shape.height - 1, shape.width - 1, 1, 1}}) {
      const ForwardPass pass(one.layer, one.x, CorrelationMethod::kAutomatic, part);
      for (const int first : {0, 1, 31, 66}) {
        Grid expected(shape, -77.0F);
        Grid got[3] = {expected, expected, expected};
        const MutableGridView views[] = {got[0], got[1], got[2]};
        pass.ComputeChannels(first, part, views);
        for (int i = 0; i < 3; ++i) {
          expected.Fill(-77.0F);
          CopyGrid(GridView(whole[first + i]).Sub(part), expected.view().Sub(part));
          REQUIRE(got[i] == expected);
        }
      }
    }
  });
}

TEST_CASE("what is not finite has the bits of the direct way, all else those of Winograd's") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  LayerSettings s = Bordered(Border::kZeros);
  s.activation = Activation::kSigmoid;
  Case one = Many(40, 34, {12, 19}, s);
  one.layer.weights.matrix().Mutable().at(3, 13) = 0;
  Case holed = one;
  holed.x[1].Mutable().at(4, 6) = kInfinity;
  holed.x[7].Mutable().at(9, 11) = std::numeric_limits<float>::quiet_NaN();
  holed.x[8].Mutable().at(0, 0) = 3e38F;  // its differences overflow, its products do not
  holed.x[8].Mutable().at(2, 2) = -3e38F;
  ForEveryTarget([&] {
    const Tensor before = Forward(one.layer, one.x);
    const Tensor direct = Forward(holed.layer, holed.x, {}, ManyChannels::kDirect);
    const Tensor y = Forward(holed.layer, holed.x);
    for (int c = 0; c < y.shape().channels; ++c) {
      for (int r = 0; r < y[c]->height(); ++r) {
        for (int col = 0; col < y[c]->width(); ++col) {
          const auto sees = [&](Cell cell) {
            return CellRect{r - 1, col - 3, 3, 3}.Contains(cell);
          };
          const float got = y[c]->at(r, col);
          if (sees({4, 6}) || sees({9, 11})) {
            const float wanted = direct[c]->at(r, col);
            REQUIRE((got == wanted || (std::isnan(got) && std::isnan(wanted))));
          } else if (!sees({0, 0}) && !sees({2, 2})) {
            REQUIRE(got == before[c]->at(r, col));
          }
        }
      }
    }
  });
  one.layer.weights.matrix().Mutable().at(5, 2) = kInfinity;
  ForEveryTarget([&] {
    CHECK(*Forward(one.layer, one.x)[5] ==
          *Forward(one.layer, one.x, {}, ManyChannels::kDirect)[5]);
  });
}

TEST_CASE("kept weights serve as long as they and the settings are the same") {
  Case one = Many(40, 35, {9, 11});
  for (const bool winograd : {true, false}) {
    const ManyChannels way = winograd ? ManyChannels::kAutomatic : ManyChannels::kDirect;
    PreparedWeightsPtr kept;
    const auto check = [&](bool served) {
      const PreparedWeightsPtr before = kept;
      CHECK(Forward(one.layer, one.x, {}, way, &kept) == Forward(one.layer, one.x, {}, way));
      CHECK((kept == before) == served);
    };
    check(false);
    check(true);
    one.x[3].Mutable().at(2, 2) = 7;
    check(true);
    one.layer.weights.matrix().Mutable().at(3, 3) = 5;
    check(false);
    one.layer.settings.operation = winograd ? Operation::kConvolution : Operation::kCorrelation;
    check(false);
    // Other targets have vectors of another length, and weights of their own.
    ForEveryTarget([&] {
      CHECK(Forward(one.layer, one.x, {}, way, &kept) == Forward(one.layer, one.x, {}, way));
    });
  }
}

TEST_CASE("F(4×4) is near the plain loops, and any region and threads give the bits of the whole") {
  for (const int width : {1, 6, 45}) {
    CAPTURE(width);
    LayerSettings s = Bordered(width == 45 ? Border::kReflect : Border::kZeros);
    s.groups = width == 6 ? 2 : 1;
    s.operation = width == 6 ? Operation::kConvolution : Operation::kCorrelation;
    s.activation = Activation::kReLU;
    const Case one = Many(96, 72, {27, width}, s);
    const Tensor expected = ForwardByLoops(one.layer, one.x);
    ForEveryTarget([&] {
      constexpr ManyChannels kWay = ManyChannels::kFourByFour;
      const Tensor whole = Forward(one.layer, one.x, {}, kWay);
      CHECK(whole != Forward(one.layer, one.x));  // it was used
      CHECK(Distance(whole, expected) < 2e-5 * Distance(expected, Tensor(expected.shape())));
      CHECK(Forward(one.layer, one.x, {3}, kWay) == whole);
      const Shape shape = whole.shape().grid;
      for (const CellRect part : {CellRect{0, 0, 1, 1}, CellRect{3, shape.width / 2, 9, 1},
                                  CellRect{shape.height - 1, shape.width - 1, 1, 1}}) {
        const ForwardPass pass(one.layer, one.x, CorrelationMethod::kFourByFour, part, {}, kWay);
        CHECK(pass.unit() == Shape{4, 4});
        Grid expected_part(shape, -77.0F);
        Grid got = expected_part;
        pass.Compute(41, part, got);
        CopyGrid(GridView(whole[41]).Sub(part), expected_part.view().Sub(part));
        REQUIRE(got == expected_part);
      }
    });
  }
}

TEST_CASE(
    "what sees infinity under F(4×4) has the direct bits, what stands beside it stays finite") {
  Case one = Many(40, 34, {12, 19}, Bordered(Border::kZeros));
  one.x[1].Mutable().at(4, 6) = std::numeric_limits<float>::infinity();
  ForEveryTarget([&] {
    const Tensor direct = Forward(one.layer, one.x, {}, ManyChannels::kDirect);
    const Tensor y = Forward(one.layer, one.x, {}, ManyChannels::kFourByFour);
    for (int c = 0; c < y.shape().channels; ++c) {
      for (int r = 0; r < y[c]->height(); ++r) {
        for (int col = 0; col < y[c]->width(); ++col) {
          const float got = y[c]->at(r, col);
          const float wanted = direct[c]->at(r, col);
          if (CellRect{r - 1, col - 3, 3, 3}.Contains({4, 6})) {
            REQUIRE((got == wanted || (std::isnan(got) && std::isnan(wanted))));
          } else {
            REQUIRE(std::abs(got - wanted) < 1e-3F);  // of sums of 360 products
          }
        }
      }
    }
  });
}
