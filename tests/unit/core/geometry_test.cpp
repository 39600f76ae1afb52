#include "core/grid/geometry.h"

#include <doctest/doctest.h>

#include "oracles.h"

using namespace convlens;

TEST_CASE("the output is smaller by the kernel's size less one") {
  CHECK(ValidOutputShape({3, 3}, {2, 2}) == Shape{2, 2});
  CHECK(ValidOutputShape({6, 8}, {1, 2}) == Shape{6, 7});
  CHECK(ValidOutputShape({2, 2}, {2, 2}) == Shape{1, 1});
  CHECK(ValidOutputShape({2, 5}, {3, 1}).empty());
  CHECK(ValidOutputShape({0, 5}, {1, 1}).empty());
}

TEST_CASE("what cannot be computed is refused by a message that names the sizes") {
  CHECK(*CheckedOutputShape({3, 3}, {2, 2}) == Shape{2, 2});
  CHECK(*CheckedOutputShape({8192, 8192}, {255, 255}) == Shape{7938, 7938});
  CHECK(ToEnglish(CheckedOutputShape({2, 5}, {3, 1}).problem()) ==
        "The 3×1 kernel does not fit into the 2×5 input: make the kernel smaller or the input "
        "larger.");
  CHECK(ToEnglish(CheckedOutputShape({8193, 5}, {3, 1}).problem()) ==
        "The input is 8193×5, and at most 8192×8192 is possible: crop it or scale it down.");
  CHECK(ToEnglish(CheckedOutputShape({500, 500}, {3, 256}).problem()) ==
        "The kernel is 3×256, and at most 255×255 is possible: choose a smaller one.");
  CHECK(!CheckedOutputShape({0, 0}, {1, 1}).ok());
  CHECK(!CheckedOutputShape({1, 1}, {0, 1}).ok());
}

TEST_CASE("the receptive field of one layer is as large as its kernel") {
  const int side = oracles::kFieldKernel;
  const CellRect field = WindowOf({2, 3}, {side, side});
  CHECK(field == CellRect{2, 3, oracles::kFieldSize, oracles::kFieldSize});
}

TEST_CASE("rectangles that do not meet have an empty intersection") {
  CHECK(Intersection({0, 0, 2, 2}, {1, 1, 4, 4}) == CellRect{1, 1, 1, 1});
  CHECK(Intersection({0, 0, 2, 2}, {2, 0, 4, 4}).empty());
  CHECK(Intersection({0, 0, 2, 2}, {5, 9, 1, 1}).empty());
}

TEST_CASE("index and cell are converses, row by row") {
  CHECK(IndexOf({2, 1}, 5) == 11);
  CHECK(CellAt(11, 5) == Cell{2, 1});
}

TEST_CASE("the rectangle around two") {
  CHECK(RectAround({1, 2, 3, 4}, {2, 1, 1, 9}) == CellRect{1, 1, 3, 9});
  CHECK(RectAround({1, 2, 3, 4}, {}) == CellRect{1, 2, 3, 4});
  CHECK(RectAround({}, {1, 2, 3, 4}) == CellRect{1, 2, 3, 4});
}
