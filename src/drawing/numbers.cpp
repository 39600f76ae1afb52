#include "drawing/numbers.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "drawing/badges.h"
#include "drawing/color_map.h"
#include "drawing/grid_place.h"
#include "scene/figure/number_text.h"

namespace convlens {
namespace {

constexpr double kContrast = 4.5;     // of text, WCAG 2.1 AA
constexpr float kSmallShare = 0.64F;  // of a small cell's height, to reach that
constexpr float kFontShare = 0.36F;   // of the cell's height
constexpr float kWidthShare = 0.84F;  // of the cell's width
constexpr float kBetween = 0.5F;      // of the font's size, between the numbers of two cells
constexpr float kComfortable = 0.3F;  // of the cell: before it gets smaller, digits are given away,
constexpr float kComfortablePoints = 14;  // unless it is still as large as this,
constexpr float kExactPoints = 11.5F;     // or, where three digits matter more, as this
constexpr float kLargestFont = 72.0F;     // in points, the largest cell font

Color FullInk(const Color& ground, const Color& text) {
  if (ContrastRatio(text, ground) >= kContrast) return text;
  // Rather the purer tone of the same text than a change from light to dark within a grid.
  const Color black = {0, 0, 0};
  const Color white = {1, 1, 1};
  const Color& near = text.g > 0.5F ? white : black;
  if (ContrastRatio(near, ground) >= kContrast) return near;
  return text.g > 0.5F ? black : white;
}

// A prepared size where one is near below `wanted`; otherwise the next larger one, scaled down.
struct NumberFont {
  Face face = Face::kCell11;
  float size = 0;
};

NumberFont FontUpTo(const DrawingStyle& style, float wanted) {
  for (int i = 0; i < kCellFaces; ++i) {
    const auto face = static_cast<Face>(static_cast<int>(Face::kCell11) + i);
    const float size = style.type->Size(face);
    if (size <= wanted && size > 0.9F * wanted) return {face, size};
  }
  return {CellFaceFor(*style.type, wanted), wanted};
}

class NumberPainter {
 public:
  NumberPainter(Drawing& out, const NumberPainting& painting)
      : out_(out),
        grid_(painting.grid),
        draw_(painting.draw),
        badged_(painting.badged),
        style_(painting.style),
        cell_(CellPixels(painting.draw)),
        least_(style_.px(DrawingStyle::kSmallestText)),
        wanted_(std::min(std::max(kFontShare * cell_, std::min(kSmallShare * cell_, least_)),
                         kLargestFont * style_.scale)),
        comfortable_(std::min(kComfortable * cell_, kComfortablePoints * style_.scale)),
        cramped_(painting.exact ? std::min(comfortable_, kExactPoints * style_.scale)
                                : comfortable_) {}

  Fineness Finest() {
    if (wanted_ < least_) return Fineness::kFourDigits;
    CollectValues();
    ChooseTexts(Fineness::kFourDigits);
    return fineness_;
  }

  void Paint(Fineness most) {
    if (wanted_ < least_) return;
    CollectValues();
    ChooseTexts(most);
    if (AnyIsTooSmall()) return;
    const float common = CommonSize();
    for (const Number& number : numbers_) {
      const float size = std::min(common, number.fitting);
      if (size >= least_) Write(number, size);
    }
  }

 private:
  struct Number {
    Cell cell;
    double value = 0;
    std::string text;
    float fitting = 0;  // largest size that fits the cell
  };

  void CollectValues() {
    const CellRect seen = CellsWithin(draw_, draw_.clip);
    for (int row = seen.row; row < seen.row + seen.height; ++row) {
      for (int col = seen.col; col < seen.col + seen.width; ++col) CollectCell({row, col});
    }
  }

  void CollectCell(Cell cell) {
    const Grid& numbers = *grid_.values->grid();
    const bool partial = grid_.partial_cell == cell;
    const bool hidden = grid_.revealed >= 0 && IndexOf(cell, numbers.width()) >= grid_.revealed;
    if (hidden && !partial) return;
    const double value = partial ? grid_.partial_value : double{numbers[cell]};
    numbers_.push_back({cell, value, {}, 0});
  }

  // As many digits as leave all numbers a comfortable size, the same for all. One that needs a
  // power of ten, or does not fit however few its digits are, does not count.
  void ChooseTexts(Fineness most) {
    ChooseWithMargin(most);
    if (!AnyIsTooSmall()) return;
    // Rather closer together, and with few digits, than none at all.
    between_ = 0;
    ChooseWithMargin(std::max(most, Coarsest()));
  }

  void ChooseWithMargin(Fineness most) {
    int digits = std::max(4 - static_cast<int>(most), 2);
    for (SetTexts(digits); digits > 2 && AnyIsCramped(digits);) SetTexts(--digits);
    fineness_ = static_cast<Fineness>(4 - digits);
    if (most > Fineness::kTwoDigits) return ChooseDecimals(most);
    if (Coarsest() > Fineness::kTwoDigits && AnyNeedsDecimals())
      ChooseDecimals(Fineness::kTwoDecimals);
  }

  // Where two significant digits are too wide, decimals may not be: "−0.05" for −0.0519, "0.00" for
  // 7e−4. It is done to all, so that they can be compared.
  void ChooseDecimals(Fineness most) {
    for (fineness_ = most;; fineness_ = Fineness::kOneDecimal) {
      RoundToDecimals(fineness_ == Fineness::kTwoDecimals ? 2 : 1);
      if (fineness_ >= Coarsest() || !AnyIsTooSmall()) return;
    }
  }

  // The least that tells anything against the range of the grid's colours: of values up to 0.25, a
  // single decimal does not.
  Fineness Coarsest() const {
    if (grid_.scale.high >= 0.5F) return Fineness::kOneDecimal;
    return grid_.scale.high >= 0.1F ? Fineness::kTwoDecimals : Fineness::kTwoDigits;
  }

