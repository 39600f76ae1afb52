#include "drawing/badges.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "scene/figure/number_text.h"

namespace convlens {
namespace {

constexpr float kHeight = 1.4F;       // of the font's size
constexpr float kPadding = 0.34F;     // of the font's size
constexpr float kMostOfSide = 0.48F;  // what the letters may take of the cell's height

/// The sizes of a badge, in pixels.
struct BadgeSize {
  float side, inset, font, padding, room;
};

float InsetFor(float side, float stroke) {
  return std::round(std::clamp(side * 0.045F, 2.0F, 4 * stroke));
}

class BadgePainter {
 public:
  BadgePainter(Drawing* out, const BadgePainting& p) : out_(out), p_(p) {}

  /// The most digits with which all fit; 0: none.
  int Digits() const {
    int digits = p_.figure.badges.empty() ? 0 : 4;
    while (digits > 0 && !AllFit(digits)) --digits;
    return digits;
  }

  void Paint() {
    const int digits = Digits();
    if (digits == 0) return;
    for (const FigureBadge& badge : p_.figure.badges) Paint(badge, TextOf(badge, digits));
  }

 private:
  static std::string TextOf(const FigureBadge& badge, int digits) {
    if (digits == 4) return badge.text;
    const bool decimal = digits == 1 && std::fabs(badge.factor) >= 0.1;  // "1.0", not "1"
    return "×" + (decimal ? DecimalNumber(badge.factor, 1) : ShortNumber(badge.factor, digits));
  }

  bool AllFit(int digits) const {
    return std::all_of(p_.figure.badges.begin(), p_.figure.badges.end(),
                       [&](const FigureBadge& badge) {
                         const BadgeSize size = SizeOf(badge);
                         return WidthAt(size.font, TextOf(badge, digits)) <= size.room &&
                                size.font * kHeight <= kMostOfSide * size.side;
                       });
  }

  BadgeSize SizeOf(const FigureBadge& badge) const {
    const float side = badge.cell.width * p_.zoom;
    const float inset = InsetFor(side, p_.stroke);
    const float font =
        std::max(std::min(side * 0.2F, 12 * p_.stroke), p_.style.px(DrawingStyle::kSmallestText));
    return {side, inset, font, font * kPadding, side - 2 * inset - 2 * font * kPadding};
  }

  void Paint(const FigureBadge& badge, const std::string& text) {
    const BadgeSize size = SizeOf(badge);
    const float width = WidthAt(size.font, text);
    const Point corner = At({badge.cell.right(), badge.cell.bottom()});
    const Point max = {corner.x - size.inset, corner.y - size.inset};
    const Point min = {std::round(max.x - std::max(width + 2 * size.padding, size.font * 1.7F)),
                       std::round(max.y - size.font * kHeight)};
    const DrawingStyle& style = p_.style;
    out_->Fill(min, max, badge.active ? style.kernel : style.raised, 3 * p_.stroke);
    out_->Text(
        Face::kBold, size.font,
        {std::round((min.x + max.x - width) / 2), std::round((min.y + max.y - size.font) / 2)},
        badge.active ? style.on_kernel : style.dim_text, text);
  }

  // To whole pixels, as the cells.
  Point At(Point point) const {
    return {std::round(p_.origin.x + point.x * p_.zoom),
            std::round(p_.origin.y + point.y * p_.zoom)};
  }

  float WidthAt(float size, const std::string& text) const {
    return p_.style.type->Width(Face::kBold, size, text);
  }

  Drawing* out_;
  const BadgePainting& p_;
};

}  // namespace

bool HasRoomForBadges(const BadgePainting& painting) {
  return BadgePainter(nullptr, painting).Digits() > 0;
}

void PaintBadges(Drawing& out, const BadgePainting& painting) {
  BadgePainter(&out, painting).Paint();
}

float MiddleAboveBadge(const DrawingStyle& style, float side) {
  constexpr float kUsual = 0.4F;
  const float badge = style.px(DrawingStyle::kSmallestText) * kHeight + InsetFor(side, style.scale);
  return std::min(kUsual, (side - badge) / (2 * side));
}

}  // namespace convlens
