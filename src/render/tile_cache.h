#pragma once

#include <list>
#include <map>

#include "render/gl_objects.h"
#include "render/grid_tiles.h"

namespace convlens {

/// A pyramid with those of its tiles that have been uploaded. Keeps the numbers alive, so that "the
/// same grid" can be known by its address.
struct CachedGrid {
  struct Tile {
    GlTexture texture;
    CellRect texels;
    int64_t last_used = 0;
  };
  Pyramid pyramid;
  std::map<TileKey, Tile> tiles;
  int64_t last_used = 0;

  Shape shape() const { return pyramid.front()->shape(); }
  bool Has(TileKey tile) const { return tiles.count(tile) != 0; }
};

/// Textures of the grids drawn in this frame and the last one. Numbers that nobody draws any more
/// are let go at once: they may be hundreds of megabytes.
class TileCache {
 public:
  /// Tiles out of sight are kept up to this many texels (256 MB) in all.
  static constexpr int64_t kKeptTexels = int64_t{1} << 26;

  /// Refills `budget`, in texels, and lets go of what the last frame did not draw.
  void BeginFrame(int64_t budget);

  /// The entry of `pyramid`, made if need be, and marked as used.
  CachedGrid& Use(const Pyramid& pyramid);
  void MarkUsed(CachedGrid& grid) { grid.last_used = frame_; }
  /// The entry, or nullptr when there is none (any more).
  CachedGrid* Find(const SharedGrid& grid);

  /// Uploads a tile unless it is there. False when the frame's budget is used up; the coarsest
  /// level, which is small, is uploaded regardless of the budget.
  bool Provide(CachedGrid& grid, TileKey key);
  /// Requires that it is there; marks it as used.
  const CachedGrid::Tile& Get(CachedGrid& grid, TileKey key);

  int64_t frame() const { return frame_; }
  int64_t texels() const { return texels_; }

 private:
  void Drop(CachedGrid& grid, std::map<TileKey, CachedGrid::Tile>::iterator tile);
  void DropUnusedGrids();
  void DropOldTiles();

  std::list<CachedGrid> grids_;
  int64_t frame_ = 0;
  int64_t budget_ = 0;
  int64_t texels_ = 0;
};

}  // namespace convlens
