#pragma once

#include <optional>

#include "drawing/grid_draw.h"
#include "render/grid_tiles.h"
#include "render/shader_program.h"

namespace convlens {

/// One quad of the grid shader: a tile's texture and which of its pixels are drawn.
struct TileQuad {
  uint32_t texture = 0;
  TileKey tile;
  CellRect texels;  ///< of the tile's level, that the texture holds
  Shape level;      ///< of the tile's level
  PixelRect quad;
};

/// The grid shader, compiled with or without CELLS (see grid.frag), and its uniforms.
class GridProgram {
 public:
  explicit GridProgram(GlProgram program);

  /// Sets what all quads of one grid share.
  void Begin(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
             int framebuffer_height) const;
  void DrawQuad(const GridDraw& draw, const TileQuad& quad) const;

 private:
  struct Locations {
    int viewport, quad, values, level, tile, level_size, base, anchor, cell, border, region, range,
        sequential, revealed, partial, partial_value, lit, dim, negative, zero, positive, dark,
        light, border_color, empty, background, not_finite;
  };
  void SetPalette(const GridPalette& palette) const;

  GlProgram program_;
  Locations at_{};
};

/// Both ways of drawing a grid, by the size of its cells.
class GridPrograms {
 public:
  /// Aborts when the shaders built into the program do not compile; a test makes sure that they do.
  GridPrograms();

  /// The program for this grid, made ready to draw its quads.
  const GridProgram& Begin(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
                           int framebuffer_height) const;

  /// See GridRenderer::ReloadChangedShaders.
  std::optional<Message> ReloadChanged();

 private:
  std::optional<Message> Compile();

  ShaderFiles files_;
  GlVertexArray no_vertices_;
  std::optional<GridProgram> cells_;
  std::optional<GridProgram> picture_;
};

}  // namespace convlens
