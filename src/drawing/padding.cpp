#include "drawing/padding.h"

#include <algorithm>
#include <cmath>

#include "drawing/badges.h"
#include "drawing/numbers.h"
#include "scene/figure/number_text.h"

namespace convlens {
namespace {

constexpr float kSmallestCell = 17.2F;  // in points; smaller cells carry no number
constexpr float kHatched = 6.0F;        // in pixels; smaller cells are only tinted
constexpr float kFontShare = 0.3F;      // of the cell's height
constexpr float kLargestFont = 14.0F;   // in points
constexpr float kDimmedKeeps = 0.42F;   // as the cells of the grid

class PaddingPainter {
 public:
  PaddingPainter(Drawing& out, const PaddingPainting& p) : out_(out), p_(p) {}

  void Paint(const FigurePadding& cell) {
    if (cell.inserted) return PaintInserted(cell);
    const float keeps = cell.lit ? 1.0F : kDimmedKeeps;
    const Point min = At(cell.bounds.x, cell.bounds.y);
    const Point max = At(cell.bounds.right(), cell.bounds.bottom());
    out_.Fill(min, max, WithAlpha(p_.style.raised, keeps));
    if (max.x - min.x < kHatched) return;
    Hatch(min, max, WithAlpha(p_.style.line, keeps));
    out_.Outline(min, max, WithAlpha(p_.style.line, keeps));
    if (p_.show_numbers) Write(cell, min, max);
  }

  // A veil and a hatch that lean the other way than padding's: what is under it is not read.
  void Paint(const FigureUnused& unused) {
    const Point min = At(unused.bounds.x, unused.bounds.y);
    const Point max = At(unused.bounds.right(), unused.bounds.bottom());
    out_.Fill(min, max, WithAlpha(p_.style.background, 0.62F));
    const float gap = 7 * p_.style.scale;
    out_.items.emplace_back(BeginClip{min, max});
    const float height = max.y - min.y;
    for (float x = min.x - height + gap; x < max.x; x += gap) {
      out_.Line({x, min.y}, {x + height, max.y}, WithAlpha(p_.style.dim_text, 0.55F));
    }
    out_.items.emplace_back(EndClip{});
    out_.Outline(min, max, p_.style.dim_text);
  }

 private:
  // A zero between spread inputs: a dotted square, small in its place.
  void PaintInserted(const FigurePadding& cell) {
    const float keeps = cell.lit ? 1.0F : kDimmedKeeps;
    const Point min = At(cell.bounds.x, cell.bounds.y);
    const Point max = At(cell.bounds.right(), cell.bounds.bottom());
    out_.Fill(min, max, p_.style.background);
    const float inset = std::round(0.16F * (max.x - min.x));
    const Color color = WithAlpha(p_.style.dim_text, keeps);
    Dot({min.x + inset, min.y + inset}, {max.x - inset, max.y - inset}, color);
    if (p_.show_numbers) Write(cell, min, max);
  }

  void Dot(Point min, Point max, Color color) {
    const float dot = std::max(1.0F, std::round(p_.style.scale));
    const float step = 4 * dot;
    const auto at = [&](float x, float y) { out_.Fill({x, y}, {x + dot, y + dot}, color); };
    for (float x = min.x; x <= max.x; x += step) {
      at(x, min.y);
      at(x, max.y);
    }
    for (float y = min.y + step; y < max.y; y += step) {
      at(min.x, y);
      at(max.x, y);
    }
  }

  Point At(float x, float y) const {
    return {std::round(p_.origin.x + x * p_.zoom), std::round(p_.origin.y + y * p_.zoom)};
  }

  // Lines that rise to the right, from the left and lower edge to the upper and right one.
  void Hatch(Point min, Point max, Color color) {
    const float width = max.x - min.x;
    const float height = max.y - min.y;
    const float gap = std::max(width / 4, 4.0F);
    for (float along = gap; along < width + height; along += gap) {
      const float down = std::min(along, height);
      const float right = std::min(along, width);
      out_.Line({min.x + along - down, min.y + down}, {min.x + right, min.y + along - right},
                color);
    }
  }

  void Write(const FigurePadding& cell, Point min, Point max) {
    const float width = max.x - min.x;
    const float height = max.y - min.y;
    if (width < kSmallestCell * p_.style.scale) return;
    const float size = std::max(std::min(kFontShare * height, kLargestFont * p_.style.scale),
                                p_.style.px(DrawingStyle::kSmallestText));
    const Face face = CellFaceFor(*p_.style.type, size);
    const std::string text = ShortNumber(cell.value, 3);
    const float extent = p_.style.type->Width(face, size, text);
    if (extent > 0.9F * width) return;
    const bool badge = p_.show_badges && HasBadge(cell);
    const float middle = badge ? std::min(0.32F, MiddleAboveBadge(p_.style, width)) : 0.5F;
    const Point at = {std::round((min.x + max.x - extent) / 2),
                      std::round(min.y + middle * height - size / 2)};
    // The hatch ends short of the digits.
    out_.Fill({at.x - 2, at.y}, {at.x + extent + 2, at.y + size}, p_.style.background, 3);
    out_.Text(face, size, at, cell.lit ? p_.style.text : p_.style.dim_text, text);
  }

  bool HasBadge(const FigurePadding& cell) const {
    const auto& badges = p_.figure.badges;
    return std::any_of(badges.begin(), badges.end(),
                       [&](const FigureBadge& badge) { return badge.cell == cell.bounds; });
  }

  Drawing& out_;
  const PaddingPainting& p_;
};

}  // namespace

void PaintPadding(Drawing& out, const PaddingPainting& painting) {
  PaddingPainter painter(out, painting);
  for (const FigurePadding& cell : painting.figure.padding) painter.Paint(cell);
  for (const FigureUnused& unused : painting.figure.unused) painter.Paint(unused);
}

}  // namespace convlens
