#include "drawing/draw_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "drawing/badges.h"
#include "drawing/lens.h"
#include "drawing/numbers.h"
#include "drawing/padding.h"
#include "drawing/text_wrap.h"
#include "scene/figure/cell_name.h"

namespace convlens {
namespace {

constexpr float kDimmedKeeps = 0.42F;
constexpr float kRoomOfTitle = 104;  // a narrow grid's title may take this width, in points
constexpr float kTitleBand = 26;     // above a grid
constexpr float kBetweenTitles = 10;
constexpr float kLeastPiece = 24;  // of a lens line beside a text, in points

class FigureDrawer {
 public:
  FigureDrawer(const Figure& figure, const DrawingStyle& style, const FigureSight& sight)
      : figure_(figure),
        sight_(sight),
        style_(style),
        // Lines and tags follow the zoom within bounds; titles keep to the prepared font sizes.
        stroke_(style.scale * std::clamp(sight.zoom / style.scale, 0.75F, 1.5F)),
        enlarged_(sight.zoom >= 1.3F * style.scale),
        badged_(sight.view.show_badges && HasRoomForBadges(Badges())) {}

  Drawing Draw() {
    if (sight_.view.show_lens) FindTexts();
    Group("lens");
    for (const FigureGrid& grid : figure_.grids) PaintCards(grid);
    for (const FigureLens& lens : figure_.lenses) PaintLens(lens);
    PaintGrids();
    Group("padding");
    PaintPadding(out_,
                 {figure_, style_, sight_.origin, sight_.zoom, sight_.view.show_numbers, badged_});
    Group("window");
    for (const FigureOutline& outline : figure_.outlines) PaintOutline(outline);
    if (badged_) PaintBadges(out_, Badges());
    Group("labels");
    for (const FigureGrid& grid : figure_.grids) PaintTitle(grid);
    for (const FigureLabel& label : figure_.labels) PaintLabel(label);
    return std::move(out_);
  }

 private:
  BadgePainting Badges() const { return {figure_, style_, sight_.origin, sight_.zoom, stroke_}; }
  Point At(Point point) const {
    return {sight_.origin.x + point.x * sight_.zoom, sight_.origin.y + point.y * sight_.zoom};
  }
  // To whole pixels, as the grid's cells are rasterized: lines stay sharp and meet the cells.
  PixelBox Box(const Rect& rect) const {
    const Point min = At({rect.x, rect.y});
    const Point max = At({rect.right(), rect.bottom()});
    return {{std::round(min.x), std::round(min.y)}, {std::round(max.x), std::round(max.y)}};
  }
  float Thickness(float points) const { return std::max(1.0F, std::round(points * stroke_)); }

  // A line that covers whole pixels: `inside` of its thickness lies within the box.
  void Frame(PixelBox box, Color color, float thickness, float inside, float rounding) {
    const float shift = inside - thickness / 2;
    out_.items.emplace_back(DrawnBox{{box.min.x + shift, box.min.y + shift},
                                     {box.max.x - shift, box.max.y - shift},
                                     color,
                                     rounding,
                                     thickness});
  }

  void PaintLens(const FigureLens& lens) {
    if (!sight_.view.show_lens) return;
    const PixelBox from = Box(lens.from);
    const PixelBox to = Box(lens.to);
    const auto cone = ConeBetween(from, to);
    if (!cone) return;
    const Color color = style_.Of(lens.ink);
    out_.items.emplace_back(DrawnPolygon{{cone->begin(), cone->end()}, WithAlpha(color, 0.13F)});
    for (const auto& [a, b] :
         {std::pair((*cone)[0], (*cone)[1]), std::pair((*cone)[3], (*cone)[2])}) {
      const auto parts = PartsOutside(a, b, texts_);
      for (const auto& part : parts) {
        // Beside a text a short piece of the line would be read as a dash.
        const float length = std::hypot(part[1].x - part[0].x, part[1].y - part[0].y);
        if (parts.size() > 1 && length < kLeastPiece * stroke_) continue;
        out_.Line(part[0], part[1], WithAlpha(color, 0.7F), stroke_);
      }
    }
  }

