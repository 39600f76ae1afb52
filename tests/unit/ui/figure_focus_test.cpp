#include <doctest/doctest.h>

#include "ui/figure/figure_view_focus.h"

using namespace convlens;

namespace {

EvaluationPtr Book() { return Evaluate(Document{}, nullptr); }

}  // namespace

TEST_CASE("hovering lights a cell, and a pin stays lit whatever is hovered") {
  const EvaluationPtr e = Book();
  const Focus input{Focus::Kind::kInput, {1, 1}};
  const Focus output{Focus::Kind::kOutput, {0, 1}};
  CHECK(EffectiveFocus(*e, input, {}) == input);
  CHECK(EffectiveFocus(*e, input, output) == output);
  CHECK(EffectiveFocus(*e, {}, {}) == Focus{});
}

TEST_CASE("a pin on a cell that is no more lights nothing and gives way to hovering") {
  const EvaluationPtr e = Book();
  const Focus gone{Focus::Kind::kOutput, {5, 5}};
  const Focus input{Focus::Kind::kInput, {0, 0}};
  CHECK(EffectiveFocus(*e, {}, gone) == Focus{});
  CHECK(EffectiveFocus(*e, input, gone).kind == Focus::Kind::kInput);
}

TEST_CASE("target and error cells stand for the output element at their place") {
  CHECK(FocusFor(GridRole::kError, {1, 2}) == Focus{Focus::Kind::kOutput, {1, 2}});
  CHECK(FocusFor(GridRole::kTarget, {1, 2}) == Focus{Focus::Kind::kOutput, {1, 2}});
  CHECK(FocusFor(GridRole::kReference, {0, 0}) == Focus{});
}
