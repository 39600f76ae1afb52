#include "paint/figure_padding.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "paint/figure_badges.h"
#include "paint/figure_numbers.h"
#include "scene/number_text.h"

namespace convlens {
namespace {

constexpr float kSmallestCell = 17.2F;  // in points; smaller cells carry no number
constexpr float kHatched = 6.0F;        // in pixels; smaller cells are only tinted
constexpr float kFontShare = 0.3F;      // of the cell's height
constexpr float kLargestFont = 14.0F;   // in points
constexpr float kDimmedKeeps = 0.42F;   // as the cells of the grid

class PaddingPainter {
 public:
  PaddingPainter(ImDrawList* list, const PaddingPainting& p) : list_(list), p_(p) {}

  void Paint(const FigurePadding& cell) {
    if (cell.inserted) return PaintInserted(cell);
    const float keeps = cell.lit ? 1.0F : kDimmedKeeps;
    const ImVec2 min = At(cell.bounds.x, cell.bounds.y);
    const ImVec2 max = At(cell.bounds.right(), cell.bounds.bottom());
    list_->AddRectFilled(min, max, WithAlpha(p_.theme.raised, keeps));
    if (max.x - min.x < kHatched) return;
    Hatch(min, max, WithAlpha(p_.theme.line, keeps));
    list_->AddRect(min, max, WithAlpha(p_.theme.line, keeps));
    if (p_.show_numbers) Write(cell, min, max);
  }

  // A veil and a hatch that lean the other way than padding's: what is under it is not read.
  void Paint(const FigureUnused& unused) {
    const ImVec2 min = At(unused.bounds.x, unused.bounds.y);
    const ImVec2 max = At(unused.bounds.right(), unused.bounds.bottom());
    list_->AddRectFilled(min, max, WithAlpha(p_.theme.background, 0.62F));
    const float gap = 7 * p_.theme.scale;
    list_->PushClipRect(min, max, true);
    const float height = max.y - min.y;
    for (float x = min.x - height + gap; x < max.x; x += gap) {
      list_->AddLine({x, min.y}, {x + height, max.y}, WithAlpha(p_.theme.dim_text, 0.55F));
    }
    list_->PopClipRect();
    list_->AddRect(min, max, p_.theme.dim_text);
  }

 private:
  // A zero between spread inputs: a dotted square, small in its place.
  void PaintInserted(const FigurePadding& cell) {
    const float keeps = cell.lit ? 1.0F : kDimmedKeeps;
    const ImVec2 min = At(cell.bounds.x, cell.bounds.y);
    const ImVec2 max = At(cell.bounds.right(), cell.bounds.bottom());
    list_->AddRectFilled(min, max, p_.theme.background);
    const float inset = std::round(0.16F * (max.x - min.x));
    const ImU32 color = WithAlpha(p_.theme.dim_text, keeps);
    Dot({min.x + inset, min.y + inset}, {max.x - inset, max.y - inset}, color);
    if (p_.show_numbers) Write(cell, min, max);
  }

  void Dot(ImVec2 min, ImVec2 max, ImU32 color) {
    const float dot = std::max(1.0F, std::round(p_.theme.scale));
    const float step = 4 * dot;
    const auto at = [&](float x, float y) {
      list_->AddRectFilled({x, y}, {x + dot, y + dot}, color);
    };
    for (float x = min.x; x <= max.x; x += step) {
      at(x, min.y);
      at(x, max.y);
    }
    for (float y = min.y + step; y < max.y; y += step) {
      at(min.x, y);
      at(max.x, y);
    }
  }

  ImVec2 At(float x, float y) const {
    return {std::round(p_.origin.x + x * p_.zoom), std::round(p_.origin.y + y * p_.zoom)};
  }

  // Lines that rise to the right, from the left and lower edge to the upper and right one.
  void Hatch(ImVec2 min, ImVec2 max, ImU32 color) {
    const float width = max.x - min.x;
    const float height = max.y - min.y;
    const float gap = std::max(width / 4, 4.0F);
    for (float along = gap; along < width + height; along += gap) {
      const float down = std::min(along, height);
      const float right = std::min(along, width);
      list_->AddLine({min.x + along - down, min.y + down}, {min.x + right, min.y + along - right},
                     color);
    }
  }

  void Write(const FigurePadding& cell, ImVec2 min, ImVec2 max) {
    const float width = max.x - min.x;
    const float height = max.y - min.y;
    if (width < kSmallestCell * p_.theme.scale) return;
    const float size = std::max(std::min(kFontShare * height, kLargestFont * p_.theme.scale),
                                p_.theme.px(Theme::kSmallestText));
    ImFont* font = p_.theme.CellFont(size);
    const std::string text = ShortNumber(cell.value, 3);
    const ImVec2 extent = font->CalcTextSizeA(size, FLT_MAX, 0, text.c_str());
    if (extent.x > 0.9F * width) return;
    const bool badge = p_.show_badges && HasBadge(cell);
    const float middle = badge ? std::min(0.32F, MiddleAboveBadge(p_.theme, width)) : 0.5F;
    const ImVec2 at = {std::round((min.x + max.x - extent.x) / 2),
                       std::round(min.y + middle * height - size / 2)};
    // The hatch ends short of the digits.
    list_->AddRectFilled({at.x - 2, at.y}, {at.x + extent.x + 2, at.y + size}, p_.theme.background,
                         3);
    list_->AddText(font, size, at, cell.lit ? p_.theme.text : p_.theme.dim_text, text.c_str());
  }

  bool HasBadge(const FigurePadding& cell) const {
    const auto& badges = p_.figure.badges;
    return std::any_of(badges.begin(), badges.end(),
                       [&](const FigureBadge& badge) { return badge.cell == cell.bounds; });
  }

  ImDrawList* list_;
  const PaddingPainting& p_;
};

}  // namespace

void PaintPadding(ImDrawList* list, const PaddingPainting& painting) {
  PaddingPainter painter(list, painting);
  for (const FigurePadding& cell : painting.figure.padding) painter.Paint(cell);
  for (const FigureUnused& unused : painting.figure.unused) painter.Paint(unused);
}

}  // namespace convlens
