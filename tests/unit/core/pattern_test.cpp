#include "core/pattern/pattern.h"

#include <doctest/doctest.h>

#include <cmath>

#include "awkward.h"
#include "core/grid/random.h"

using namespace convlens;

namespace {

Grid Made(Pattern pattern, Shape shape, int period = 1) {
  return MakePattern({.pattern = pattern, .shape = shape, .period = period});
}

}  // namespace

TEST_CASE("the book's inputs come out as printed") {
  CHECK(Made(Pattern::kCounting, {3, 3}) == ToGrid(oracles::FigureInput()));
  CHECK(Made(Pattern::kBookEdges, {6, 8}) == ToGrid(oracles::EdgesInput()));
  CHECK(Made(Pattern::kDiagonal, {5, 5}) == ToGrid(oracles::DiagonalInput()));
}

TEST_CASE("edges, squares, gradients and discs are where they are said to be") {
  CHECK(Made(Pattern::kZeros, {1, 2}) == Grid{{0, 0}});
  CHECK(Made(Pattern::kOnes, {2, 1}) == Grid{{1}, {1}});
  CHECK(Made(Pattern::kVerticalEdge, {1, 4}) == Grid{{1, 1, 0, 0}});
  CHECK(Made(Pattern::kHorizontalEdge, {4, 1}) == Grid{{1}, {1}, {0}, {0}});
  CHECK(Made(Pattern::kCheckerboard, {2, 4}, 2) == Grid{{0, 0, 1, 1}, {0, 0, 1, 1}});
  CHECK(Made(Pattern::kCheckerboard, {2, 2}) == Grid{{0, 1}, {1, 0}});
  CHECK(Made(Pattern::kGradient, {1, 5}) == Grid{{0, 0.25F, 0.5F, 0.75F, 1}});
  CHECK(Made(Pattern::kGradient, {1, 1}) == Grid{{0}});
  const Grid disc = Made(Pattern::kDisc, {20, 30});
  CHECK(disc.at(10, 15) == 1);
  CHECK(disc.at(10, 7) == 0);
  CHECK(disc.at(0, 15) == 0);
  CHECK(Made(Pattern::kDisc, {1, 1}) == Grid{{1}});
}

TEST_CASE("noise lies in [0, 1), repeats with its seed and changes with it") {
  PatternOptions options{.pattern = Pattern::kNoise, .shape = {40, 50}, .seed = 3};
  const Grid noise = MakePattern(options);
  CHECK(MakePattern(options) == noise);
  options.seed = 4;
  CHECK(MakePattern(options) != noise);
  int outside = 0;
  for (int r = 0; r < 40; ++r) {
    for (int c = 0; c < 50; ++c) outside += noise.at(r, c) < 0 || noise.at(r, c) >= 1 ? 1 : 0;
  }
  CHECK(outside == 0);
}

TEST_CASE("the landscape is a picture in grey levels, of the same scene at every size") {
  const Grid small = Made(Pattern::kLandscape, {60, 60});
  const Grid large = Made(Pattern::kLandscape, {600, 600});
  int levels = 0;
  for (int r = 0; r < 60; ++r) {
    for (int c = 0; c < 60; ++c) {
      const float level = small.at(r, c) * 255;
      levels += level >= 0 && level <= 255 && std::abs(level - std::round(level)) < 1e-4F ? 1 : 0;
    }
  }
  CHECK(levels == 3600);
  CHECK(small.at(12, 44) == 1);  // the sun
  CHECK(large.at(120, 444) == 1);
  CHECK(small.at(38, 21) < 0.2F);  // a window of the house
  CHECK(large.at(385, 215) < 0.2F);
  CHECK(Made(Pattern::kLandscape, {1, 1}).count() == 1);
}

TEST_CASE("the generator is SplitMix64, with its published first numbers") {
  Random random(1234567);
  CHECK(random.Next() == 6457827717110365317ULL);
  CHECK(random.Next() == 3203168211198807973ULL);
  CHECK(random.Next() == 9817491932198370423ULL);
}

TEST_CASE("normal numbers have mean 0 and the deviation asked for") {
  const Grid grid = NormalGrid({300, 300}, 9, 2.0F);
  double sum = 0;
  double squares = 0;
  for (int r = 0; r < 300; ++r) {
    for (int c = 0; c < 300; ++c) {
      sum += grid.at(r, c);
      squares += double{grid.at(r, c)} * grid.at(r, c);
    }
  }
  CHECK(std::abs(sum / 90000) < 0.03);
  CHECK(std::sqrt(squares / 90000) == doctest::Approx(2).epsilon(0.02));
}

TEST_CASE("uniform numbers stay below their upper end even where float32 would round up to it") {
  const Grid grid = UniformGrid({200, 200}, 1, 16777214.0F, 16777216.0F);
  int outside = 0;
  for (int r = 0; r < 200; ++r) {
    for (int c = 0; c < 200; ++c) outside += grid.at(r, c) >= 16777216.0F ? 1 : 0;
  }
  CHECK(outside == 0);
}
