#include "ui/figure/figure_view_overlays.h"

#include "paint/camera.h"
#include "paint/pen.h"
#include "scene/figure/cell_name.h"
#include "scene/figure/figure_cards.h"
#include "scene/figure/number_text.h"
#include "ui/controls/widgets.h"
#include "ui/figure/figure_view_focus.h"

namespace convlens {
namespace {

// --- editing marks

void DrawHandle(const UiContext& ui, const Rect& grid, ImU32 color, ImDrawList* list) {
  const float arm = ui.theme.px(9);
  const float gap = ui.theme.px(4);
  const float x = grid.right() + gap;
  const float y = grid.bottom() + gap;
  list->AddLine({x, y - arm}, {x, y}, color, ui.theme.px(2.5F));
  list->AddLine({x - arm, y}, {x, y}, color, ui.theme.px(2.5F));
}

void DrawNewShape(const UiContext& ui, const FigureGrid& grid, ImDrawList* list) {
  const Theme& theme = ui.theme;
  const Shape shape = ui.state.figure.gesture.shape;
  const Rect r = ToPixels(ui.state.canvas.camera, {grid.bounds.x, grid.bounds.y,
                                                   grid.cell() * static_cast<float>(shape.width),
                                                   grid.cell() * static_cast<float>(shape.height)});
  const ImU32 color = theme.Of(grid.role);
  list->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, WithAlpha(color, 0.12F));
  list->AddRect({r.x, r.y}, {r.right(), r.bottom()}, color, 0, 0, theme.px(2.5F));
  const std::string label = std::to_string(shape.height) + " × " + std::to_string(shape.width);
  const float width = TextSize(theme.bold, label).x + theme.px(16);
  const float x = r.right() + theme.px(8);
  const float y = r.bottom() + theme.px(8);
  list->AddRectFilled({x, y}, {x + width, y + theme.px(26)}, color, theme.px(6));
  TextAt(theme.bold, {x + theme.px(8), y + theme.px(5)}, {0, 0}, theme.on_accent, label);
}

void DrawBrush(const UiContext& ui, const FigureGrid& grid, Cell cell, ImDrawList* list) {
  const int radius = ui.state.brush.radius;
  const CellRect square{cell.row - radius, cell.col - radius, 2 * radius + 1, 2 * radius + 1};
  const CellRect shown = Intersection(square, grid.region);
  if (shown.empty()) return;
  const Rect r = ToPixels(ui.state.canvas.camera, grid.RectBounds(shown));
  list->AddRect({r.x, r.y}, {r.right(), r.bottom()}, ui.theme.text, 0, 0, ui.theme.px(2));
}

// A later layer's input is the output of the one before.
bool CanResize(const UiContext& ui, const FigureGrid& grid) {
  const bool input = grid.role == GridRole::kInput && ui.bench.front().layer == 0;
  return !grid.close_up && (input || grid.role == GridRole::kKernel);
}

// "X[0,1]", with the channels in front where there are several.
std::string NameOf(const UiContext& ui, const FigureGrid& grid, Cell cell) {
  const EvaluationPtr evaluation = ui.bench.evaluation();
  if (grid.symbol != nullptr) return CellName(grid.symbol, {}, cell);
  const char* symbol = RoleSymbol(grid.role, ui.bench.view().figure);
  switch (grid.role) {
    case GridRole::kInput:
      return InputCellName(*evaluation, cell);
    case GridRole::kKernel:
      return KernelCellName(*evaluation, cell);
    case GridRole::kOutput:
    case GridRole::kTarget:
    case GridRole::kError:
      return OutputCellName(*evaluation, symbol, cell);
    case GridRole::kReference:
    case GridRole::kMatrix:
      break;
  }
  return CellName(symbol, {}, cell);
}

// "X[0,1] = 2", as the strip writes it; empty where there is no cell.
std::string CellText(const UiContext& ui, const Figure& figure, Point point) {
  const auto hit = HitTest(figure, point);
  if (!hit) return {};
  const FigureGrid& grid = figure.grids[hit->grid];
  if (grid.values == nullptr || grid.values->pyramid.empty()) return {};
  return FillIn("{} = {}",
                {NameOf(ui, grid, hit->cell), FullNumber((*grid.values->grid())[hit->cell])});
}

std::string UnusedText(const UiContext& ui, const Figure& figure, Point point) {
  for (const FigureUnused& unused : figure.unused) {
    if (unused.bounds.Contains(point)) return ui.tr(unused.text);
  }
  return {};
}

// Of a cell that is not a number of the input.
std::string InsertedText(const UiContext& ui, const Figure& figure, Point point) {
  for (const FigurePadding& cell : figure.padding) {
    if (cell.inserted && cell.bounds.Contains(point)) {
      return ui.tr("a zero that the stride inserts");
    }
  }
  return {};
}

// What a click on the cards behind a grid does.
std::string CardText(const UiContext& ui, const Figure& figure, Point point) {
  const auto behind = HitTest(figure, point) ? std::nullopt : HitBehind(figure, point);
  if (!behind) return {};
  const FigureGrid& grid = figure.grids[*behind];
  const EvaluationPtr present = ui.bench.evaluation();
  const Evaluation& evaluation = *present;
  return ui.tr("{}, one of {} channels. Click for {}.", CardName(grid.role, evaluation.front),
               std::to_string(grid.channels),
               CardName(grid.role, WithNextCard(evaluation, grid.role)));
}

}  // namespace

