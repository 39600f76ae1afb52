#include "render/grid_tiles.h"

#include <algorithm>

namespace convlens {

TileKey ParentTile(TileKey tile) { return {tile.level + 1, tile.row / 2, tile.col / 2}; }

CellRect TexelsOf(TileKey tile, Shape level) {
  const CellRect with_margin = {tile.row * kTileSide - 1, tile.col * kTileSide - 1, kTileSide + 2,
                                kTileSide + 2};
  return Intersection(with_margin, {0, 0, level.height, level.width});
}

CellRect CellsOf(TileKey tile, Shape grid) {
  const int side = kTileSide << tile.level;
  return Intersection({tile.row * side, tile.col * side, side, side},
                      {0, 0, grid.height, grid.width});
}

std::vector<TileKey> TilesOf(CellRect cells, int level) {
  std::vector<TileKey> tiles;
  if (cells.empty()) return tiles;
  const int side = kTileSide << level;
  for (int row = cells.row / side; row <= (cells.row + cells.height - 1) / side; ++row) {
    for (int col = cells.col / side; col <= (cells.col + cells.width - 1) / side; ++col) {
      tiles.push_back({level, row, col});
    }
  }
  return tiles;
}

}  // namespace convlens
