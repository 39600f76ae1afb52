#include "core/grid.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace convlens;

TEST_CASE("rows start on a cache line and the padding is zero") {
  const Grid grid(5, 17, 3.0F);
  CHECK(grid.pitch() == 32);
  for (int r = 0; r < 5; ++r) {
    CHECK(reinterpret_cast<uintptr_t>(grid.row(r)) % Grid::kAlignment == 0);
    CHECK(grid.at(r, 16) == 3);
    for (int c = 17; c < 32; ++c) CHECK(grid.row(r)[c] == 0);
  }
}

TEST_CASE("a grid is a value: copied whole, moved empty, assigned to itself") {
  Grid a{{1, 2, 3}, {4, 5, 6}};
  const Grid b = a;
  a.at(0, 0) = 9;
  CHECK(b.at(0, 0) == 1);
  CHECK(a != b);
  const Grid c = std::move(a);
  CHECK(a.empty());  // NOLINT: a moved-from grid is promised to be empty
  CHECK(c.at(0, 0) == 9);
  Grid d = c;
  const Grid& same = d;
  d = same;
  CHECK(d == c);
}

TEST_CASE("equality is of shape and bits: NaN equals itself and 0 differs from -0") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(Grid{{nan}} == Grid{{nan}});
  CHECK(Grid{{0.0F}} != Grid{{-0.0F}});
  CHECK(Grid{{1, 2}} != Grid{{1}, {2}});
  CHECK(Grid() == Grid());
}

TEST_CASE("a grid of a view holds what the view shows") {
  const Grid grid{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}};
  CHECK(Grid(GridView(grid).Sub({1, 1, 2, 2})) == Grid{{5, 6}, {9, 10}});
  CHECK(Grid(GridView{}).empty());
}

TEST_CASE("filling changes every cell and no padding") {
  Grid grid(2, 3);
  grid.Fill(7);
  CHECK(grid == Grid{{7, 7, 7}, {7, 7, 7}});
  CHECK(grid.row(0)[3] == 0);
}

TEST_CASE("shared grids are copied when one of them is changed, and only then") {
  SharedGrid a = Grid{{1, 2}};
  SharedGrid b = a;
  CHECK(a.SameAs(b));
  b.Mutable().at(0, 0) = 5;
  CHECK(!a.SameAs(b));
  CHECK(a->at(0, 0) == 1);
  CHECK(b->at(0, 0) == 5);
  const Grid* before = &*b;
  b.Mutable().at(0, 1) = 6;
  CHECK(&*b == before);
  CHECK(a != b);
  CHECK(SharedGrid(Grid{{1, 2}}) == a);
}
