#include "ui/figure/figure_legend.h"

#include <algorithm>
#include <cmath>

#include "paint/pen.h"
#include "scene/figure/number_text.h"
#include "ui/controls/widgets.h"
#include "ui/figure/figure_view_focus.h"

namespace convlens {
namespace {

constexpr float kMargin = 20;  // points from the figure's sides
constexpr float kRow = 38;     // points from one row to the next
constexpr float kGap = 28;     // points between bars

float WidthOf(ImFont* font, const std::string& text) { return TextSize(font, text).x; }

/// One colour bar, for all grids that share its scale.
struct LegendEntry {
  ValueScale scale;
  std::vector<GridRole> roles;
};

std::vector<LegendEntry> LegendOf(const Figure& figure) {
  std::vector<LegendEntry> entries;
  for (const FigureGrid& grid : figure.grids) {
    const bool other = grid.role == GridRole::kReference || grid.role == GridRole::kMatrix;
    const bool empty = grid.values == nullptr || grid.values->pyramid.empty();
    if (grid.close_up || other || empty) continue;
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const LegendEntry& entry) {
      return entry.scale == grid.scale;
    });
    if (same == entries.end()) {
      entries.push_back({grid.scale, {grid.role}});
    } else {
      same->roles.push_back(grid.role);
    }
  }
  return entries;
}

// As wide as its numbers need to stand apart.
float BarWidth(const UiContext& ui, const ValueScale& scale) {
  ImFont* font = ui.theme.small;
  const float low = WidthOf(font, ShortNumber(scale.low));
  const float high = WidthOf(font, ShortNumber(scale.high));
  const float apart = ui.theme.px(8);
  const float numbers = scale.map == ValueMap::kDiverging
                            ? 2 * (std::max(low, high) + apart) + WidthOf(font, "0")
                            : low + apart + high;
  return std::max(ui.theme.px(96), std::ceil(numbers));
}

void DrawBar(const UiContext& ui, const ValueScale& scale, const Rect& bar, ImDrawList* list) {
  const GridPalette& palette = ui.theme.palette;
  const auto ramp = [&](float from, float to, const Color& left, const Color& right) {
    const ImU32 l = ColorOf(left);
    const ImU32 r = ColorOf(right);
    list->AddRectFilledMultiColor({from, bar.y}, {to, bar.bottom()}, l, r, r, l);
  };
  if (scale.map == ValueMap::kSequential) {
    ramp(bar.x, bar.right(), palette.dark, palette.light);
  } else {
    ramp(bar.x, bar.center().x, palette.negative, palette.zero);
    ramp(bar.center().x, bar.right(), palette.zero, palette.positive);
  }
  list->AddRect({bar.x, bar.y}, {bar.right(), bar.bottom()}, ui.theme.line);
}

// Symbols, then the bar with its numbers under it.
void DrawLegendEntry(const UiContext& ui, const LegendEntry& entry, float left, float top,
                     ImDrawList* list) {
  const Theme& theme = ui.theme;
  ImFont* font = theme.small;
  float x = left;
  for (const GridRole role : entry.roles) {
    const std::string symbol = RoleSymbol(role, ui.bench.view().figure);
    TextAt(font, {x, top - theme.px(3)}, {0, 0}, theme.Of(role), symbol);
    x += WidthOf(font, symbol) + theme.px(6);
  }
  const Rect bar{x + theme.px(2), top, BarWidth(ui, entry.scale), theme.px(8)};
  DrawBar(ui, entry.scale, bar, list);
  const float y = bar.bottom() + theme.px(3);
  const std::string low = ShortNumber(entry.scale.low);
  const std::string high = ShortNumber(entry.scale.high);
  TextAt(font, {bar.x, y}, {0, 0}, theme.dim_text, low);
  TextAt(font, {bar.right(), y}, {1, 0}, theme.dim_text, high);
  if (entry.scale.map == ValueMap::kDiverging) {
    TextAt(font, {bar.center().x, y}, {0.5F, 0}, theme.dim_text, "0");
  }
}

float LegendWidth(const UiContext& ui, const LegendEntry& entry) {
  float width = ui.theme.px(2) + BarWidth(ui, entry.scale);
  for (const GridRole role : entry.roles) {
    width += WidthOf(ui.theme.small, RoleSymbol(role, ui.bench.view().figure)) + ui.theme.px(6);
  }
  return width;
}

// Where the bars stand, from the left margin.
std::vector<RowPlace> PlacesOf(const UiContext& ui, const std::vector<LegendEntry>& entries,
                               const Rect& bounds) {
  std::vector<float> widths;
  widths.reserve(entries.size());
  for (const LegendEntry& entry : entries) widths.push_back(LegendWidth(ui, entry));
  return InRows(widths, bounds.width - 2 * ui.theme.px(kMargin), ui.theme.px(kGap));
}

bool HasRoom(const UiContext& ui, const Rect& bounds) {
  constexpr float kLeastHeight = 280;  // points: in less, the grids need the legend's room
  return bounds.height >= ui.theme.px(kLeastHeight);
}

}  // namespace

std::vector<RowPlace> InRows(std::span<const float> widths, float room, float gap) {
  std::vector<RowPlace> places;
  RowPlace next;
  for (const float width : widths) {
    if (next.x > 0 && next.x + width > room) next = {0, next.row + 1};
    places.push_back(next);
    next.x += width + gap;
  }
  return places;
}

float LegendHeight(const UiContext& ui, const Figure& figure, const Rect& bounds) {
  if (!HasRoom(ui, bounds)) return 0;
  const std::vector<RowPlace> places = PlacesOf(ui, LegendOf(figure), bounds);
  const int rows = places.empty() ? 1 : places.back().row + 1;
  return ui.theme.px(kRow) * static_cast<float>(rows);
}

void DrawLegend(const UiContext& ui, const FigureFrame& frame, ImDrawList* list) {
  if (!HasRoom(ui, frame.bounds)) return;
  const Theme& theme = ui.theme;
  const std::vector<LegendEntry> entries = LegendOf(frame.figure);
  const std::vector<RowPlace> places = PlacesOf(ui, entries, frame.bounds);
  const float top = frame.bounds.bottom() - LegendHeight(ui, frame.figure, frame.bounds);
  const float pad = theme.px(7);
  for (size_t i = 0; i < entries.size(); ++i) {
    const float x = frame.bounds.x + theme.px(kMargin) + places[i].x;
    const float y = top + theme.px(kRow) * static_cast<float>(places[i].row);
    list->AddRectFilled({x - pad, y - pad},
                        {x + LegendWidth(ui, entries[i]) + pad, y + theme.px(29)},
                        WithAlpha(theme.background, 0.86F), theme.px(6));
    DrawLegendEntry(ui, entries[i], x, y, list);
  }
}

}  // namespace convlens
