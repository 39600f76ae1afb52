#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drawing/draw_figure.h"
#include "drawing/lens.h"

namespace convlens {

/// Whether there is something of a grid to be seen.
bool HasCells(const FigureGrid& grid);

/// The pixel of a point of the figure's plane.
Point PixelOf(const FigureSight& sight, Point point);
/// To whole pixels, as the grid's cells are rasterized: lines stay sharp and meet the cells.
PixelBox BoxOf(const FigureSight& sight, const Rect& rect);

/// A text by its left upper corner, in pixels.
struct PlacedText {
  std::string text;
  Face font = Face::kBody;
  float shrink = 1;  ///< of the font's size
  Point at;
};

/// A grid's title, and its size beside it where there is room for that.
struct PlacedTitle {
  PlacedText title;
  std::optional<PlacedText> size;
};

/// Where the titles and labels of a figure stand: found once, for what draws them and for the lines
/// that must not strike through them.
class FigureTexts {
 public:
  /// `stroke`: pixels per point of lines and tags. The others must outlive it.
  FigureTexts(const Figure& figure, const DrawingStyle& style, const FigureSight& sight,
              float stroke);

  /// By the index of the grid; nothing for one without cells.
  const std::vector<std::optional<PlacedTitle>>& titles() const { return titles_; }
  /// By the index of the label.
  const std::vector<PlacedText>& labels() const { return labels_; }
  /// What titles, sizes, operators and captions take, with a margin.
  std::vector<PixelBox> Boxes() const;

 private:
  float Size(Face font) const;
  float Width(Face font, const std::string& text) const;
  PixelBox Extent(const PlacedText& text) const;
  float ShrinkTo(float room, Face font, const std::string& text) const;
  std::string Shortened(Face font, float shrink, float room, std::string text) const;
  bool MeetsLabel(const PixelBox& box) const;
  float ReachOfTitle(const FigureGrid& grid) const;
  float RoomToEdge(const PixelBox& box) const;
  float RoomBeside(const FigureGrid& grid) const;
  PlacedTitle TitleOf(const FigureGrid& grid) const;
  Face FontOf(FigureLabel::Style style) const;
  std::string Wrapped(Face font, const std::string& text) const;
  void MoveBelowGrids(PlacedText& text) const;
  PlacedText TextOf(const FigureLabel& label) const;

  const Figure& figure_;
  const DrawingStyle& style_;
  const FigureSight& sight_;
  float stroke_;
  bool enlarged_;  // the figure is zoomed in on: titles in the next larger size
  std::vector<PlacedText> labels_;
  std::vector<std::optional<PlacedTitle>> titles_;
};

}  // namespace convlens
