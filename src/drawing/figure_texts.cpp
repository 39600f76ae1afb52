#include "drawing/figure_texts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "drawing/text_wrap.h"

namespace convlens {
namespace {

constexpr float kRoomOfTitle = 104;  // a narrow grid's title may take this width, in points
constexpr float kTitleBand = 26;     // above a grid
constexpr float kBetweenTitles = 10;

bool IsProblem(const FigureLabel& label) { return label.style == FigureLabel::Style::kProblem; }

bool Meet(const PixelBox& a, const PixelBox& b) {
  return a.min.x < b.max.x && a.max.x > b.min.x && a.min.y < b.max.y && a.max.y > b.min.y;
}

}  // namespace

bool HasCells(const FigureGrid& grid) {
  return grid.values != nullptr && !grid.values->pyramid.empty() && !grid.region.empty();
}

Point PixelOf(const FigureSight& sight, Point point) {
  return {sight.origin.x + point.x * sight.zoom, sight.origin.y + point.y * sight.zoom};
}

PixelBox BoxOf(const FigureSight& sight, const Rect& rect) {
  const Point min = PixelOf(sight, {rect.x, rect.y});
  const Point max = PixelOf(sight, {rect.right(), rect.bottom()});
  return {{std::round(min.x), std::round(min.y)}, {std::round(max.x), std::round(max.y)}};
}

FigureTexts::FigureTexts(const Figure& figure, const DrawingStyle& style, const FigureSight& sight,
                         float stroke)
    : figure_(figure),
      style_(style),
      sight_(sight),
      stroke_(stroke),
      enlarged_(sight.zoom >= 1.3F * style.scale) {
  for (const FigureLabel& label : figure.labels) labels_.push_back(TextOf(label));
  for (const FigureGrid& grid : figure.grids) {
    titles_.push_back(HasCells(grid) ? std::optional(TitleOf(grid)) : std::nullopt);
  }
}

std::vector<PixelBox> FigureTexts::Boxes() const {
  std::vector<PixelBox> boxes;
  const float pad = std::round(6 * stroke_);
  const auto add = [&](const PlacedText& text) {
    const PixelBox box = Extent(text);
    boxes.push_back(
        {{box.min.x - pad, box.min.y - pad / 2}, {box.max.x + pad, box.max.y + pad / 2}});
  };
  for (const std::optional<PlacedTitle>& title : titles_) {
    if (!title) continue;
    add(title->title);
    if (title->size) add(*title->size);
  }
  for (size_t i = 0; i < labels_.size(); ++i) {
    if (!IsProblem(figure_.labels[i])) add(labels_[i]);
  }
  return boxes;
}

float FigureTexts::Size(Face font) const { return style_.type->Size(font); }

float FigureTexts::Width(Face font, const std::string& text) const {
  return style_.type->Width(font, text);
}

PixelBox FigureTexts::Extent(const PlacedText& text) const {
  const auto lines = 1 + std::count(text.text.begin(), text.text.end(), '\n');
  const float height = Size(text.font) * static_cast<float>(lines) * text.shrink;
  return {text.at, {text.at.x + Width(text.font, text.text) * text.shrink, text.at.y + height}};
}

// Letters are made smaller only as far as they can be read.
float FigureTexts::ShrinkTo(float room, Face font, const std::string& text) const {
  const float least = std::min(1.0F, style_.px(DrawingStyle::kSmallestText) / Size(font));
  return std::clamp(room / Width(font, text), least, 1.0F);
}

// What is still too long goes without its first word ("K[0,0]"), or ends in an ellipsis.
std::string FigureTexts::Shortened(Face font, float shrink, float room, std::string text) const {
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

// --- titles

// Of the grid above, say, where the figure is small.
bool FigureTexts::MeetsLabel(const PixelBox& box) const {
  for (size_t i = 0; i < labels_.size(); ++i) {
    if (!IsProblem(figure_.labels[i]) && Meet(Extent(labels_[i]), box)) return true;
  }
  return false;
}

// In a small figure a long title of a small grid would reach into the grid beside it.
float FigureTexts::ReachOfTitle(const FigureGrid& grid) const {
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
float FigureTexts::RoomToEdge(const PixelBox& box) const {
  const float edge = sight_.clip.right();
  if (box.max.x > edge) return std::numeric_limits<float>::max();
  return edge - box.min.x - style_.px(8);
}

// How far a size may stand out, in pixels: to the grid beside it, or to the page's edge.
float FigureTexts::RoomBeside(const FigureGrid& grid) const {
  const float end = figure_.bounds.right() - grid.padded_bounds().x;
  const float reach = ReachOfTitle(grid);
  if (reach == std::numeric_limits<float>::max())
    return RoomToEdge(BoxOf(sight_, grid.padded_bounds()));
  const float beside = (reach + kBetweenTitles) * sight_.zoom;
  const float room = std::max((kRoomOfTitle + 24) * sight_.zoom, end * sight_.zoom);
  return std::min(room, beside - style_.px(kBetweenTitles));
}

PlacedTitle FigureTexts::TitleOf(const FigureGrid& grid) const {
  PlacedText title{sight_.translate(grid.title), enlarged_ ? Face::kHeading : Face::kBold, 1, {}};
  const PixelBox box = BoxOf(sight_, grid.padded_bounds());
  const float baseline = std::round(box.min.y - 9 * stroke_);
  const float reach = std::min(ReachOfTitle(grid) * sight_.zoom, RoomToEdge(box));
  title.shrink = ShrinkTo(reach, title.font, title.text);
  title.text = Shortened(title.font, title.shrink, reach, title.text);
  title.at = {box.min.x, baseline - style_.type->Ascent(title.font) * title.shrink};

  PlacedText size{grid.shape_label, enlarged_ ? Face::kBody : Face::kSmall, 1, {}};
  const float behind =
      box.min.x + Width(title.font, title.text) * title.shrink + std::round(10 * stroke_);
  size.at = {std::max(box.max.x - Width(size.font, size.text), behind),
             std::round(baseline - style_.type->Ascent(size.font))};
  const PixelBox taken = Extent(size);
  const float room = std::max(box.max.x - box.min.x, RoomBeside(grid));
  if (taken.max.x > box.min.x + room || MeetsLabel(taken)) return {title, std::nullopt};
  return {title, size};
}

// --- labels

Face FigureTexts::FontOf(FigureLabel::Style style) const {
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

// A message is broken into lines.
std::string FigureTexts::Wrapped(Face font, const std::string& text) const {
  constexpr float kMessageWidth = 240;  // in points
  return WrapText(text, kMessageWidth * sight_.zoom,
                  [&](std::string_view piece) { return style_.type->Width(font, piece); });
}

// Letters keep their size, so that a caption in a small figure may be wider than its grid.
void FigureTexts::MoveBelowGrids(PlacedText& text) const {
  for (const FigureGrid& grid : figure_.grids) {
    const PixelBox box = BoxOf(sight_, grid.padded_bounds());
    if (Meet(Extent(text), box)) text.at.y = box.max.y + std::round(style_.px(4));
  }
}

PlacedText FigureTexts::TextOf(const FigureLabel& label) const {
  PlacedText made{sight_.translate(label.text), FontOf(label.style), 1, {}};
  if (made.text == "⋆") made.text = "★";  // the same sign; its own is but a speck at this size
  if (IsProblem(label)) made.text = Wrapped(made.font, made.text);
  if (label.room > 0) {
    const float room = label.room * sight_.zoom;
    made.shrink = ShrinkTo(room, made.font, made.text);
    made.text = Shortened(made.font, made.shrink, room, std::move(made.text));
  }
  const Point extent = Extent(made).max;  // from (0, 0)
  const Point center = PixelOf(sight_, label.center);
  made.at = {std::round(center.x - extent.x / 2), std::round(center.y - extent.y / 2)};
  const bool free = label.style == FigureLabel::Style::kCaption && label.room == 0;
  if (free) MoveBelowGrids(made);
  return made;
}

}  // namespace convlens
