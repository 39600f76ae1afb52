#include "ui/figure/figure_edit.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "ui/controls/typed_number.h"

using namespace convlens;

namespace {

using Kind = SelectionKey::Kind;
constexpr Shape kGrid{3, 4};

Selection At(int row, int col) {
  Selection selection;
  selection.cell = {row, col};
  return selection;
}

SelectionChange PressOne(const Selection& selection, Kind kind) {
  return ChangeByKey(selection, {kind, 0}, kGrid, 7);
}

Selection Type(Selection selection, std::u32string_view text) {
  for (const char32_t character : text) {
    selection = *ChangeByKey(selection, {Kind::kCharacter, character}, kGrid, 7).selection;
  }
  return selection;
}

}  // namespace

TEST_CASE("numbers are read as people type them") {
  CHECK(ParseNumber("2") == 2.0F);
  CHECK(ParseNumber("-1.5") == -1.5F);
  CHECK(ParseNumber("−1,5") == -1.5F);
  CHECK(ParseNumber(" +3 ") == 3.0F);
  CHECK(ParseNumber(".5") == 0.5F);
  CHECK(ParseNumber("5.") == 5.0F);
  CHECK(ParseNumber("1e-3") == 0.001F);
  CHECK(ParseNumber("2E2") == 200.0F);
  CHECK(ParseNumber("1/4") == 0.25F);
  CHECK(ParseNumber("-1/9") == -1.0F / 9);
}

TEST_CASE("NaN and infinity are numbers too") {
  CHECK(std::isnan(*ParseNumber("NaN")));
  CHECK(*ParseNumber("inf") == std::numeric_limits<float>::infinity());
  CHECK(*ParseNumber("−∞") == -std::numeric_limits<float>::infinity());
}

TEST_CASE("what is not a number, or too large for float32, is not taken for one") {
  for (const char* text : {"", " ", "-", ".", "abc", "1x", "1.2.3", "1,000.5", "0x10", "1e", "1/0",
                           "1/", "1e39", "1e999", "--1", "1-1", "nan1", "e5"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseNumber(text).has_value());
  }
}

TEST_CASE("a number of double precision keeps its digits, and is finite unless it is named") {
  CHECK(ParseDouble("0,0333") == 0.0333);
  CHECK(ParseDouble(" −1e39 ") == -1e39);
  CHECK(ParseDouble("1/4") == 0.25);
  CHECK_FALSE(ParseDouble("1e999").has_value());
  CHECK_FALSE(ParseDouble("1.5.2").has_value());
  CHECK(ParseDouble("∞") == std::numeric_limits<double>::infinity());
}

TEST_CASE("nudging adds a tenth, finely a hundredth, coarsely one, without stray digits") {
  CHECK(NudgedValue(0.2F, 1, NudgeUnit(false, false)) == 0.3F);
  CHECK(NudgedValue(0.3F, -3, NudgeUnit(false, false)) == 0.0F);
  CHECK(NudgedValue(0.2F, 1, NudgeUnit(true, false)) == 0.21F);
  CHECK(NudgedValue(2, -5, NudgeUnit(false, true)) == -3.0F);
  CHECK_FALSE(std::signbit(NudgedValue(0.1F, -1, 0.1)));
}

TEST_CASE("nudging a NaN starts from zero") {
  CHECK(NudgedValue(std::numeric_limits<float>::quiet_NaN(), 2, 0.1) == 0.2F);
}

TEST_CASE("typing a digit on a selected cell starts a number, a letter does not") {
  const Selection typed = Type(At(0, 0), U"-2,5");
  CHECK(typed.editing);
  CHECK(typed.text == "-2,5");
  CHECK_FALSE(Type(At(0, 0), U"x").editing);
  CHECK(Type(At(0, 0), U"−4").text == "−4");
}

TEST_CASE("Enter commits and moves down") {
  const SelectionChange change = PressOne(Type(At(1, 2), U"5"), Kind::kEnter);
  CHECK(change.value == 5.0F);
  CHECK(change.selection->cell == Cell{2, 2});
  CHECK_FALSE(change.selection->editing);
}

TEST_CASE("Tab commits and moves right, on to the next row; Shift+Tab goes back") {
  const SelectionChange right = PressOne(Type(At(0, 3), U"5"), Kind::kTab);
  CHECK(right.value == 5.0F);
  CHECK(right.selection->cell == Cell{1, 0});
  CHECK(PressOne(At(1, 0), Kind::kBackTab).selection->cell == Cell{0, 3});
}

