#include "ui/figure_numbers.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "render/color_map.h"
#include "render/grid_tiles.h"
#include "scene/number_text.h"

namespace convlens {
namespace {

constexpr double kContrast = 4.5;       // of text, WCAG 2.1 AA
constexpr float kSmallestCell = 16.5F;  // in points; smaller cells carry no number
constexpr float kSmallestFont = 6.0F;   // in points
constexpr float kFontShare = 0.36F;     // of the cell's height
constexpr float kWidthShare = 0.86F;    // of the cell's width
constexpr float kComfortable = 0.25F;   // a smaller share of the cell gives digits away instead
constexpr float kLargestFont = 96.0F;   // in points

Color ToColor(ImU32 color) {
  const ImVec4 v = ImGui::ColorConvertU32ToFloat4(color);
  return {v.x, v.y, v.z, v.w};
}

ImU32 ToImU32(const Color& c) { return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1}); }

Color FullInk(const Color& ground, const Color& text) {
  if (ContrastRatio(text, ground) >= kContrast) return text;
  const Color black = {0, 0, 0};
  const Color white = {1, 1, 1};
  return ContrastRatio(black, ground) > ContrastRatio(white, ground) ? black : white;
}

// `value` with `digits` significant ones, but never fewer than it has before the point.
std::string NumberText(double value, int digits) {
  const double magnitude = std::fabs(value);
  if (digits >= 4 || !std::isfinite(value) || magnitude == 0) return ShortNumber(value);
  const bool decimal = magnitude >= 1 && magnitude < 9999.5;
  const int before_point = decimal ? static_cast<int>(std::log10(magnitude)) + 1 : 1;
  char rounded[40];
  std::snprintf(rounded, sizeof(rounded), "%.*e", std::max(digits, before_point) - 1, value);
  return ShortNumber(std::strtod(rounded, nullptr));
}

// The largest font that is not scaled up; sizes between the prepared ones would be blurred.
struct NumberFont {
  ImFont* font = nullptr;
  float size = 0;
};

NumberFont FontUpTo(const Theme& theme, float wanted) {
  NumberFont chosen{theme.cells.front(), std::min(wanted, theme.cells.front()->FontSize)};
  for (ImFont* font : theme.cells) {
    if (font->FontSize <= wanted) chosen = {font, font->FontSize};
  }
  const bool beyond = wanted > theme.cells.back()->FontSize * 1.25F;
  return beyond ? NumberFont{theme.cells.back(), wanted} : chosen;
}

float WidthAt(ImFont* font, float size, const std::string& text) {
  return font->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

class NumberPainter {
 public:
  NumberPainter(ImDrawList* list, const NumberPainting& painting)
      : list_(list),
        grid_(painting.grid),
        draw_(painting.draw),
        badged_(painting.badged),
        theme_(painting.theme),
        cell_(CellPixels(painting.draw)),
        wanted_(std::min(kFontShare * cell_, kLargestFont * painting.theme.scale)) {}

  void Paint() {
    if (cell_ < kSmallestCell * theme_.scale || wanted_ < kSmallestFont * theme_.scale) return;
    const CellRect seen = CellsWithin(draw_, draw_.clip);
    for (int row = seen.row; row < seen.row + seen.height; ++row) {
      for (int col = seen.col; col < seen.col + seen.width; ++col) PaintCell({row, col});
    }
  }

 private:
  void PaintCell(Cell cell) {
    const Grid& numbers = *grid_.values->grid();
    const bool partial = grid_.partial_cell == cell;
    const bool hidden = grid_.revealed >= 0 && IndexOf(cell, numbers.width()) >= grid_.revealed;
    if (hidden && !partial) return;
    const double value = partial ? grid_.partial_value : double{numbers[cell]};
    const bool lit = !grid_.lit || grid_.lit->Contains(cell);
    const std::string text = FittingText(value);
    const float size = FittingSize(text);
    if (size < kSmallestFont * theme_.scale) return;
    Write(cell, text, size, value, lit);
  }

  // The most digits that leave a comfortable size.
  std::string FittingText(double value) const {
    std::string text = NumberText(value, 4);
    for (int digits = 3; digits >= 2 && FittingSize(text) < kComfortable * cell_; --digits) {
      text = NumberText(value, digits);
    }
    return text;
  }

  float FittingSize(const std::string& text) const {
    const float width = WidthAt(theme_.cells.back(), wanted_, text);
    return std::min(wanted_, wanted_ * kWidthShare * cell_ / std::max(width, 1.0F));
  }

  void Write(Cell cell, const std::string& text, float size, double value, bool lit) {
    const NumberFont font = FontUpTo(theme_, size);
    const PixelRect place = PixelsOf(draw_, {cell.row, cell.col, 1, 1});
    const float width = WidthAt(font.font, font.size, text);
    const float middle = place.y + place.height * (IsBadged(cell) ? 0.42F : 0.5F);
    // Digits are as high as 0.73 of the font's size above the baseline: centre those, not the line.
    const ImVec2 at = {std::round(place.x + (place.width - width) / 2),
                       std::round(middle - font.size * 0.5F)};
    Color ground = ColorOf(value, grid_.scale, theme_.palette);
    if (!std::isfinite(value)) {
      ground = theme_.palette.empty;
      const float margin = font.size * 0.2F;
      list_->AddRectFilled({at.x - margin, at.y}, {at.x + width + margin, at.y + font.size},
                           WithAlpha(ToImU32(ground), 0.85F), font.size * 0.2F);
    }
    if (!lit) ground = Dimmed(ground, theme_.palette.background, draw_.dim);
    list_->AddText(font.font, font.size, at, InkOn(ground, theme_, !lit), text.data(),
                   text.data() + text.size());
  }

  // Only small cells make room for the badge; in large ones there is enough.
  bool IsBadged(Cell cell) const {
    if (badged_.empty() || cell_ > 64 * theme_.scale) return false;
    const Rect bounds = grid_.CellBounds(cell);
    return std::find(badged_.begin(), badged_.end(), bounds) != badged_.end();
  }

  ImDrawList* list_;
  const FigureGrid& grid_;
  const GridDraw& draw_;
  const std::vector<Rect>& badged_;
  const Theme& theme_;
  float cell_;
  float wanted_;
};

}  // namespace

ImU32 InkOn(const Color& ground, const Theme& theme, bool quiet) {
  const Color full = FullInk(ground, ToColor(theme.text));
  if (!quiet) return ToImU32(full);
  for (const float share : {0.5F, 0.6F, 0.7F, 0.8F, 0.9F}) {
    const Color ink = Dimmed(full, ground, share);
    if (ContrastRatio(ink, ground) >= kContrast) return ToImU32(ink);
  }
  return ToImU32(full);
}

void PaintNumbers(ImDrawList* list, const NumberPainting& painting) {
  NumberPainter(list, painting).Paint();
}

}  // namespace convlens
