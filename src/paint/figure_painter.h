#pragma once

#include "paint/theme.h"
#include "paint/translator.h"
#include "render/grid_renderer.h"
#include "scene/figure.h"

namespace convlens {

/// Draws a Figure into an ImGui draw list: grids through the GridRenderer (by draw callbacks, so
/// that they keep their place between what is under and over them), everything else as lines and
/// text. Used for the window and, on an off-screen context, for PNG export: one painter, one look.
struct FigurePainting {
  const Figure& figure;
  const Theme& theme;
  const Translator& tr;
  GridRenderer& renderer;
  ImVec2 origin;   ///< pixel of the figure's (0, 0)
  float zoom = 1;  ///< pixels per point
  ImVec2 clip_min;
  ImVec2 clip_max;
  const ViewSettings& view;
};
void PaintFigure(ImDrawList* list, const FigurePainting& painting);

}  // namespace convlens
