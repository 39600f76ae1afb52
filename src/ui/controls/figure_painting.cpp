#include "ui/controls/figure_painting.h"

#include "paint/figure_painter.h"

namespace convlens {

void DrawFigure(ImDrawList* list, const UiContext& ui, const Figure& figure,
                const FigureCamera& camera, const Rect& bounds) {
  PaintFigure(list, {figure,
                     ui.theme,
                     ui.tr,
                     ui.renderer,
                     camera.origin,
                     camera.zoom,
                     {bounds.x, bounds.y},
                     {bounds.right(), bounds.bottom()},
                     ui.bench.view()});
}

}  // namespace convlens
