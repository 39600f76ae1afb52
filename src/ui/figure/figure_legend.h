#pragma once

#include <span>
#include <vector>

#include "ui/figure/figure_frame.h"

namespace convlens {

/// Where a thing stands that has its place in a row, or in the one below.
struct RowPlace {
  float x = 0;
  int row = 0;  ///< from the top
  bool operator==(const RowPlace&) const = default;
};
/// Things of these widths side by side, `gap` apart, as many in each row as `room` allows, but at
/// least one.
std::vector<RowPlace> InRows(std::span<const float> widths, float room, float gap);

/// The colour bars of `figure`'s scales stand at the bottom of `bounds`, in as many rows as they
/// need: their height in pixels; 0 where there is no room for them.
float LegendHeight(const UiContext& ui, const Figure& figure, const Rect& bounds);
void DrawLegend(const UiContext& ui, const FigureFrame& frame, ImDrawList* list);

}  // namespace convlens
