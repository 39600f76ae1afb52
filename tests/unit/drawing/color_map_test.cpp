#include "drawing/color_map.h"

#include <doctest/doctest.h>

#include <limits>

using namespace convlens;

TEST_CASE("black on white has the largest contrast, a colour on itself the smallest") {
  CHECK(ContrastRatio({0, 0, 0}, {1, 1, 1}) == doctest::Approx(21));
  CHECK(ContrastRatio({1, 1, 1}, {0, 0, 0}) == doctest::Approx(21));
  CHECK(ContrastRatio({0.3F, 0.4F, 0.5F}, {0.3F, 0.4F, 0.5F}) == doctest::Approx(1));
}

TEST_CASE("signed values go from zero's colour to the ends, images from dark to light") {
  GridPalette palette;
  palette.negative = {0, 0, 1};
  palette.zero = {0, 0, 0};
  palette.positive = {1, 0, 0};
  palette.dark = {0, 0, 0};
  palette.light = {1, 1, 1};
  palette.empty = {0.25F, 0.25F, 0.25F};
  const ValueScale about_zero = {ValueMap::kDiverging, -4, 4};
  CHECK(ColorOf(0, about_zero, palette) == palette.zero);
  CHECK(ColorOf(2, about_zero, palette) == Color{0.5F, 0, 0});
  CHECK(ColorOf(-4, about_zero, palette) == palette.negative);
  CHECK(ColorOf(400, about_zero, palette) == palette.positive);
  const ValueScale image = {ValueMap::kSequential, 10, 20};
  CHECK(ColorOf(15, image, palette) == Color{0.5F, 0.5F, 0.5F});
  CHECK(ColorOf(0, image, palette) == palette.dark);
  CHECK(ColorOf(std::numeric_limits<double>::quiet_NaN(), image, palette) == palette.empty);
}

TEST_CASE("a range of nothing gives the first colour rather than a division by zero") {
  GridPalette palette;
  palette.zero = {0.5F, 0.5F, 0.5F};
  palette.positive = {1, 0, 0};
  CHECK(ColorOf(0, {ValueMap::kDiverging, 0, 0}, palette) == palette.zero);
}
