#pragma once

#include <string>
#include <vector>

#include "core/grid/plane.h"

namespace convlens {

/// A plot as lines, dots and texts in points: one description for the window, PNG and SVG. It is
/// drawn in the order of its members.

/// What a colour means; painters map it to the theme's.
enum class ChartInk {
  kText,
  kDim,
  kLine,
  kGround,
  kRaised,
  kInput,
  kKernel,
  kOutput,
  kTarget,
  kError,
  kRun1,  ///< of earlier runs, which can be told apart (see InkOfRun)
  kRun2,
  kRun3,
  kRun4,
  kRun5,
  kRun6
};
inline constexpr int kChartInks = static_cast<int>(ChartInk::kRun6) + 1;

/// The colour of the earlier run at `index`: the same wherever it is drawn or listed.
inline ChartInk InkOfRun(size_t index) {
  constexpr int kRuns = kChartInks - static_cast<int>(ChartInk::kRun1);
  return static_cast<ChartInk>(static_cast<int>(ChartInk::kRun1) + static_cast<int>(index % kRuns));
}

struct ChartArea {
  Rect bounds;
  ChartInk ink = ChartInk::kGround;
  float opacity = 1;
};

struct ChartLine {
  std::vector<Point> points;
  ChartInk ink = ChartInk::kLine;
  float width = 1;
  float opacity = 1;
  bool dashed = false;
  bool closed = false;
  bool clipped = false;  ///< to the chart's frame
};

struct ChartDot {
  Point center;
  float radius = 3;
  ChartInk ink = ChartInk::kText;
  float opacity = 1;
  bool ring = false;  ///< only its outline, over the ground
  bool clipped = false;
};

struct ChartText {
  enum class Anchor { kStart, kMiddle, kEnd };
  enum class Size { kSmall, kBody, kBold };
  Point at;  ///< on the middle of the line's height
  std::string text;
  ChartInk ink = ChartInk::kText;
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

/// The colours of a chart, each as "#RRGGBB", in the order of ChartInk.
struct ChartColors {
  std::vector<std::string> hex;
  const std::string& Of(ChartInk ink) const { return hex[static_cast<size_t>(ink)]; }
};

/// An SVG file of the chart. Same chart, same bytes. Requires a colour for each ink.
std::string ChartSvg(const Chart& chart, const ChartColors& colors);

}  // namespace convlens
