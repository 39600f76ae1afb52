#include "ui/figure/figure_legend.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("the legend's bars go on in the row below where there is no room beside the last one") {
  const std::vector<float> bars{100, 100, 60};
  CHECK(InRows(bars, 320, 20) == std::vector<RowPlace>{{0, 0}, {120, 0}, {240, 0}});
  CHECK(InRows(bars, 260, 20) == std::vector<RowPlace>{{0, 0}, {120, 0}, {0, 1}});
  CHECK(InRows(bars, 50, 20) == std::vector<RowPlace>{{0, 0}, {0, 1}, {0, 2}});
  CHECK(InRows({}, 50, 20).empty());
}
