#pragma once

#include "drawing/draw_figure.h"
#include "paint/theme.h"
#include "paint/translator.h"
#include "render/grid_renderer.h"

namespace convlens {

/// A figure in an ImGui draw list: its grids go through the GridRenderer (by draw callbacks, so
/// that they keep their place between what is under and over them), everything else is lines and
/// text. Used for the window and, on an off-screen context, for PNG export.
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