  // Where titles, sizes and operators will stand, which no line strikes through.
  void FindTexts() {
    const auto add = [this](Face font, float shrink, Point at, const std::string& text) {
      const float pad = std::round(6 * stroke_);
      const float width = Width(font, text) * shrink;
      texts_.push_back({{at.x - pad, at.y - pad / 2},
                        {at.x + width + pad, at.y + Size(font) * shrink + pad / 2}});
    };
    for (const FigureGrid& grid : figure_.grids) {
      if (!HasCells(grid)) continue;
      const Title title = TitleOf(grid);
      add(title.font, title.shrink, title.at, title.text);
      if (title.has_shape) add(title.shape_font, 1, title.shape_at, grid.shape_label);
    }
    for (const FigureLabel& label : figure_.labels) {
      if (label.style == FigureLabel::Style::kProblem) continue;
      const LabelText text = TextOf(label);
      add(text.font, text.shrink, text.at, text.text);
    }
  }

  // The channels behind a grid: the farthest first, each fainter than the one before it.
  void PaintCards(const FigureGrid& grid) {
    if (!HasCells(grid)) return;
    for (int behind = grid.cards(); behind > 0; --behind) {
      Rect card = grid.padded_bounds();
      card.x += kCardStep * static_cast<float>(behind);
      card.y += kCardStep * static_cast<float>(behind);
      const PixelBox box = Box(card);
      const float keeps = 1 - 0.22F * static_cast<float>(behind);
      out_.Fill(box.min, box.max, style_.background, 2 * stroke_);
      out_.Fill(box.min, box.max, WithAlpha(style_.Of(grid.ink), 0.2F * keeps), 2 * stroke_);
      Frame(box, WithAlpha(style_.Of(grid.ink), keeps), Thickness(1), 0, 2 * stroke_);
    }
  }

  GridDraw DrawOf(const FigureGrid& grid) const {
    const Point at = At({grid.bounds.x, grid.bounds.y});
    GridDraw draw;
    draw.pyramid = &grid.values->pyramid;
    draw.region = grid.region;
    draw.bounds = {at.x, at.y, grid.bounds.width * sight_.zoom, grid.bounds.height * sight_.zoom};
    draw.clip = {sight_.clip.x, sight_.clip.y, sight_.clip.width, sight_.clip.height};
    draw.scale = grid.scale;
    draw.revealed = grid.revealed;
    draw.partial_cell = grid.partial_cell;
    draw.partial_value = static_cast<float>(grid.partial_value);
    draw.lit = grid.lit;
    draw.dim = kDimmedKeeps;
    draw.border = std::max(1.0F, std::floor(style_.scale));
    draw.slot = grid.slot.value_or(static_cast<int>(grid.role) * 2 + (grid.close_up ? 1 : 0) +
                                   static_cast<int>(grid.part));
    return draw;
  }

  // A picture in colour is drawn once for each part of its colour.
  std::vector<GridDraw> DrawsOf(const FigureGrid& grid) const {
    const GridDraw draw = DrawOf(grid);
    if (grid.colors.empty()) return {draw};
    std::vector<GridDraw> draws;
    for (const EvaluatedGrid* color : grid.colors) {
      GridDraw& part = draws.emplace_back(draw);
      part.pyramid = &color->pyramid;
      part.component = static_cast<int>(draws.size()) - 1;
      part.slot = -1;
    }
    return draws;
  }

  void PaintGrids() {
    if (sight_.view.show_numbers) FindFineness();
    for (const FigureGrid& grid : figure_.grids) {
      if (!HasCells(grid)) continue;
      Group(std::string(RoleName(grid.role)).append(grid.close_up ? "-close-up" : ""));
      for (const GridDraw& draw : DrawsOf(grid)) out_.items.emplace_back(DrawnGrid{draw});
      if (sight_.view.show_numbers) PaintNumbersOf(grid);
      const float thickness = Thickness(1.25F);
      Frame(Box(grid.bounds), style_.Of(grid.ink), thickness, 0, 2 * stroke_);
    }
  }

  void Group(std::string name) { out_.items.emplace_back(BeginGroup{std::move(name)}); }

  static bool HasCells(const FigureGrid& grid) {
    return grid.values != nullptr && !grid.values->pyramid.empty() && !grid.region.empty();
  }