TEST_CASE("arrows move, and stop at the edges") {
  CHECK(PressOne(At(1, 1), Kind::kUp).selection->cell == Cell{0, 1});
  CHECK(PressOne(At(1, 1), Kind::kDown).selection->cell == Cell{2, 1});
  CHECK(PressOne(At(1, 1), Kind::kLeft).selection->cell == Cell{1, 0});
  CHECK(PressOne(At(1, 1), Kind::kRight).selection->cell == Cell{1, 2});
  CHECK(PressOne(At(0, 0), Kind::kUp).selection->cell == Cell{0, 0});
  CHECK(PressOne(At(2, 3), Kind::kTab).selection->cell == Cell{2, 3});
  CHECK(PressOne(At(1, 2), Kind::kHome).selection->cell == Cell{1, 0});
  CHECK(PressOne(At(1, 2), Kind::kEnd).selection->cell == Cell{1, 3});
}

TEST_CASE("moving without typing changes no number") {
  CHECK_FALSE(PressOne(At(1, 1), Kind::kDown).value.has_value());
  CHECK_FALSE(PressOne(At(1, 1), Kind::kTab).value.has_value());
}

TEST_CASE("Escape reverts what is typed and stays; a second one unselects") {
  const SelectionChange first = PressOne(Type(At(1, 1), U"99"), Kind::kEscape);
  CHECK_FALSE(first.value.has_value());
  REQUIRE(first.selection.has_value());
  CHECK(first.selection->cell == Cell{1, 1});
  CHECK_FALSE(first.selection->editing);
  CHECK_FALSE(PressOne(*first.selection, Kind::kEscape).selection.has_value());
}

TEST_CASE("a text that is not a number is refused, marked, and kept until it is corrected") {
  const Selection typed = Type(At(1, 1), U"1x");
  for (const Kind kind : {Kind::kEnter, Kind::kTab, Kind::kUp}) {
    const SelectionChange change = PressOne(typed, kind);
    CHECK_FALSE(change.value.has_value());
    CHECK(change.selection->refused);
    CHECK(change.selection->text == "1x");
    CHECK(change.selection->cell == Cell{1, 1});
  }
  const Selection corrected =
      *PressOne(*PressOne(typed, Kind::kEnter).selection, Kind::kBackspace).selection;
  CHECK_FALSE(corrected.refused);
  CHECK(corrected.text == "1");
}

TEST_CASE("a click elsewhere commits a number and refuses anything else") {
  const SelectionChange good = ChangeByLeaving(Type(At(1, 1), U"12"));
  CHECK(good.value == 12.0F);
  CHECK_FALSE(good.selection.has_value());
  const SelectionChange bad = ChangeByLeaving(Type(At(1, 1), U"1e"));
  CHECK_FALSE(bad.value.has_value());
  REQUIRE(bad.selection.has_value());
  CHECK(bad.selection->refused);
  CHECK_FALSE(ChangeByLeaving(At(1, 1)).selection.has_value());
}

TEST_CASE("Backspace takes back one character, the true minus as one") {
  CHECK(PressOne(Type(At(0, 0), U"−"), Kind::kBackspace).selection->text.empty());
  CHECK(PressOne(Type(At(0, 0), U"12"), Kind::kBackspace).selection->text == "1");
}

TEST_CASE("Delete clears a selected cell") {
  CHECK(PressOne(At(1, 1), Kind::kDelete).value == 0.0F);
}

TEST_CASE("Enter on a selected cell opens its number for editing") {
  const Selection opened = *ChangeByKey(At(1, 1), {Kind::kEnter, 0}, kGrid, 0.25F).selection;
  CHECK(opened.editing);
  CHECK(opened.text == "0.25");
}

TEST_CASE("a grid dragged by its corner stays within what can be computed") {
  Document document;
  document.input = Grid(5, 6);
  SetFrontKernel(document, {}, Grid(2, 3));
  CHECK(LimitedShape(document, GridRole::kKernel, 4, 9) == Shape{4, 6});
  CHECK(LimitedShape(document, GridRole::kKernel, -3, 0) == Shape{1, 1});
  CHECK(LimitedShape(document, GridRole::kInput, 1, 1) == Shape{2, 3});
  CHECK(LimitedShape(document, GridRole::kInput, 100000, 7) == Shape{kMaxInputSide, 7});
  document.input = Grid(300, 300);
  CHECK(LimitedShape(document, GridRole::kKernel, 280, 280) ==
        Shape{kMaxKernelSide, kMaxKernelSide});
}
