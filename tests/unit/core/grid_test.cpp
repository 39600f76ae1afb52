#include "core/grid/grid.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <thread>
#include <utility>
#include <vector>

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

TEST_CASE("an unfilled grid has the layout of any other, of sizes with large pages too") {
  for (const Shape shape : {Shape{0, 3}, Shape{3, 17}, Shape{1, 16}, Shape{1500, 1501}}) {
    Grid grid = Grid::Unfilled(shape);
    REQUIRE(grid.shape() == shape);
    CHECK(grid.pitch() == Grid(shape).pitch());
    grid.Fill(3);
    CHECK(grid == Grid(shape, 3));
    for (int r = 0; r < grid.height(); ++r) {
      REQUIRE(std::all_of(grid.row(r) + grid.width(), grid.row(r) + grid.pitch(),
                          [](float padding) { return padding == 0; }));
    }
  }
}

TEST_CASE("a shared grid knows whether it is shared") {
  const SharedGrid a = Grid{{1}};
  CHECK_FALSE(a.shared());
  {
    const SharedGrid b = a;
    CHECK(a.shared());
  }
  CHECK_FALSE(a.shared());
}

TEST_CASE("a changed copy knows where it may differ from what it came from") {
  const SharedGrid a = Grid(9, 9);
  SharedGrid b = a;
  b.MutableIn({2, 3, 1, 2}).at(2, 4) = 1;
  CHECK(b.DifferenceFrom(a) == CellRect{2, 3, 1, 2});
  CHECK(a.DifferenceFrom(b) == CellRect{2, 3, 1, 2});
  const SharedGrid c = b;
  b.MutableIn({5, 5, 1, 1}).at(5, 5) = 2;  // a copy of c
  b.MutableIn({6, 5, 1, 1}).at(6, 5) = 3;  // in place
  CHECK(b.DifferenceFrom(c) == CellRect{5, 5, 2, 1});
  CHECK(b.DifferenceFrom(a) == CellRect{2, 3, 5, 3});
  CHECK(b.DifferenceFrom(b)->empty());
  CHECK_FALSE(b == a);
  SharedGrid d = a;
  d.MutableIn({0, 0, 1, 1}).at(0, 0) = 1;
  CHECK(d.DifferenceFrom(b) == CellRect{0, 0, 7, 6});  // both came from a
}

TEST_CASE("where numbers were changed in place, what was remembered of them does not count") {
  SharedGrid a = Grid(4, 4);
  SharedGrid b = a;
  b.MutableIn({0, 0, 1, 1}).at(0, 0) = 1;
  a.MutableIn({3, 3, 1, 1}).at(3, 3) = 1;  // in place: nothing shares it
  CHECK_FALSE(b.DifferenceFrom(a));
  SharedGrid c = b;
  c.Mutable().at(1, 1) = 7;  // anywhere
  CHECK_FALSE(c.DifferenceFrom(b));
  CHECK_FALSE(c == b);
  CHECK_FALSE(SharedGrid(Grid(4, 4)).DifferenceFrom(a));
}

TEST_CASE("a grid that lags behind many changes is still known") {
  SharedGrid grid = Grid(40, 40);
  const SharedGrid shown = grid;
  for (int i = 0; i < 30; ++i) {
    const SharedGrid before = grid;
    grid.MutableIn({i, 2, 1, 1}).at(i, 2) = 1;
  }
  CHECK(grid.DifferenceFrom(shown) == CellRect{0, 2, 30, 1});
}

TEST_CASE("a copy is made in spare numbers, of what differs in these") {
  SharedGrid old = Grid(6, 6, 1.0F);
  SharedGrid now = old;
  now.MutableIn({1, 1, 2, 2}).at(1, 1) = 5;
  const float* numbers = old->row(0);
  const SharedGrid copy = SharedGrid::CopyOf(now, std::move(old));
  CHECK(copy->row(0) == numbers);
  CHECK(*copy == *now);
  CHECK(copy.DifferenceFrom(now)->empty());
  CHECK_FALSE(copy.shared());

  const SharedGrid other = SharedGrid::CopyOf(copy, Grid(6, 6));  // nothing known of these
  CHECK(*other == *copy);
  const SharedGrid kept = other;
  CHECK(SharedGrid::CopyOf(copy, other)->row(0) != other->row(0));  // something shares these
  CHECK(*SharedGrid::CopyOf(copy, Grid(2, 2)) == *copy);
}

TEST_CASE("a grid in the memory that another has left is made anew") {
  for (int i = 0; i < 3; ++i) {
    const Grid grid(5, 17, 3.0F);
    CHECK(grid == Grid(5, 17, 3.0F));
    CHECK(Grid(7, 9) == Grid(GridView(Grid(7, 9))));
    const Grid unfilled = Grid::Unfilled({5, 17});
    for (int r = 0; r < 5; ++r) {
      for (int c = 17; c < 32; ++c) CHECK(unfilled.row(r)[c] == 0);
    }
  }
}

TEST_CASE("grids are made by one thread and left by another, of many sizes" *
          doctest::test_suite("system")) {
  std::vector<Grid> grids;
  for (int round = 0; round < 4; ++round) {
    std::thread([&grids] {
      std::vector<Grid> others = std::exchange(grids, {});
      for (int i = 0; i < 1500; ++i) {
        grids.emplace_back(1 + i % 7, 1 + i * 13 % 900, static_cast<float>(i));
      }
    }).join();
    int wrong = 0;
    for (int i = 0; i < 1500; ++i) {
      wrong +=
          grids[static_cast<size_t>(i)] != Grid(1 + i % 7, 1 + i * 13 % 900, static_cast<float>(i));
    }
    CHECK(wrong == 0);
  }
}