  void PaintNumbersOf(const FigureGrid& grid) {
    std::vector<Rect> badged;
    const bool has_window = grid.role == GridRole::kInput || grid.part == MatrixPart::kSpread;
    if (has_window && badged_) {
      for (const FigureBadge& badge : figure_.badges) badged.push_back(badge.cell);
    }
    PaintNumbers(out_, {grid, DrawOf(grid), std::move(badged), style_, IsKernel(grid.role)},
                 FinenessBeside(grid));
  }

  static bool IsKernel(GridRole role) {
    return role == GridRole::kKernel || role == GridRole::kReference;
  }

  // A learned kernel is compared with its reference, a prediction with its target and error.
  static bool AreCompared(GridRole a, GridRole b) {
    const auto is_output = [](GridRole role) {
      return role == GridRole::kOutput || role == GridRole::kTarget || role == GridRole::kError;
    };
    return (IsKernel(a) && IsKernel(b)) || (is_output(a) && is_output(b));
  }

  // Of each grid that is compared with another one, by itself: found once, asked by all of them.
  void FindFineness() {
    fineness_.resize(figure_.grids.size(), Fineness::kFourDigits);
    for (size_t i = 0; i < fineness_.size(); ++i) {
      const FigureGrid& grid = figure_.grids[i];
      const auto compared = [&](const FigureGrid& other) { return IsBeside(grid, other); };
      if (!HasCells(grid) || std::none_of(figure_.grids.begin(), figure_.grids.end(), compared)) {
        continue;
      }
      fineness_[i] = FinenessOf({grid, DrawOf(grid), {}, style_, IsKernel(grid.role)});
    }
  }

  static bool IsBeside(const FigureGrid& grid, const FigureGrid& other) {
    return &other != &grid && other.close_up == grid.close_up && HasCells(other) &&
           AreCompared(grid.role, other.role);
  }

  Fineness FinenessBeside(const FigureGrid& grid) const {
    Fineness fineness = Fineness::kFourDigits;
    for (size_t i = 0; i < fineness_.size(); ++i) {
      if (IsBeside(grid, figure_.grids[i])) fineness = std::max(fineness, fineness_[i]);
    }
    return fineness;
  }

  void PaintOutline(const FigureOutline& outline) {
    if (outline.style == FigureOutline::Style::kBlock) {
      return Frame(Box(outline.bounds), WithAlpha(style_.Of(outline.ink), 0.8F), Thickness(1), 0.5F,
                   0);
    }
    const PixelBox box = AtLeast(Box(outline.bounds), std::round(9 * stroke_));
    const Color color = style_.Of(outline.ink);
    const bool strong = outline.style == FigureOutline::Style::kWindow ||
                        outline.style == FigureOutline::Style::kPinned;
    const float thickness = Thickness(strong ? 3.0F : 2.0F);
    Frame(box, color, thickness, std::ceil(thickness / 2), 2 * stroke_);
    // Pinned: a second, thin line around it.
    if (outline.style != FigureOutline::Style::kPinned) return;
    const float thin = Thickness(1);
    const float away = std::floor(thickness / 2) + std::round(2 * stroke_);
    Frame(box, color, thin, -away, 4 * stroke_);
  }

  // A window in a large picture may be less than a pixel: its outline still shows where it is.
  static PixelBox AtLeast(PixelBox box, float side) {
    const float x = std::max(0.0F, std::ceil((side - (box.max.x - box.min.x)) / 2));
    const float y = std::max(0.0F, std::ceil((side - (box.max.y - box.min.y)) / 2));
    return {{box.min.x - x, box.min.y - y}, {box.max.x + x, box.max.y + y}};
  }

  /// Where a grid's title and the size beside it stand, by their left upper corners.
  struct Title {
    std::string text;
    Face font = Face::kBody;
    float shrink = 1;
    Point at;
    Face shape_font = Face::kSmall;
    Point shape_at;
    bool has_shape = false;  ///< there is room for the size
  };

