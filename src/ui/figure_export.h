#pragma once

#include "core/result.h"
#include "scene/pixels.h"
#include "ui/figure_painter.h"

namespace convlens {

/// A picture of a figure alone, as the window shows it.
struct FigureExport {
  const Figure& figure;
  const ViewSettings& view;
  ThemeKind theme = ThemeKind::kDark;
  Language language = Language::kEnglish;
  int width = 1280;  ///< pixels
  int height = 800;
  float scale = 0;  ///< pixels a point, for text and lines; 0: in proportion to the figure
};

/// Paints the figure, fitted and centred. Needs a current OpenGL context: an OffscreenContext or a
/// window's, whose framebuffer and whose ImGui context are left as they were. The one error: a size
/// that the machine cannot draw.
Result<Pixels> ExportFigure(const FigureExport& options);

}  // namespace convlens
