#include "render/grid_program.h"

#include <cassert>
#include <cstdio>
#include <cstdlib>

#include "render/gl.h"

namespace convlens {
namespace {

void SetRect(int location, CellRect rect) {
  glUniform4i(location, rect.col, rect.row, rect.col + rect.width, rect.row + rect.height);
}

void SetColor(int location, const Color& color) {
  glUniform3f(location, color.r, color.g, color.b);
}

GlVertexArray MakeVertexArray() {
  uint32_t name = 0;
  glGenVertexArrays(1, &name);
  return GlVertexArray(name);
}

constexpr float kBorderedCell = 6;  // in pixels, as in grid.frag

}  // namespace

GridProgram::GridProgram(GlProgram program) : program_(std::move(program)) {
  const auto at = [this](const char* name) { return glGetUniformLocation(program_.name(), name); };
  at_ = {at("u_viewport"),   at("u_quad"),       at("u_values"),    at("u_level"),
         at("u_tile"),       at("u_level_size"), at("u_base"),      at("u_anchor"),
         at("u_cell"),       at("u_border"),     at("u_region"),    at("u_range"),
         at("u_sequential"), at("u_revealed"),   at("u_partial"),   at("u_partial_value"),
         at("u_lit"),        at("u_dim"),        at("u_negative"),  at("u_zero"),
         at("u_positive"),   at("u_dark"),       at("u_light"),     at("u_border_color"),
         at("u_empty"),      at("u_background"), at("u_not_finite")};
}

void GridProgram::SetPalette(const GridPalette& palette) const {
  SetColor(at_.negative, palette.negative);
  SetColor(at_.zero, palette.zero);
  SetColor(at_.positive, palette.positive);
  SetColor(at_.dark, palette.dark);
  SetColor(at_.light, palette.light);
  SetColor(at_.border_color, palette.border);
  SetColor(at_.empty, palette.empty);
  SetColor(at_.background, palette.background);
  SetColor(at_.not_finite, palette.not_finite);
}

void GridProgram::Begin(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
                        int framebuffer_height) const {
  glUseProgram(program_.name());
  glActiveTexture(GL_TEXTURE0);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
  glViewport(0, 0, framebuffer_width, framebuffer_height);
  glUniform2f(at_.viewport, static_cast<float>(framebuffer_width),
              static_cast<float>(framebuffer_height));
  glUniform1i(at_.values, 0);
  glUniform1f(at_.cell, CellPixels(draw));
  glUniform1f(at_.border, draw.border);
  SetRect(at_.region, draw.region);
  glUniform2f(at_.range, draw.scale.low, draw.scale.high);
  glUniform1i(at_.sequential, draw.scale.map == ValueMap::kSequential);
  const Shape shape = draw.pyramid->front()->shape();
  const Cell end = draw.revealed < 0 ? Cell{shape.height, 0} : CellAt(draw.revealed, shape.width);
  glUniform2i(at_.revealed, end.col, end.row);
  const Cell partial = draw.partial_cell.value_or(Cell{-1, -1});
  glUniform2i(at_.partial, partial.col, partial.row);
  glUniform1f(at_.partial_value, draw.partial_value);
  SetRect(at_.lit, draw.lit.value_or(CellRect{0, 0, shape.height, shape.width}));
  glUniform1f(at_.dim, draw.dim);
  SetPalette(palette);
}

void GridProgram::DrawQuad(const GridDraw& draw, const TileQuad& quad) const {
  const CellRect cells = CellsWithin(draw, quad.quad);
  if (cells.empty()) return;
  const PixelRect first = PixelsOf(draw, {cells.row, cells.col, 1, 1});
  glUniform4f(at_.quad, quad.quad.x, quad.quad.y, quad.quad.x + quad.quad.width,
              quad.quad.y + quad.quad.height);
  glUniform1i(at_.level, quad.tile.level);
  glUniform2i(at_.tile, quad.texels.col, quad.texels.row);
  glUniform2i(at_.level_size, quad.level.width, quad.level.height);
  glUniform2i(at_.base, cells.col, cells.row);
  glUniform2f(at_.anchor, first.x, first.y);
  glBindTexture(GL_TEXTURE_2D, quad.texture);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

GridPrograms::GridPrograms() : files_("grid"), no_vertices_(MakeVertexArray()) {
  if (const std::optional<Message> problem = Compile()) {
    std::fprintf(stderr, "%s\n", ToEnglish(*problem).c_str());
    std::abort();
  }
}

std::optional<Message> GridPrograms::Compile() {
  const std::string vertex = files_.Vertex();
  const std::string fragment = files_.Fragment();
  Result<GlProgram> cells = CompileProgram(vertex, fragment, "#define CELLS\n");
  if (!cells) return cells.problem();
  Result<GlProgram> picture = CompileProgram(vertex, fragment);
  if (!picture) return picture.problem();
  cells_.emplace(std::move(cells.value()));
  picture_.emplace(std::move(picture.value()));
  return std::nullopt;
}

std::optional<Message> GridPrograms::ReloadChanged() {
  return files_.Changed() ? Compile() : std::nullopt;
}

const GridProgram& GridPrograms::Begin(const GridDraw& draw, const GridPalette& palette,
                                       int framebuffer_width, int framebuffer_height) const {
  const GridProgram& program = CellPixels(draw) >= kBorderedCell ? *cells_ : *picture_;
  glBindVertexArray(no_vertices_.name());
  program.Begin(draw, palette, framebuffer_width, framebuffer_height);
  return program;
}

}  // namespace convlens