  void RoundToDecimals(int decimals) {
    for (Number& number : numbers_) {
      if (!std::isfinite(number.value)) continue;
      number.text = DecimalNumber(number.value, decimals);
      number.fitting = FittingSize(number.text);
    }
  }

  void SetTexts(int digits) {
    for (Number& number : numbers_) {
      number.text = ShortNumber(number.value, digits);
      number.fitting = FittingSize(number.text);
      for (int d = digits - 1; d >= 2 && number.fitting < comfortable_; --d) {
        if (!HasPowerOfTen(number)) break;
        number.text = ShortNumber(number.value, d);
        number.fitting = FittingSize(number.text);
      }
    }
  }

  bool AnyIsCramped(int digits) const {
    const float least = digits > 3 ? comfortable_ : cramped_;
    return std::any_of(numbers_.begin(), numbers_.end(), [least](const Number& number) {
      return number.fitting < least && !HasPowerOfTen(number) &&
             ShortNumber(number.value, 2) != number.text;
    });
  }

  // A grid with some of its numbers would be misread. Powers of ten may be missing: they are long.
  bool AnyIsTooSmall() const {
    return std::any_of(numbers_.begin(), numbers_.end(), [this](const Number& number) {
      return number.fitting < least_ && !HasPowerOfTen(number);
    });
  }

  bool AnyNeedsDecimals() const {
    return std::any_of(numbers_.begin(), numbers_.end(), [this](const Number& number) {
      return number.fitting < least_ && (std::fabs(number.value) < 1 || !HasPowerOfTen(number));
    });
  }

  static bool HasPowerOfTen(const Number& number) {
    return number.text.find('e') != std::string::npos;
  }

  // One size for the whole grid, as long as its longest numbers are not much longer than the rest.
  float CommonSize() const {
    float smallest = wanted_;
    for (const Number& number : numbers_) smallest = std::min(smallest, number.fitting);
    return std::max(smallest, comfortable_);
  }

  // Small glyphs are relatively wider, so the fit is measured in the font that it leads to.
  float FittingSize(const std::string& text) const {
    float size = wanted_;
    for (int attempt = 0; attempt < 2; ++attempt) {
      const NumberFont font = FontUpTo(style_, size);
      const float width = style_.type->Width(font.face, font.size, text);
      const float taken = std::max(width / kWidthShare, width + between_ * font.size);
      if (taken <= cell_) break;
      size = font.size * cell_ / taken;
    }
    return size;
  }

  void Write(const Number& number, float wanted_size) {
    const NumberFont font = FontUpTo(style_, wanted_size);
    const PixelRect place = PixelsOf(draw_, {number.cell.row, number.cell.col, 1, 1});
    const float width = style_.type->Width(font.face, font.size, number.text);
    const float share = IsBadged(number.cell) ? MiddleAboveBadge(style_, cell_) : 0.5F;
    const float middle = place.y + place.height * share;
    const Point at = {std::round(place.x + (place.width - width) / 2),
                      std::round(middle - font.size * 0.5F)};
    const bool lit = !grid_.lit || grid_.lit->Contains(number.cell);
    Color ground = ColorOf(number.value, grid_.scale, style_.palette);
    if (!std::isfinite(number.value)) ground = WritePlate(at, width, font.size);
    if (!lit) ground = DimmedColor(ground, style_.palette.background, draw_.dim);
    out_.Text(font.face, font.size, at, InkOn(ground, style_.text, !lit || IsQuiet(number.cell)),
              number.text);
  }

  // Text is not readable on stripes.
  Color WritePlate(Point at, float width, float size) {
    const Color plate = style_.palette.empty;
    const float margin = size * 0.2F;
    out_.Fill({at.x - margin, at.y}, {at.x + width + margin, at.y + size}, WithAlpha(plate, 0.85F),
              size * 0.2F);
    return plate;
  }

  bool IsQuiet(Cell cell) const {
    const int width = grid_.values->shape().width;
    return grid_.quiet != nullptr && (*grid_.quiet)[static_cast<size_t>(IndexOf(cell, width))] != 0;
  }

  // Only small cells make room for the badge; in large ones there is enough.
  bool IsBadged(Cell cell) const {
    if (badged_.empty() || cell_ > 64 * style_.scale) return false;
    const Rect bounds = grid_.CellBounds(cell);
    return std::find(badged_.begin(), badged_.end(), bounds) != badged_.end();
  }

  Drawing& out_;
  const FigureGrid& grid_;
  const GridDraw& draw_;
  const std::vector<Rect>& badged_;
  const DrawingStyle& style_;
  float cell_;
  float least_;  // smallest size that is drawn
  float wanted_;
  float comfortable_;
  float cramped_;  // below it, the third digit is given away as well
  float between_ = kBetween;
  Fineness fineness_ = Fineness::kFourDigits;
  std::vector<Number> numbers_;
};

}  // namespace

Color InkOn(const Color& ground, const Color& text, bool quiet) {
  const Color full = FullInk(ground, text);
  if (!quiet) return full;
  for (const float share : {0.5F, 0.6F, 0.7F, 0.8F, 0.9F}) {
    const Color ink = DimmedColor(full, ground, share);
    if (ContrastRatio(ink, ground) >= kContrast) return ink;
  }
  return full;
}

Fineness FinenessOf(const NumberPainting& painting) {
  Drawing nothing;
  return NumberPainter(nothing, painting).Finest();
}

void PaintNumbers(Drawing& out, const NumberPainting& painting, Fineness most) {
  NumberPainter(out, painting).Paint(most);
}

}  // namespace convlens
