#include "core/correlate.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("a 2x2 kernel over a 3x3 input gives the book's four sums") {
  const Grid x{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
  const Grid k{{0, 1}, {2, 3}};
  Grid y(2, 2);
  Correlate(x, k, 0, y);
  CHECK(y == Grid{{19, 25}, {37, 43}});
  Convolve(x, k, 0, y);
  CHECK(y == Grid{{5, 11}, {23, 29}});
}