  // Of the grid above, say, where the figure is small.
  bool MeetsLabel(const PixelBox& box) const {
    return std::any_of(figure_.labels.begin(), figure_.labels.end(), [&](const FigureLabel& label) {
      if (label.style == FigureLabel::Style::kProblem) return false;
      const LabelText text = TextOf(label);
      const float right = text.at.x + Width(text.font, text.text) * text.shrink;
      const float bottom = text.at.y + Size(text.font) * text.shrink;
      return text.at.x < box.max.x && right > box.min.x && text.at.y < box.max.y &&
             bottom > box.min.y;
    });
  }

  // In a small figure a long title of a small grid would reach into the grid beside it.
  float ReachOfTitle(const FigureGrid& grid) const {
    const Rect own = grid.padded_bounds();
    float reach = std::numeric_limits<float>::max();
    for (const FigureGrid& other : figure_.grids) {
      const Rect beside = other.padded_bounds();
      const bool level = beside.y - kTitleBand < own.y && beside.bottom() > own.y - kTitleBand;
      if (beside.x >= own.right() && level) {
        reach = std::min(reach, beside.x - own.x - kBetweenTitles);
      }
    }
    return reach;
  }

  // Pixels from the left of a grid to the page's edge, which its title must not pass. A grid that
  // lies across the edge itself was moved there, and its title with it.
  float RoomToEdge(const PixelBox& box) const {
    const float edge = sight_.clip.right();
    if (box.max.x > edge) return std::numeric_limits<float>::max();
    return edge - box.min.x - style_.px(8);
  }

  // How far a size may stand out, in pixels: to the grid beside it, or to the page's edge.
  float RoomBeside(const FigureGrid& grid) const {
    const float end = figure_.bounds.right() - grid.padded_bounds().x;
    const float beside = (ReachOfTitle(grid) + kBetweenTitles) * sight_.zoom;
    const bool last = ReachOfTitle(grid) == std::numeric_limits<float>::max();
    if (last) return RoomToEdge(Box(grid.padded_bounds()));
    const float room = std::max((kRoomOfTitle + 24) * sight_.zoom, end * sight_.zoom);
    return std::min(room, beside - style_.px(kBetweenTitles));
  }

  // Letters are made smaller only as far as they can be read.
  float ShrinkTo(float room, Face font, const std::string& text) const {
    const float least = std::min(1.0F, style_.px(DrawingStyle::kSmallestText) / Size(font));
    return std::clamp(room / Width(font, text), least, 1.0F);
  }

  // What is still too long goes without its first word ("K[0,0]"), or ends in an ellipsis.
  std::string Shortened(Face font, float shrink, float room, std::string text) const {
    if (Width(font, text) * shrink <= room) return text;
    std::string rest = text.substr(std::min(text.find(' '), text.size() - 1) + 1);
    if (!rest.empty() && Width(font, rest) * shrink <= room) return rest;
    while (!text.empty() && Width(font, text + "…") * shrink > room) {
      size_t last = text.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
      text.erase(last);
    }
    return text + "…";
  }

  Title TitleOf(const FigureGrid& grid) const {
    Title title;
    title.text = sight_.translate(grid.title);
    title.font = enlarged_ ? Face::kHeading : Face::kBold;
    title.shape_font = enlarged_ ? Face::kBody : Face::kSmall;
    const PixelBox box = Box(grid.padded_bounds());
    const float baseline = std::round(box.min.y - 9 * stroke_);
    const float reach = std::min(ReachOfTitle(grid) * sight_.zoom, RoomToEdge(box));
    title.shrink = ShrinkTo(reach, title.font, title.text);
    title.text = Shortened(title.font, title.shrink, reach, title.text);
    const float whole = Width(title.font, title.text);
    title.at = {box.min.x, baseline - style_.type->Ascent(title.font) * title.shrink};
    const float shape_width = Width(title.shape_font, grid.shape_label);
    const float behind = box.min.x + whole * title.shrink + std::round(10 * stroke_);
    title.shape_at = {std::max(box.max.x - shape_width, behind),
                      TopFor(title.shape_font, baseline)};
    const float room = std::max(box.max.x - box.min.x, RoomBeside(grid));
    const PixelBox shape{
        title.shape_at,
        {title.shape_at.x + shape_width, title.shape_at.y + Size(title.shape_font)}};
    title.has_shape = shape.max.x <= box.min.x + room && !MeetsLabel(shape);
    return title;
  }

