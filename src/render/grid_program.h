#pragma once

#include "render/grid_draw.h"
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

/// The grid shader with its uniforms.
class GridProgram {
 public:
  /// Asserts that the shaders built into the program compile; a test holds it.
  GridProgram();

  /// Sets what all quads of one grid share.
  void Begin(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
             int framebuffer_height) const;
  void DrawQuad(const GridDraw& draw, const TileQuad& quad) const;

  /// See GridRenderer::ReloadChangedShaders.
  std::optional<Message> ReloadChanged();

 private:
  struct Locations {
    int viewport, quad, values, level, tile, level_size, base, anchor, cell, border, region, range,
        sequential, revealed, partial, partial_value, lit, dim, negative, zero, positive, dark,
        light, border_color, empty, background, not_finite;
  };
  void TakeOver(GlProgram program);
  void SetPalette(const GridPalette& palette) const;

  ShaderFiles files_;
  GlProgram program_;
  GlVertexArray no_vertices_;
  Locations at_{};
};

}  // namespace convlens
