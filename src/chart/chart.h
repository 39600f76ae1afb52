#pragma once

#include <string>
#include <vector>

#include "core/grid/ink.h"
#include "core/grid/plane.h"

namespace convlens {

/// A plot as lines, dots and texts in points: one description for the window, PNG and SVG. It is
/// drawn in the order of its members.

struct ChartArea {
  Rect bounds;
  Ink ink = Ink::kGround;
  float opacity = 1;
};

struct ChartLine {
  std::vector<Point> points;
  Ink ink = Ink::kLine;
  float width = 1;
  float opacity = 1;
  bool dashed = false;
  bool closed = false;
  bool clipped = false;  ///< to the chart's frame
};

struct ChartDot {
  Point center;
  float radius = 3;
  Ink ink = Ink::kText;
  float opacity = 1;
  bool ring = false;  ///< only its outline, over the ground
  bool clipped = false;
};

struct ChartText {
  enum class Anchor { kStart, kMiddle, kEnd };
  enum class Size { kSmall, kBody, kBold };
  Point at;  ///< on the middle of the line's height
  std::string text;
  Ink ink = Ink::kText;
  Anchor anchor = Anchor::kStart;
  Size size = Size::kSmall;
  bool backed = false;  ///< on a patch of ground, so that it can be read over lines
};

struct Chart {
  Rect bounds;
  Rect frame;  ///< where the data lie
  std::vector<ChartArea> areas;
  std::vector<ChartLine> lines;
  std::vector<ChartDot> dots;
  std::vector<ChartText> texts;
};

/// Height of the letters of a size, in points.
float PointsOf(ChartText::Size size);

/// The colours of a chart, each as "#RRGGBB", in the order of Ink.
struct ChartColors {
  std::vector<std::string> hex;
  const std::string& Of(Ink ink) const { return hex[static_cast<size_t>(ink)]; }
};

/// An SVG file of the chart. Same chart, same bytes. Requires a colour for each ink.
std::string ChartSvg(const Chart& chart, const ChartColors& colors);

}  // namespace convlens
