#pragma once

#include "core/grid/grid.h"
#include "core/grid/random.h"
#include "oracles.h"

// Short ways to make grids, for the tests of every folder.

namespace convlens {

inline Grid ToGrid(const oracles::Rows& rows) {
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()));
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      grid.at(r, c) = rows[static_cast<size_t>(r)][static_cast<size_t>(c)];
    }
  }
  return grid;
}

/// Integers in [-4, 4]: sums of their products are exact in float32 in any order.
inline Grid SmallIntegers(Shape shape, Random& random) {
  Grid grid(shape);
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) {
      grid.at(r, c) = static_cast<float>(static_cast<int>(random.Next() % 9) - 4);
    }
  }
  return grid;
}

inline Grid SmallIntegers(Shape shape, uint64_t seed) {
  Random random(seed);
  return SmallIntegers(shape, random);
}

}  // namespace convlens
