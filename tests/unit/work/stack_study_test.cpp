#include "work/stack_study.h"

#include <doctest/doctest.h>

#include "model/edit/edit_stack_preset.h"

using namespace convlens;

namespace {

EvaluationPtr Stack(std::string_view preset) {
  Document document;
  UseStackPreset(preset, 1).apply(document);
  return Evaluate(document, nullptr);
}

}  // namespace

TEST_CASE("a small stack is ready at once, and its last grid's middle is looked at") {
  StackStudy study(Threading::kInline);
  CHECK_FALSE(study.element().has_value());
  study.Advance(Stack("two-2x2"), 0);
  REQUIRE(study.maps());
  CHECK(study.maps()->grids.size() == 3);
  CHECK(study.element() == StackElement{2, 0, {0, 0}});
}

TEST_CASE("what is hovered comes before what is pinned; what is gone counts for nothing") {
  StackStudy study(Threading::kInline);
  study.Advance(Stack("two-2x2"), 0);
  study.Pin(StackElement{1, 0, {1, 1}});
  CHECK(study.element() == StackElement{1, 0, {1, 1}});
  study.Hover(StackElement{0, 0, {2, 2}});
  CHECK(study.element() == StackElement{0, 0, {2, 2}});
  study.Hover(StackElement{0, 0, {3, 3}});
  CHECK(study.element() == StackElement{1, 0, {1, 1}});
  study.Reset();
  CHECK(study.element() == StackElement{2, 0, {0, 0}});
}

TEST_CASE("the effective field is there when it is wanted, and follows the element") {
  StackStudy study(Threading::kInline);
  const EvaluationPtr e = Stack("two-2x2");
  study.Advance(e, 0);
  CHECK(study.effective() == nullptr);
  study.WantEffective(true);
  study.Advance(e, 0);
  REQUIRE(study.effective() != nullptr);
  CHECK(*study.effective()->grid() == Grid{{0, 0, 1}, {0, 4, 6}, {4, 12, 9}});
  study.Hover(StackElement{1, 0, {0, 1}});
  CHECK(study.effective() == nullptr);
  study.Advance(e, 0);
  REQUIRE(study.effective() != nullptr);
  CHECK(*study.effective()->grid() == Grid{{0, 0, 1}, {0, 2, 3}, {0, 0, 0}});
}

TEST_CASE("the growth plays to its end by time alone") {
  StackStudy study(Threading::kInline);
  const EvaluationPtr e = Stack("two-2x2");
  study.Advance(e, 0);
  study.SetGrowth(StartGrowth());
  CHECK(study.active());
  CHECK(study.Advance(e, 1));
  CHECK(study.growth().steps == 1);
  study.Advance(e, 10);
  CHECK_FALSE(study.active());
}
