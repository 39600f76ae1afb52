#include "drawing/draw_figure.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "drawing/badges.h"
#include "drawing/figure_texts.h"
#include "drawing/lens.h"
#include "drawing/numbers.h"
#include "drawing/padding.h"
#include "scene/figure/cell_name.h"

namespace convlens {
namespace {

constexpr float kDimmedKeeps = 0.42F;
constexpr float kLeastPiece = 24;  // of a lens line beside a text, in points

class FigureDrawer {
 public:
  FigureDrawer(const Figure& figure, const DrawingStyle& style, const FigureSight& sight)
      : figure_(figure),
        sight_(sight),
        style_(style),
        // Lines and tags follow the zoom within bounds.
        stroke_(style.scale * std::clamp(sight.zoom / style.scale, 0.75F, 1.5F)),
        badged_(sight.view.show_badges && HasRoomForBadges(Badges())),
        texts_(figure, style, sight, stroke_) {}

  Drawing Draw() {
    Group("lens");
    for (const FigureGrid& grid : figure_.grids) PaintCards(grid);
    PaintLenses();
    PaintGrids();
    Group("padding");
    PaintPadding(out_,
                 {figure_, style_, sight_.origin, sight_.zoom, sight_.view.show_numbers, badged_});
    Group("window");
    for (const FigureOutline& outline : figure_.outlines) PaintOutline(outline);
    if (badged_) PaintBadges(out_, Badges());
    Group("labels");
    PaintTitles();
    PaintLabels();
    return std::move(out_);
  }

 private:
  BadgePainting Badges() const { return {figure_, style_, sight_.origin, sight_.zoom, stroke_}; }
  PixelBox Box(const Rect& rect) const { return BoxOf(sight_, rect); }
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

  void PaintLenses() {
    if (!sight_.view.show_lens) return;
    const std::vector<PixelBox> texts = texts_.Boxes();
    for (const FigureLens& lens : figure_.lenses) PaintLens(lens, texts);
  }

  void PaintLens(const FigureLens& lens, const std::vector<PixelBox>& texts) {
    const PixelBox from = Box(lens.from);
    const PixelBox to = Box(lens.to);
    const auto cone = ConeBetween(from, to);
    if (!cone) return;
    const Color color = style_.Of(lens.ink);
    out_.items.emplace_back(DrawnPolygon{{cone->begin(), cone->end()}, WithAlpha(color, 0.13F)});
    for (const auto& [a, b] :
         {std::pair((*cone)[0], (*cone)[1]), std::pair((*cone)[3], (*cone)[2])}) {
      const auto parts = PartsOutside(a, b, texts);
      for (const auto& part : parts) {
        // Beside a text a short piece of the line would be read as a dash.
        const float length = std::hypot(part[1].x - part[0].x, part[1].y - part[0].y);
        if (parts.size() > 1 && length < kLeastPiece * stroke_) continue;
        out_.Line(part[0], part[1], WithAlpha(color, 0.7F), stroke_);
      }
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
    const Point at = PixelOf(sight_, {grid.bounds.x, grid.bounds.y});
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

  void PaintNumbersOf(const FigureGrid& grid) {
    std::vector<Rect> badged;
    if (badged_) {
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

  void Write(const PlacedText& text, Color color) {
    const float size = style_.type->Size(text.font) * text.shrink;
    out_.Text(text.font, size, {text.at.x, std::round(text.at.y)}, color, text.text);
  }

  void PaintTitles() {
    for (size_t i = 0; i < figure_.grids.size(); ++i) {
      const auto& title = texts_.titles()[i];
      if (!title) continue;
      Write(title->title, style_.Of(figure_.grids[i].ink));
      if (title->size) Write(*title->size, style_.dim_text);
    }
  }

  void PaintLabels() {
    for (size_t i = 0; i < figure_.labels.size(); ++i) {
      Write(texts_.labels()[i], style_.Of(figure_.labels[i].ink));
    }
  }

  Drawing out_;
  const Figure& figure_;
  const FigureSight& sight_;
  const DrawingStyle& style_;
  float stroke_;                    // pixels per point of lines and tags
  bool badged_;                     // factors are written into the corners of the window's cells
  std::vector<Fineness> fineness_;  // of the numbers of each grid, by its index
  FigureTexts texts_;
};

}  // namespace

Drawing DrawFigure(const Figure& figure, const DrawingStyle& style, const FigureSight& sight) {
  return FigureDrawer(figure, style, sight).Draw();
}

}  // namespace convlens
