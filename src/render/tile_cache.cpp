#include "render/tile_cache.h"

#include <algorithm>
#include <cassert>

#include "render/gl.h"

namespace convlens {
namespace {

int64_t Count(CellRect texels) { return int64_t{texels.height} * texels.width; }

GlTexture Upload(const Grid& level, CellRect texels) {
  uint32_t name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<int>(level.pitch()));
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, texels.width, texels.height, 0, GL_RED, GL_FLOAT,
               level.row(texels.row) + texels.col);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  // Float textures cannot be filtered everywhere; the shader fetches texels.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  return GlTexture(name);
}

}  // namespace

void TileCache::BeginFrame(int64_t budget) {
  DropUnusedGrids();
  DropOldTiles();
  ++frame_;
  budget_ = budget;
}

CachedGrid* TileCache::Find(const SharedGrid& grid) {
  for (CachedGrid& cached : grids_) {
    if (cached.pyramid.front().SameAs(grid)) return &cached;
  }
  return nullptr;
}

CachedGrid& TileCache::Use(const Pyramid& pyramid) {
  CachedGrid* cached = Find(pyramid.front());
  if (cached == nullptr) cached = &grids_.emplace_back(CachedGrid{pyramid, {}, 0});
  cached->last_used = frame_;
  return *cached;
}

bool TileCache::Provide(CachedGrid& grid, TileKey key) {
  if (grid.Has(key)) return true;
  const auto level = static_cast<size_t>(key.level);
  const CellRect texels = TexelsOf(key, grid.pyramid[level]->shape());
  const bool coarsest = level + 1 == grid.pyramid.size();
  if (!coarsest && budget_ < Count(texels)) return false;
  budget_ -= Count(texels);
  texels_ += Count(texels);
  grid.tiles.emplace(key, CachedGrid::Tile{Upload(*grid.pyramid[level], texels), texels, frame_});
  return true;
}

const CachedGrid::Tile& TileCache::Get(CachedGrid& grid, TileKey key) {
  const auto found = grid.tiles.find(key);
  assert(found != grid.tiles.end());
  found->second.last_used = frame_;
  return found->second;
}

void TileCache::Drop(CachedGrid& grid, std::map<TileKey, CachedGrid::Tile>::iterator tile) {
  texels_ -= Count(tile->second.texels);
  grid.tiles.erase(tile);
}

void TileCache::DropUnusedGrids() {
  for (auto grid = grids_.begin(); grid != grids_.end();) {
    if (grid->last_used == frame_) {
      ++grid;
      continue;
    }
    while (!grid->tiles.empty()) Drop(*grid, grid->tiles.begin());
    grid = grids_.erase(grid);
  }
}

// The longest unseen go first; what the last frame showed stays, however much it is.
void TileCache::DropOldTiles() {
  while (texels_ > kKeptTexels) {
    CachedGrid* owner = nullptr;
    std::map<TileKey, CachedGrid::Tile>::iterator oldest;
    for (CachedGrid& grid : grids_) {
      for (auto tile = grid.tiles.begin(); tile != grid.tiles.end(); ++tile) {
        const bool older = owner == nullptr || tile->second.last_used < oldest->second.last_used;
        if (tile->second.last_used < frame_ && older) {
          owner = &grid;
          oldest = tile;
        }
      }
    }
    if (owner == nullptr) return;
    Drop(*owner, oldest);
  }
}

}  // namespace convlens
