#pragma once

#include <vector>

#include "core/grid/statistics.h"
#include "drawing/grid_place.h"

namespace convlens {

/// Grids are uploaded and drawn in square tiles of this many texels, so that only what is seen is
/// uploaded and no grid is larger than a texture may be.
inline constexpr int kTileSide = 512;

/// A tile of one level of a pyramid: texels [row·kTileSide, (row + 1)·kTileSide) and likewise for
/// columns, cut off at the level's end.
struct TileKey {
  int level = 0;
  int row = 0;
  int col = 0;

  auto operator<=>(const TileKey&) const = default;
};

/// The tile of the next coarser level that covers this one.
TileKey ParentTile(TileKey tile);

/// The texels that a tile's texture holds: the tile and one more on each side, for blending.
CellRect TexelsOf(TileKey tile, Shape level);

/// The cells of the whole grid that a tile covers.
CellRect CellsOf(TileKey tile, Shape grid);

/// The tiles of `level` that hold some of `cells`.
std::vector<TileKey> TilesOf(CellRect cells, int level);

}  // namespace convlens