void DrawEditingMarks(const UiContext& ui, const FigureFrame& frame, ImDrawList* list) {
  const FigureGesture& gesture = ui.state.figure.gesture;
  const bool resizing = gesture.kind == FigureGesture::Kind::kResize;
  const Point point = ToPlane(ui.state.canvas.camera, ImGui::GetIO().MousePos);
  const float reach = ui.theme.px(8) / ui.state.canvas.camera.zoom;
  const auto corner = HitCorner(frame.figure, point, reach);
  for (size_t i = 0; i < frame.figure.grids.size(); ++i) {
    const FigureGrid& grid = frame.figure.grids[i];
    if (!CanResize(ui, grid)) continue;
    const bool at_corner = frame.hovered() && corner == i;
    if (resizing && gesture.role == grid.role) DrawNewShape(ui, grid, list);
    if (!resizing && frame.hovered() && (at_corner || grid.bounds.Contains(point))) {
      const float alpha = at_corner ? 1.0F : 0.55F;
      DrawHandle(ui, ToPixels(ui.state.canvas.camera, grid.bounds),
                 WithAlpha(ui.theme.Of(grid.role), alpha), list);
    }
    if (at_corner || resizing) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNWSE);
  }
  const auto hit = HitTest(frame.figure, point);
  if (!ui.state.brush.active || !hit || !frame.hovered()) return;
  const FigureGrid& grid = frame.figure.grids[hit->grid];
  if (IsEditable(ui.bench.document(), ui.bench.At(grid.role))) DrawBrush(ui, grid, hit->cell, list);
}

void DrawCellTooltip(const UiContext& ui, const FigureFrame& frame) {
  if (!frame.hovered() || ui.state.canvas.held()) return;
  if (ui.state.selection && ui.state.selection->editing) return;
  const Point point = ToPlane(ui.state.canvas.camera, ImGui::GetIO().MousePos);
  const std::string cell = CellText(ui, frame.figure, point);
  std::string words = UnusedText(ui, frame.figure, point);
  if (words.empty()) words = CardText(ui, frame.figure, point);
  if (words.empty()) words = InsertedText(ui, frame.figure, point);
  if (cell.empty() && words.empty()) return;
  ImGui::BeginTooltip();
  if (!cell.empty()) {
    ImGui::PushFont(ui.theme.mono);
    ImGui::TextUnformatted(cell.c_str());
    ImGui::PopFont();
  }
  if (!words.empty()) ImGui::TextUnformatted(words.c_str());
  ImGui::EndTooltip();
}

}  // namespace convlens
