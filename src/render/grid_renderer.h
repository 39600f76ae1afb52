#pragma once

#include <memory>
#include <optional>

#include "drawing/grid_draw.h"

namespace convlens {

/// Draws grids: values live in float textures, the fragment shader maps value to colour and draws
/// borders, dimming, empty cells and NaN marks. The cost of a frame depends on the pixels covered,
/// not on the size of the grid: of the pyramid level nearest to the zoom, the tiles in sight are
/// uploaded, at most `kUploadBudget` texels a frame; until they are there, what stood in their
/// place before or a coarser level stands in.
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

  /// A Draw to be done later in this frame, from a draw list's callback. Lives, with the numbers
  /// that it shows, until the next BeginFrame.
  struct Queued;
  Queued* Queue(const GridDraw& draw, const GridPalette& palette, int framebuffer_width,
                int framebuffer_height);
  static void DrawQueued(const Queued& queued);

  /// Whether a finer level is still on its way: another frame is worth drawing.
  bool uploading() const;
  /// Textures held for the grids of the last two frames, in texels.
  int64_t cached_texels() const;

  /// In a dev build: compiles the shaders again when their files changed; a shader that does not
  /// compile leaves the old one in place and returns its log.
  std::optional<Message> ReloadChangedShaders();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
