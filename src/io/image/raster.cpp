#include "io/image/raster.h"

#include <algorithm>

namespace convlens {
namespace {

/// Where a pixel of the upright image lies in the stored one, by Exif's orientation.
struct Turn {
  bool exchange;  ///< rows and columns
  bool flip_rows;
  bool flip_cols;
};

constexpr Turn kTurns[] = {{false, false, false}, {false, false, true}, {false, true, true},
                           {false, true, false},  {true, false, false}, {true, true, false},
                           {true, true, true},    {true, false, true}};

template <typename Sample>
std::vector<Sample> Turned(const std::vector<Sample>& stored, Shape from, Turn turn) {
  if (stored.empty()) return {};
  const Shape to = turn.exchange ? Shape{from.width, from.height} : from;
  std::vector<Sample> upright(stored.size());
  Sample* pixel = upright.data();
  for (int r = 0; r < to.height; ++r) {
    for (int c = 0; c < to.width; ++c, pixel += 4) {
      int row = turn.exchange ? c : r;
      int col = turn.exchange ? r : c;
      if (turn.flip_rows) row = from.height - 1 - row;
      if (turn.flip_cols) col = from.width - 1 - col;
      const Sample* source = &stored[(static_cast<size_t>(row) * static_cast<size_t>(from.width) +
                                      static_cast<size_t>(col)) *
                                     4];
      std::copy(source, source + 4, pixel);
    }
  }
  return upright;
}

}  // namespace

Raster MakeRaster(Shape shape, bool wide) {
  Raster raster;
  raster.shape = shape;
  const size_t samples = static_cast<size_t>(shape.count()) * 4;
  if (wide) {
    raster.samples16.resize(samples);
  } else {
    raster.samples8.resize(samples);
  }
  return raster;
}

Raster OrientedRaster(Raster raster, int orientation) {
  if (orientation <= kUpright || orientation > 8) return raster;
  const Turn turn = kTurns[orientation - 1];
  Raster upright;
  upright.shape = turn.exchange ? Shape{raster.shape.width, raster.shape.height} : raster.shape;
  upright.samples8 = Turned(raster.samples8, raster.shape, turn);
  upright.samples16 = Turned(raster.samples16, raster.shape, turn);
  return upright;
}

}  // namespace convlens
