#pragma once

#include "core/grid/pixels.h"

namespace convlens::test {

/// How far two pictures are apart for the eye: compared as the means of blocks of 8 × 8 pixels,
/// each with what lies up to a pixel beside it, so that another version of a font or of the driver,
/// which moves edges by a pixel, passes, and a missing line, number or tag does not.
struct Difference {
  bool same_size = true;
  int worst = 0;    ///< largest difference of a block, 0..255, over its channels
  int changed = 0;  ///< blocks that differ by more than `kSlight`
  int missing = 0;  ///< blocks that differ by more than `kClear`
  int blocks = 0;
  Pixels picture;  ///< the second picture, darkened, with the changed blocks in red

  static constexpr int kBlock = 8;
  static constexpr int kSlight = 10;
  static constexpr int kClear = 30;
  static constexpr int kMissingAllowed = 2;
  static constexpr double kChangedAllowed = 0.002;  ///< share of all blocks

  bool passes() const {
    return same_size && missing <= kMissingAllowed && changed <= kChangedAllowed * blocks;
  }
};
Difference Compare(const Pixels& expected, const Pixels& drawn);

}  // namespace convlens::test
