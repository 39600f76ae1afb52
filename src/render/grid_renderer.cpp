#include "render/grid_renderer.h"

#include <algorithm>
#include <deque>
#include <map>

#include "render/gl.h"
#include "render/grid_program.h"
#include "render/tile_cache.h"

namespace convlens {
namespace {

// Old numbers stand in for at most this many frames; then a coarser level of the new ones does.
constexpr int64_t kStandInFrames = 8;

struct Slot {
  SharedGrid shown;  ///< what was last drawn complete
  int64_t complete_in = 0;
};

}  // namespace

struct GridRenderer::Queued {
  State* state;
  GridDraw draw;
  Pyramid pyramid;
  GridPalette palette;
  int framebuffer_width;
  int framebuffer_height;
};

struct GridRenderer::State {
  GridPrograms programs;
  TileCache cache;
  std::map<int, Slot> slots;
  std::deque<Queued> queue;
  bool uploading = false;

  void Draw(const GridDraw& draw, const GridPalette& palette, int width, int height);
  bool ProvideAll(CachedGrid& grid, const std::vector<TileKey>& tiles);
  CachedGrid* StandIn(const GridDraw& draw, const CachedGrid& wanted);
  void DrawTiles(const GridDraw& draw, CachedGrid& grid, const std::vector<TileKey>& tiles,
                 const PixelRect& visible, const GridProgram& program);
  TileKey NearestThere(CachedGrid& grid, TileKey tile);
};

// Asks for every tile even after a refusal: a smaller one may still fit into the budget.
bool GridRenderer::State::ProvideAll(CachedGrid& grid, const std::vector<TileKey>& tiles) {
  bool complete = true;
  for (const TileKey& tile : tiles) complete = cache.Provide(grid, tile) && complete;
  return complete;
}

// The numbers that stood in the slot before, of the same shape, if they are recent.
CachedGrid* GridRenderer::State::StandIn(const GridDraw& draw, const CachedGrid& wanted) {
  const auto slot = slots.find(draw.slot);
  if (draw.slot < 0 || slot == slots.end()) return nullptr;
  if (cache.frame() - slot->second.complete_in > kStandInFrames) return nullptr;
  CachedGrid* old = cache.Find(slot->second.shown);
  if (old == nullptr || old == &wanted || old->shape() != wanted.shape()) return nullptr;
  cache.MarkUsed(*old);
  return old;
}

// `tile`, or the nearest coarser one that is there; the coarsest always can be.
TileKey GridRenderer::State::NearestThere(CachedGrid& grid, TileKey tile) {
  const int coarsest = static_cast<int>(grid.pyramid.size()) - 1;
  while (tile.level < coarsest && !grid.Has(tile)) tile = ParentTile(tile);
  cache.Provide(grid, tile);
  return tile;
}

void GridRenderer::State::DrawTiles(const GridDraw& draw, CachedGrid& grid,
                                    const std::vector<TileKey>& tiles, const PixelRect& visible,
                                    const GridProgram& program) {
  for (const TileKey& wanted : tiles) {
    const TileKey key = NearestThere(grid, wanted);
    const CachedGrid::Tile& tile = cache.Get(grid, key);
    const PixelRect place = PixelsOf(draw, CellsOf(wanted, grid.shape()));
    program.DrawQuad(
        draw, {tile.texture.name(), key, tile.texels,
               grid.pyramid[static_cast<size_t>(key.level)]->shape(), Overlap(place, visible)});
  }
}

void GridRenderer::State::Draw(const GridDraw& draw, const GridPalette& palette, int width,
                               int height) {
  if (draw.pyramid == nullptr || draw.pyramid->empty() || draw.region.empty()) return;
  const PixelRect screen = {0, 0, static_cast<float>(width), static_cast<float>(height)};
  const PixelRect visible = Overlap(Overlap(draw.bounds, draw.clip), screen);
  const CellRect cells = CellsWithin(draw, visible);
  if (IsEmpty(visible) || cells.empty()) return;

  CachedGrid& grid = cache.Use(*draw.pyramid);
  const int level = LevelFor(CellPixels(draw), static_cast<int>(grid.pyramid.size()));
  const std::vector<TileKey> tiles = TilesOf(cells, level);
  const bool complete = ProvideAll(grid, tiles);
  CachedGrid* shown = &grid;
  if (complete && draw.slot >= 0) slots[draw.slot] = {grid.pyramid.front(), cache.frame()};
  if (!complete) {
    uploading = true;
    if (CachedGrid* old = StandIn(draw, grid)) shown = old;
  }
  const auto writes = [&](int part) { return draw.component < 0 || draw.component == part; };
  glColorMask(writes(0), writes(1), writes(2), draw.component < 0);
  DrawTiles(draw, *shown, tiles, visible, programs.Begin(draw, palette, width, height));
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

GridRenderer::GridRenderer() : state_(std::make_unique<State>()) {}
GridRenderer::~GridRenderer() = default;

void GridRenderer::BeginFrame() {
  state_->queue.clear();
  state_->cache.BeginFrame(kUploadBudget);
  state_->uploading = false;
  // A slot keeps numbers alive only while the cache does.
  std::erase_if(state_->slots, [this](const auto& slot) {
    return state_->cache.Find(slot.second.shown) == nullptr;
  });
}

void GridRenderer::Draw(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
                        int framebuffer_height) {
  state_->Draw(draw, palette, framebuffer_width, framebuffer_height);
}

GridRenderer::Queued* GridRenderer::Queue(const GridDraw& draw, const GridPalette& palette,
                                          int framebuffer_width, int framebuffer_height) {
  Queued& queued = state_->queue.emplace_back(
      Queued{state_.get(), draw, *draw.pyramid, palette, framebuffer_width, framebuffer_height});
  queued.draw.pyramid = &queued.pyramid;
  return &queued;
}

void GridRenderer::DrawQueued(const Queued& queued) {
  queued.state->Draw(queued.draw, queued.palette, queued.framebuffer_width,
                     queued.framebuffer_height);
}

bool GridRenderer::uploading() const { return state_->uploading; }
int64_t GridRenderer::cached_texels() const { return state_->cache.texels(); }

std::optional<Message> GridRenderer::ReloadChangedShaders() {
  return state_->programs.ReloadChanged();
}

}  // namespace convlens
