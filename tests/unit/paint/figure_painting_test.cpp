#include <doctest/doctest.h>

#include "drawing/color_map.h"
#include "drawing/lens.h"
#include "drawing/numbers.h"
#include "imgui.h"
#include "paint/figure_export.h"
#include "paint/pen.h"
#include "render/offscreen.h"
#include "scene/figure/number_text.h"
#include "scene/layout/build_figure.h"

using namespace convlens;

namespace {

bool Same(Point a, Point b) { return a.x == b.x && a.y == b.y; }

}  // namespace

TEST_CASE("numbers have a contrast of at least 4.5 on every value, lit or dimmed, in every theme") {
  for (const ThemeKind kind : {ThemeKind::kDark, ThemeKind::kLight, ThemeKind::kProjector}) {
    const Theme theme = MakeTheme(kind, 1);
    for (const ValueMap map : {ValueMap::kDiverging, ValueMap::kSequential}) {
      for (int i = -50; i <= 50; ++i) {
        const Color lit = ColorOf(i / 50.0, {map, -1, 1}, theme.palette);
        const Color dimmed = DimmedColor(lit, theme.palette.background, 0.42F);
        CHECK(ContrastRatio(InkOn(lit, ToColor(theme.text), false), lit) >= 4.45);
        CHECK(ContrastRatio(InkOn(dimmed, ToColor(theme.text), true), dimmed) >= 4.45);
      }
    }
  }
}

TEST_CASE("numbers of one sign are written in one tone: a kernel is not half black, half white") {
  const Theme theme = MakeTheme(ThemeKind::kDark, 1);
  const ValueScale scale = {ValueMap::kDiverging, -1, 1};
  for (const double value : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
    const Color ink = InkOn(ColorOf(value, scale, theme.palette), ToColor(theme.text), false);
    CHECK(ink.g > 0.8F);
  }
}

TEST_CASE("a number gives digits away after the point, never before it") {
  CHECK(ShortNumber(0.97531, 4) == "0.9753");
  CHECK(ShortNumber(0.97531, 3) == "0.975");
  CHECK(ShortNumber(-0.97531, 2) == "−0.98");
  CHECK(ShortNumber(123.4, 2) == "123");
  CHECK(ShortNumber(1234, 2) == "1234");
  CHECK(ShortNumber(12345, 2) == "1.2e4");
  CHECK(ShortNumber(5, 2) == "5");
  CHECK(ShortNumber(0, 2) == "0");
}

TEST_CASE("a lens leads from the side of one box to the facing side of the other") {
  const PixelBox left = {{0, 0}, {10, 20}};
  const PixelBox right = {{50, 5}, {60, 10}};
  const auto cone = ConeBetween(left, right);
  REQUIRE(cone);
  CHECK(Same((*cone)[0], {10, 0}));
  CHECK(Same((*cone)[1], {50, 5}));
  CHECK(Same((*cone)[2], {50, 10}));
  CHECK(Same((*cone)[3], {10, 20}));
  const auto back = ConeBetween(right, left);
  REQUIRE(back);
  CHECK(Same((*back)[0], {50, 5}));
  CHECK(Same((*back)[1], {10, 0}));
  const auto down = ConeBetween(left, {{0, 100}, {80, 180}});
  REQUIRE(down);
  CHECK(Same((*down)[0], {0, 20}));
  CHECK(Same((*down)[2], {80, 100}));
  CHECK_FALSE(ConeBetween(left, {{5, 5}, {30, 30}}));
}

TEST_CASE("a picture is made within another interface's frame without disturbing it") {
  auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  ImGuiContext* window = ImGui::CreateContext();
  ImGui::SetCurrentContext(window);
  const EvaluationPtr evaluation = Evaluate(Document{}, nullptr);
  const Figure figure = BuildFigure(*evaluation, {});
  PictureLook look;
  look.width = 400;
  look.height = 300;
  const Result<Pixels> pixels = ExportFigure(figure, {}, look);
  CHECK(ImGui::GetCurrentContext() == window);
  ImGui::DestroyContext(window);
  REQUIRE(pixels.ok());
  CHECK(pixels->width == 400);
  CHECK(pixels->height == 300);
  CHECK(pixels->rgba.size() == 400U * 300U * 4U);
}

TEST_CASE("a picture larger than the machine can draw is refused with a message") {
  auto context = OffscreenContext::Create(64, 64);
  REQUIRE(context.ok());
  PictureLook look;
  look.width = 1000000;
  const Result<Pixels> pixels = ExportFigure(Figure{}, {}, look);
  REQUIRE_FALSE(pixels.ok());
  CHECK(ToEnglish(pixels.problem()) ==
        "A picture of 1000000 × 800 pixels is larger than this machine can draw.");
}

TEST_CASE("a lens's line leaves titles free") {
  const std::vector<PixelBox> boxes = {
      {{40, -5}, {60, 5}}, {{50, -5}, {70, 5}}, {{0, 20}, {99, 30}}};
  const auto parts = PartsOutside({0, 0}, {100, 0}, boxes);
  REQUIRE(parts.size() == 2);
  CHECK(Same(parts[0][0], {0, 0}));
  CHECK(Same(parts[0][1], {40, 0}));
  CHECK(Same(parts[1][0], {70, 0}));
  CHECK(Same(parts[1][1], {100, 0}));
  CHECK(PartsOutside({45, 0}, {55, 0}, boxes).empty());
  CHECK(PartsOutside({0, 10}, {100, 10}, boxes).size() == 1);
}
