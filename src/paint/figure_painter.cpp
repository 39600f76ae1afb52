#include "paint/figure_painter.h"

#include "paint/drawing_style.h"
#include "paint/pen.h"

namespace convlens {
namespace {

void DrawQueuedGrid(const ImDrawList*, const ImDrawCmd* command) {
  GridRenderer::DrawQueued(*static_cast<GridRenderer::Queued*>(command->UserCallbackData));
}

ImVec2 ToPixel(Point point) { return {point.x, point.y}; }

// Draw lists count in the window's units, the renderer in the framebuffer's pixels.
GridDraw InFramebuffer(GridDraw draw, ImVec2 scale) {
  for (PixelRect* rect : {&draw.bounds, &draw.clip}) {
    *rect = {rect->x * scale.x, rect->y * scale.y, rect->width * scale.x, rect->height * scale.y};
  }
  return draw;
}

/// Plays a drawing into a draw list, item by item.
class DrawingPainter {
 public:
  DrawingPainter(ImDrawList* list, const Theme& theme, GridRenderer& renderer)
      : list_(list), theme_(theme), renderer_(renderer) {}

  void Paint(const Drawing& drawing) {
    for (const DrawnItem& item : drawing.items) {
      if (!std::holds_alternative<DrawnGrid>(item)) EndGrids();
      std::visit([this](const auto& it) { Paint(it); }, item);
    }
    EndGrids();
  }

 private:
  void Paint(const DrawnBox& box) {
    if (box.thickness <= 0) {
      list_->AddRectFilled(ToPixel(box.min), ToPixel(box.max), ColorOf(box.color), box.rounding);
      return;
    }
    list_->PathRect(ToPixel(box.min), ToPixel(box.max), box.rounding);
    list_->PathStroke(ColorOf(box.color), ImDrawFlags_Closed, box.thickness);
  }

  void Paint(const DrawnLine& line) {
    list_->PathLineTo(ToPixel(line.from));
    list_->PathLineTo(ToPixel(line.to));
    list_->PathStroke(ColorOf(line.color), 0, line.thickness);
  }

  void Paint(const DrawnPolygon& polygon) {
    for (const Point& point : polygon.points) list_->PathLineTo(ToPixel(point));
    list_->PathFillConvex(ColorOf(polygon.color));
  }

  void Paint(const DrawnText& text) {
    list_->AddText(FontOf(theme_, text.face), text.size, ToPixel(text.at), ColorOf(text.color),
                   text.text.data(), text.text.data() + text.text.size());
  }

  void Paint(const DrawnGrid& grid) {
    const ImGuiIO& io = ImGui::GetIO();
    const auto pixels = [](float size, float scale) { return static_cast<int>(size * scale); };
    const int width = pixels(io.DisplaySize.x, io.DisplayFramebufferScale.x);
    const int height = pixels(io.DisplaySize.y, io.DisplayFramebufferScale.y);
    const GridDraw draw = InFramebuffer(grid.draw, io.DisplayFramebufferScale);
    list_->AddCallback(DrawQueuedGrid, renderer_.Queue(draw, theme_.palette, width, height));
    in_grids_ = true;
  }

  void Paint(const BeginClip& clip) {
    list_->PushClipRect(ToPixel(clip.min), ToPixel(clip.max), true);
  }
  void Paint(const EndClip&) { list_->PopClipRect(); }
  void Paint(const BeginGroup&) {}

  void EndGrids() {
    if (in_grids_) list_->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
    in_grids_ = false;
  }

  ImDrawList* list_;
  const Theme& theme_;
  GridRenderer& renderer_;
  bool in_grids_ = false;
};

}  // namespace

void PaintFigure(ImDrawList* list, const FigurePainting& p) {
  const ThemeType type(p.theme);
  const FigureSight sight{
      {p.origin.x, p.origin.y},
      p.zoom,
      {p.clip_min.x, p.clip_min.y, p.clip_max.x - p.clip_min.x, p.clip_max.y - p.clip_min.y},
      p.view,
      [&](const Message& message) { return p.tr(message); }};
  const Drawing drawing = DrawFigure(p.figure, StyleOf(p.theme, type), sight);
  list->PushClipRect(p.clip_min, p.clip_max, true);
  DrawingPainter(list, p.theme, p.renderer).Paint(drawing);
  list->PopClipRect();
}

}  // namespace convlens
