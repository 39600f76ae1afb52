#include "layer/settings/size_formula.h"

#include <doctest/doctest.h>

#include "random_layers.h"

using namespace convlens;
using namespace convlens::random_layers;

namespace {

/// What stands behind the equals sign.
int ResultOf(const std::string& formula) {
  const size_t equals = formula.rfind("= ");
  REQUIRE(equals != std::string::npos);
  return std::stoi(formula.substr(equals + 2));
}

}  // namespace

TEST_CASE("the size formula has the present numbers in it") {
  LayerSettings s;
  s.window = {3, 2};
  s.stride = {2, 1};
  s.dilation = {2, 1};
  s.padding = {1, 1, 0, 1};
  CHECK(RowsFormula(s, 8) == "⌊(8 − (2·(3 − 1) + 1) + (1 + 1))/2⌋ + 1 = 3");
  CHECK(ColumnsFormula(s, 8) == "8 − 2 + (0 + 1) + 1 = 8");
  s.kind = LayerKind::kTransposed;
  s.output_padding = {1, 0};
  CHECK(RowsFormula(s, 4) == "(4 − 1)·2 + (2·(3 − 1) + 1) − (1 + 1) + 1 = 10");
  s = LayerSettings{};
  s.kind = LayerKind::kMaxPool;
  s.stride = {2, 2};
  s.ceil_mode = true;
  CHECK(RowsFormula(s, 5) == "⌈(5 − 2)/2⌉ + 1 = 3");
}

TEST_CASE("the formula is the one that the lessons write") {
  LayerSettings s;
  CHECK(RowsFormula(s, 5) == "5 − 2 + 1 = 4");
  s.padding = {1, 1, 1, 1};
  CHECK(RowsFormula(s, 3) == "3 − 2 + (1 + 1) + 1 = 4");
  s.padding = {};
  s.stride = {2, 2};
  CHECK(RowsFormula(s, 6) == "⌊(6 − 2)/2⌋ + 1 = 3");
  s.kind = LayerKind::kTransposed;
  CHECK(RowsFormula(s, 2) == "(2 − 1)·2 + 2 = 4");
}

TEST_CASE("the formula of impossible settings says what it comes to") {
  LayerSettings s;
  s.window = {5, 5};
  CHECK(RowsFormula(s, 3) == "3 − 5 + 1 = −1");
}

TEST_CASE("the formula's result is the output's size, whatever the layer") {
  for (const LayerKind kind : kKinds) {
    for (uint64_t seed = 0; seed < 200; ++seed) {
      const RandomCase one = MakeCase(kind, seed * 17);
      CAPTURE(Describe(one));
      const Shape input = one.x.shape().grid;
      const Shape output = CheckedOutputShape(one.layer, one.x.shape())->grid;
      REQUIRE(ResultOf(RowsFormula(one.layer.settings, input.height)) == output.height);
      REQUIRE(ResultOf(ColumnsFormula(one.layer.settings, input.width)) == output.width);
    }
  }
}

TEST_CASE("another kind sets back what it does not have, and is possible") {
  for (const LayerKind from : kKinds) {
    for (const LayerKind to : kKinds) {
      for (uint64_t seed = 0; seed < 60; ++seed) {
        const RandomCase one = MakeCase(from, seed * 23);
        CAPTURE(Describe(one));
        const LayerSettings changed = WithKind(one.layer.settings, to);
        REQUIRE(changed.kind == to);
        REQUIRE(!SettingsProblem(changed));
        REQUIRE(WithKind(changed, to) == changed);
      }
    }
  }
}

TEST_CASE("same padding keeps the size at stride 1") {
  LayerSettings s;
  s.window = {3, 4};
  s.dilation = {2, 1};
  s.padding = SamePadding(s);
  CHECK(s.padding == Sides{2, 2, 1, 2});
  CHECK(CheckedOutputShape(s, {1, {9, 9}})->grid == Shape{9, 9});
}
