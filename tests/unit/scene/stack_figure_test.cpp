#include "scene/layout/stack_figure.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "model/edit/edit_stack_preset.h"

using namespace convlens;

namespace {

EvaluationPtr Stack(std::string_view preset) {
  Document document;
  UseStackPreset(preset, 1).apply(document);
  return Evaluate(document, nullptr);
}

StackMapsPtr Maps(std::string_view preset) { return MakeStackMaps(Stack(preset), {}, nullptr); }

StackFigure LitFigure(const StackMaps& maps, StackElement element, FieldGrowth growth = {}) {
  StackFigureOptions options;
  options.element = element;
  options.growth = growth;
  return BuildStackFigure(maps, options);
}

const FigureGrid& GridOf(const StackFigure& stack, int block) {
  return stack.figure.grids[stack.blocks[static_cast<size_t>(block)].maps.front()];
}

}  // namespace

TEST_CASE("an element of the second 2x2 layer lights four cells before it and nine in the input") {
  const StackMapsPtr maps = Maps("two-2x2");
  const StackFigure stack = LitFigure(*maps, {2, 0, {0, 0}});
  REQUIRE(stack.blocks.size() == 3);
  CHECK(GridOf(stack, 0).lit == CellRect{0, 0, 3, 3});
  CHECK(GridOf(stack, 1).lit == CellRect{0, 0, 2, 2});
  CHECK_FALSE(GridOf(stack, 2).lit.has_value());
}

TEST_CASE("an input cell lights every element that it affects, in all layers behind it") {
  const StackMapsPtr maps = Maps("two-2x2");
  const std::vector<StackField> corner = FieldsThrough(*maps->evaluation, {0, 0, {0, 0}});
  REQUIRE(corner.size() == 3);
  CHECK(corner[1].bounds == CellRect{0, 0, 1, 1});
  CHECK(corner[2].bounds == CellRect{0, 0, 1, 1});
  const std::vector<StackField> middle = FieldsThrough(*maps->evaluation, {0, 0, {1, 1}});
  CHECK(middle[1].bounds == CellRect{0, 0, 2, 2});
  CHECK(middle[1].kind == StackField::Kind::kReached);
}

TEST_CASE("there are no fields of an element that is not there") {
  const EvaluationPtr e = Stack("two-2x2");
  CHECK(FieldsThrough(*e, {2, 0, {1, 0}}).empty());
  CHECK(FieldsThrough(*e, {3, 0, {0, 0}}).empty());
  CHECK(FieldsThrough(*e, {-1, 0, {0, 0}}).empty());
}

TEST_CASE("growing, the fields light one layer after another") {
  const StackMapsPtr maps = Maps("two-2x2");
  const StackFigure start = LitFigure(*maps, {2, 0, {0, 0}}, {0, true, 0});
  CHECK_FALSE(GridOf(start, 1).lit.has_value());
  const StackFigure next = LitFigure(*maps, {2, 0, {0, 0}}, {1, true, 0});
  CHECK(GridOf(next, 1).lit.has_value());
  CHECK_FALSE(GridOf(next, 0).lit.has_value());
}

TEST_CASE("a field that reaches into the padding says so") {
  const StackMapsPtr maps = Maps("dilated");
  const std::vector<StackField> fields = FieldsThrough(*maps->evaluation, {3, 0, {0, 0}});
  CHECK(fields[0].reaches_out());
  CHECK(fields[0].unclipped == CellRect{-7, -7, 15, 15});
  CHECK(fields[0].bounds == CellRect{0, 0, 8, 8});
  CHECK(ToEnglish(FieldCaption(fields[0])) == "15 × 15 seen, 8 × 8 inside");
}

TEST_CASE("small multiples show a page of maps, and a point on one is an element of its channel") {
  const StackMapsPtr maps = Maps("lenet");
  StackFigureOptions options;
  options.small_multiples = true;
  const StackFigure stack = BuildStackFigure(*maps, options);
  REQUIRE(stack.blocks.size() == 5);
  CHECK(stack.blocks[1].maps.size() == 6);
  CHECK(stack.blocks[3].maps.size() == 16);
  const FigureGrid& map = stack.figure.grids[stack.blocks[3].maps[5]];
  const auto hit = HitElement(stack, *maps, {map.bounds.x + 1, map.bounds.y + 1});
  REQUIRE(hit.has_value());
  CHECK(*hit == StackElement{3, 5, {0, 0}});
}

TEST_CASE("blocks stand apart, inside of the figure") {
  for (const char* preset : {"two-2x2", "lenet", "dilated"}) {
    const StackMapsPtr maps = Maps(preset);
    StackFigureOptions options;
    options.show_effective = true;
    const StackFigure stack = BuildStackFigure(*maps, options);
    for (size_t i = 0; i < stack.blocks.size(); ++i) {
      const Rect a = stack.blocks[i].bounds;
      CHECK(a.x >= 0);
      CHECK(a.right() <= stack.figure.bounds.right() + 0.01F);
      CHECK(a.bottom() <= stack.figure.bounds.bottom() + 0.01F);
      for (size_t j = i + 1; j < stack.blocks.size(); ++j) {
        const Rect b = stack.blocks[j].bounds;
        const bool overlap =
            a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
        CHECK_FALSE(overlap);
      }
    }
  }
}

TEST_CASE("in a small place the blocks shrink, but not the lines of their captions") {
  const StackMapsPtr maps = Maps("lenet");
  StackFigureOptions options;
  options.room_width = 300;
  options.room_height = 420;
  const StackFigure stack = BuildStackFigure(*maps, options);
  const Rect bounds = stack.figure.bounds;
  const float zoom =
      std::min(options.room_width / bounds.width, options.room_height / bounds.height);
  REQUIRE(zoom < 0.8F);
  const StackBlock& block = stack.blocks.front();
  const Rect map = stack.figure.grids[block.maps.front()].bounds;
  CHECK((map.y - block.bounds.y) * zoom >= doctest::Approx(26));
  CHECK((block.bounds.bottom() - map.bottom()) * zoom >= doctest::Approx(40));
  for (const StackBlock& other : stack.blocks) {
    CHECK(other.bounds.bottom() <= bounds.bottom() + 0.01F);
    CHECK(other.bounds.right() <= bounds.right() + 0.01F);
  }
}