  void PaintTitle(const FigureGrid& grid) {
    if (!HasCells(grid)) return;
    const Title title = TitleOf(grid);
    Write(title.font, title.shrink, title.at, style_.Of(grid.ink), title.text);
    if (!title.has_shape) return;
    Write(title.shape_font, 1, title.shape_at, style_.dim_text, grid.shape_label);
  }

  void Write(Face font, float shrink, Point at, Color color, const std::string& text) {
    out_.Text(font, Size(font) * shrink, {at.x, std::round(at.y)}, color, text);
  }

  float TopFor(Face font, float baseline) const {
    return std::round(baseline - style_.type->Ascent(font));
  }
  float Size(Face font) const { return style_.type->Size(font); }
  float Width(Face font, const std::string& text) const { return style_.type->Width(font, text); }

  Face FontOf(FigureLabel::Style style) const {
    switch (style) {
      case FigureLabel::Style::kOperator:
        return Face::kTitle;
      case FigureLabel::Style::kCaption:
        return enlarged_ ? Face::kBody : Face::kSmall;
      case FigureLabel::Style::kProblem:
        return enlarged_ ? Face::kHeading : Face::kBody;
    }
    return Face::kBody;
  }

  struct LabelText {
    std::string text;
    Face font = Face::kBody;
    float shrink = 1;
    Point at;
  };

  LabelText TextOf(const FigureLabel& label) const {
    LabelText made;
    made.text = sight_.translate(label.text);
    made.font = FontOf(label.style);
    if (made.text == "⋆") made.text = "★";  // the same sign; its own is but a speck at this size
    if (label.style == FigureLabel::Style::kProblem) made.text = Wrapped(made.font, made.text);
    if (label.room > 0) {
      const float room = label.room * sight_.zoom;
      made.shrink = ShrinkTo(room, made.font, made.text);
      made.text = Shortened(made.font, made.shrink, room, std::move(made.text));
    }
    const auto lines = 1 + std::count(made.text.begin(), made.text.end(), '\n');
    const Point extent{Width(made.font, made.text), Size(made.font) * static_cast<float>(lines)};
    const Point center = At(label.center);
    made.at = {std::round(center.x - extent.x * made.shrink / 2),
               std::round(center.y - extent.y * made.shrink / 2)};
    const bool free = label.style == FigureLabel::Style::kCaption && label.room == 0;
    if (free) MoveBelowGrids(made, extent);
    return made;
  }

  // Letters keep their size, so that a caption in a small figure may be wider than its grid.
  void MoveBelowGrids(LabelText& text, Point extent) const {
    for (const FigureGrid& grid : figure_.grids) {
      const PixelBox box = Box(grid.padded_bounds());
      const bool meets = text.at.x < box.max.x && text.at.x + extent.x > box.min.x &&
                         text.at.y < box.max.y && text.at.y + extent.y > box.min.y;
      if (meets) text.at.y = box.max.y + std::round(style_.px(4));
    }
  }

  void PaintLabel(const FigureLabel& label) {
    const LabelText text = TextOf(label);
    Write(text.font, text.shrink, text.at, style_.Of(label.ink), text.text);
  }

  std::string Wrapped(Face font, const std::string& text) const {
    constexpr float kMessageWidth = 240;  // in points
    return WrapText(text, kMessageWidth * sight_.zoom,
                    [&](std::string_view piece) { return style_.type->Width(font, piece); });
  }

  Drawing out_;
  const Figure& figure_;
  const FigureSight& sight_;
  const DrawingStyle& style_;
  float stroke_;                    // pixels per point of lines and tags
  bool enlarged_;                   // the figure is zoomed in on: titles in the next larger size
  bool badged_;                     // factors are written into the corners of the window's cells
  std::vector<Fineness> fineness_;  // of the numbers of each grid, by its index
  std::vector<PixelBox> texts_;     // what lenses leave free
};

}  // namespace

Drawing DrawFigure(const Figure& figure, const DrawingStyle& style, const FigureSight& sight) {
  return FigureDrawer(figure, style, sight).Draw();
}

}  // namespace convlens
