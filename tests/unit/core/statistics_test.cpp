#include "core/grid/statistics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "awkward.h"
#include "core/grid/random.h"
#include "core/grid/summary.h"
#include "core/grid/targets.h"

using namespace convlens;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace

TEST_CASE("minimum, maximum and mean are those of the cells, at any width and inside a frame") {
  for (const int width : awkward::kWidths) {
    CAPTURE(width);
    const Grid grid = SmallIntegers({3, width}, 5);
    float low = grid.at(0, 0);
    float high = low;
    double sum = 0;
    for (int r = 0; r < 3; ++r) {
      for (int c = 0; c < width; ++c) {
        low = std::min(low, grid.at(r, c));
        high = std::max(high, grid.at(r, c));
        sum += grid.at(r, c);
      }
    }
    awkward::Framed framed(grid, 1);
    const Statistics statistics = StatisticsOf(framed.view());
    CHECK(statistics.min == low);
    CHECK(statistics.max == high);
    CHECK(statistics.mean == doctest::Approx(sum / (3.0 * width)));
    CHECK(statistics.finite());
  }
}

TEST_CASE("NaN and infinity are counted and left out of the rest") {
  Grid grid(2, 40, 2.0F);
  grid.at(0, 3) = kNan;
  grid.at(1, 39) = kInfinity;
  grid.at(1, 20) = -kInfinity;
  const Statistics statistics = StatisticsOf(grid);
  CHECK(statistics == Statistics{2, 2, 2, 1, 2});
  CHECK(!statistics.finite());
  CHECK(StatisticsOf(Grid{{kNan}}) == Statistics{0, 0, 0, 1, 0});
  CHECK(StatisticsOf(GridView{}) == Statistics{});
}

TEST_CASE("finite numbers whose sum overflows float32 are not taken for infinity") {
  const Statistics statistics = StatisticsOf(Grid(4, 300, 3e38F));
  CHECK(statistics.finite());
  CHECK(statistics.max == 3e38F);
  CHECK(statistics.mean == doctest::Approx(3e38));
}

TEST_CASE("a pyramid halves until it is small, and every level has the same mean") {
  const SharedGrid grid = UniformGrid({1024, 512}, 3);
  const Pyramid pyramid = MakePyramid(grid);
  REQUIRE(pyramid.size() == 3);
  CHECK(pyramid[0].SameAs(grid));
  CHECK(pyramid[1]->shape() == Shape{512, 256});
  CHECK(pyramid[2]->shape() == Shape{256, 128});
  const double mean = StatisticsOf(grid).mean;
  CHECK(StatisticsOf(pyramid[1]).mean == doctest::Approx(mean));
  CHECK(StatisticsOf(pyramid[2]).mean == doctest::Approx(mean));
}

TEST_CASE("odd sides round up, the last cells being the mean of what they cover") {
  Grid odd(257, 3);
  odd.at(256, 2) = 8;
  odd.at(256, 0) = 2;
  odd.at(0, 2) = 4;
  const Pyramid pyramid = MakePyramid(SharedGrid(odd));
  REQUIRE(pyramid.size() == 2);
  CHECK(pyramid[1]->shape() == Shape{129, 2});
  CHECK(pyramid[1]->at(128, 1) == 8);
  CHECK(pyramid[1]->at(128, 0) == 1);
  CHECK(pyramid[1]->at(0, 1) == 2);
}

TEST_CASE("a NaN stays visible at every level") {
  Grid grid(1000, 1000);
  grid.at(777, 333) = kNan;
  const Pyramid pyramid = MakePyramid(SharedGrid(grid));
  REQUIRE(pyramid.size() == 3);
  CHECK(std::isnan(pyramid[2]->at(777 / 4, 333 / 4)));
  CHECK(StatisticsOf(pyramid[2]).nan_count == 1);
}

TEST_CASE("shrinking takes means of areas, enlarging takes the nearest cell") {
  CHECK(ResampledGrid(Grid{{0, 2, 4, 6}, {2, 4, 6, 8}}, {1, 2}) == Grid{{2, 6}});
  const Grid thirds = ResampledGrid(Grid{{0, 3, 6}}, {1, 2});
  CHECK(thirds.at(0, 0) == doctest::Approx(1));
  CHECK(thirds.at(0, 1) == doctest::Approx(5));
  CHECK(ResampledGrid(Grid{{1, 2}, {3, 4}}, {4, 4}) ==
        Grid{{1, 1, 2, 2}, {1, 1, 2, 2}, {3, 3, 4, 4}, {3, 3, 4, 4}});
  CHECK(ResampledGrid(Grid{{1, 2}}, {1, 2}) == Grid{{1, 2}});
  CHECK(ResampledGrid(Grid{{1, 3}}, {2, 1}) == Grid{{2}, {2}});
}

TEST_CASE("scaling by any ratio keeps a constant and confines a NaN to the cells that cover it") {
  for (const Shape shape : {Shape{7, 9}, Shape{33, 99}, Shape{50, 100}, Shape{99, 31}}) {
    CAPTURE(shape.height);
    Grid grid(100, 100, 5.0F);
    const Statistics plain = StatisticsOf(ResampledGrid(grid, shape));
    CHECK(plain.min == doctest::Approx(5));
    CHECK(plain.max == doctest::Approx(5));
    grid.at(50, 50) = kNan;
    const Statistics marked = StatisticsOf(ResampledGrid(grid, shape));
    CHECK(marked.nan_count >= 1);
    CHECK(marked.nan_count <= 4);
  }
}

TEST_CASE("statistics and pyramids have the same bits for every target, and in parts") {
  const Grid grid = NormalGrid({67, 1301}, 4);
  const Statistics statistics = StatisticsOf(grid);
  const Pyramid pyramid = MakePyramid(SharedGrid(grid));
  for (const std::string& target : AttainableTargets()) {
    CAPTURE(target);
    REQUIRE(ForceTarget(target));
    std::vector<RowStatistics> rows;
    for (int r = 0; r < grid.height(); ++r) {
      rows.push_back(StatisticsOfRow(grid.row(r), grid.width()));
    }
    CHECK(CombinedStatistics(rows, grid.width()) == statistics);
    for (size_t level = 1; level < pyramid.size(); ++level) {
      const Grid& fine = *pyramid[level - 1];
      Grid patched = *pyramid[level];
      const CellRect rect = HalvedRect({3, 17, 11, fine.width() - 17});
      for (int r = rect.row; r < rect.row + rect.height; ++r) {
        for (int c = rect.col; c < rect.col + rect.width; ++c) patched.at(r, c) = kNan;
      }
      HalveGrid(fine, rect, patched);
      CHECK(patched == *pyramid[level]);
    }
  }
  ForceTarget("");
  CHECK(PyramidShapes({67, 1301}) ==
        std::vector<Shape>{{67, 1301}, {34, 651}, {17, 326}, {9, 163}});
}
