#pragma once

#include <array>
#include <memory>
#include <optional>

#include "core/statistics.h"
#include "scene/figure.h"

namespace convlens {

/// Linear in 0..1, not premultiplied.
struct Color {
  float r = 0;
  float g = 0;
  float b = 0;
  float a = 1;

  bool operator==(const Color&) const = default;
};

/// The colours that the grid shader needs, from the theme.
struct GridPalette {
  Color negative;  ///< value −max of the diverging map
  Color zero;
  Color positive;    ///< value +max
  Color dark;        ///< low end of the sequential map
  Color light;       ///< high end
  Color border;      ///< between cells
  Color empty;       ///< a cell that is not revealed yet
  Color background;  ///< what dimmed cells fade towards
  Color not_finite;  ///< hatching of NaN and infinity

  bool operator==(const GridPalette&) const = default;
};

/// A rectangle of the framebuffer in pixels, origin at the *top* left.
struct PixelRect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;
};

/// One grid to be drawn: a FigureGrid after pan, zoom and scale.
struct GridDraw {
  const Pyramid* pyramid = nullptr;
  CellRect region;
  PixelRect bounds;  ///< where `region` goes
  PixelRect clip;    ///< nothing is drawn outside
  ValueScale scale;
  int64_t revealed = -1;
  std::optional<Cell> partial_cell;
  float partial_value = 0;
  std::optional<CellRect> lit;
  float dim = 0.45F;  ///< how much of its colour a dimmed cell keeps
};

/// Draws grids, one quad each: values live in float textures, the fragment shader maps value to
/// colour and draws borders, dimming, empty cells and NaN marks. The cost of a frame depends on the
/// pixels covered, not on the size of the grid: the pyramid level nearest to the zoom is uploaded,
/// at most `kUploadBudget` texels a frame, the next coarser one standing in until it is there.
class GridRenderer {
 public:
  static constexpr int64_t kUploadBudget = int64_t{1} << 22;

  /// Needs a current OpenGL 3.3 core or ES 3.0 context; so does everything else here.
  GridRenderer();
  ~GridRenderer();

  /// Once a frame, before the first Draw: ages the texture cache and refills the upload budget.
  void BeginFrame();
  void Draw(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
            int framebuffer_height);
  /// Whether a finer level is still on its way: another frame is worth drawing.
  bool uploading() const;

  /// In a dev build: compiles the shaders again when their files changed; a shader that does not
  /// compile leaves the old one in place and returns its log.
  std::optional<Message> ReloadChangedShaders();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
