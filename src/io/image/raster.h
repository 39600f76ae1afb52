#pragma once

#include <cstdint>
#include <vector>

#include "core/grid/grid.h"

namespace convlens {

/// A decoded image [H×W]: red, green, blue and alpha of each pixel, rows from the top, 8 or 16 bits
/// a sample. Colours are not multiplied by alpha.
struct Raster {
  Shape shape;
  std::vector<uint8_t> samples8;    ///< 4·H·W, or empty where the samples are wide
  std::vector<uint16_t> samples16;  ///< 4·H·W, or empty

  bool wide() const { return !samples16.empty(); }
};

/// A raster of `shape` with room for 8 or 16 bits a sample, all 0.
Raster MakeRaster(Shape shape, bool wide = false);

/// How a camera was held: Exif's tag 0x0112. 1 is upright; 2 to 4 mirror and turn by 180°, 5 to 8
/// exchange rows and columns as well.
inline constexpr int kUpright = 1;

/// `raster` as it should be seen: turned and mirrored by an Exif `orientation`. Values outside 1..8
/// count as upright.
Raster OrientedRaster(Raster raster, int orientation);

}  // namespace convlens
