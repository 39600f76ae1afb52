#include "render/grid_tiles.h"

#include <doctest/doctest.h>

using namespace convlens;

TEST_CASE("the level is the finest whose texels are not smaller than a pixel") {
  CHECK(LevelFor(40, 5) == 0);
  CHECK(LevelFor(1, 5) == 0);
  CHECK(LevelFor(0.6F, 5) == 1);
  CHECK(LevelFor(0.5F, 5) == 1);
  CHECK(LevelFor(0.26F, 5) == 2);
  CHECK(LevelFor(0.001F, 5) == 4);
  CHECK(LevelFor(0.001F, 1) == 0);
}

TEST_CASE("a tile's texture has a margin of one texel, within the level") {
  CHECK(TexelsOf({0, 0, 0}, {3, 5}) == CellRect{0, 0, 3, 5});
  CHECK(TexelsOf({0, 0, 0}, {2000, 2000}) == CellRect{0, 0, 513, 513});
  CHECK(TexelsOf({0, 1, 1}, {2000, 2000}) == CellRect{511, 511, 514, 514});
  CHECK(TexelsOf({0, 3, 3}, {2000, 2000}) == CellRect{1535, 1535, 465, 465});
}

TEST_CASE("a tile of a coarse level covers more cells, and its parent covers it") {
  CHECK(CellsOf({1, 0, 1}, {1500, 1500}) == CellRect{0, 1024, 1024, 476});
  const TileKey tile = {2, 3, 1};
  const CellRect mine = CellsOf(tile, {8192, 8192});
  const CellRect parents = CellsOf(ParentTile(tile), {8192, 8192});
  CHECK(Intersection(mine, parents) == mine);
}

TEST_CASE("only the tiles in sight are asked for") {
  CHECK(TilesOf({}, 0).empty());
  CHECK(TilesOf({0, 0, 10, 10}, 0) == std::vector<TileKey>{{0, 0, 0}});
  CHECK(TilesOf({500, 500, 20, 20}, 0).size() == 4);
  CHECK(TilesOf({500, 500, 20, 20}, 1) == std::vector<TileKey>{{1, 0, 0}});
}

TEST_CASE("cells are found under pixels, whatever the zoom") {
  GridDraw draw;
  draw.region = {10, 20, 30, 40};
  draw.bounds = {100, 50, 400, 300};
  CHECK(CellsWithin(draw, {105, 55, 2, 2}) == CellRect{10, 20, 1, 1});
  CHECK(CellsWithin(draw, {0, 0, 1000, 1000}) == CellRect{10, 20, 30, 40});
  CHECK(CellsWithin(draw, {0, 0, 50, 50}).empty());
  CHECK(PixelsOf(draw, {11, 22, 1, 2}) == PixelRect{120, 60, 20, 10});
}
