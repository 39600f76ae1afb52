#include "chart/plot_names.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace convlens {
namespace {

// In points.
constexpr float kColumn = 4;       // a curve's heights are known in columns of this width
constexpr float kLineHeight = 14;  // of a name, with a little room above and below
constexpr float kAway = 13;        // from a curve to the middle of its name
constexpr float kEdge = 6;         // from a name to the frame

std::string NotedName(const PlotSeries& series) {
  return series.note.empty() ? series.name : series.name + " · " + series.note;
}

// Rather too wide than too narrow: the fonts are the painter's.
float WidthOf(const std::string& text) {
  constexpr float kLetter = 5.4F;
  constexpr float kIdeograph = 12.6F;
  float width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 || (byte >= 0xC0 && byte < 0xE0)) width += kLetter;
    if (byte >= 0xE0) width += kIdeograph;
  }
  return width;
}

/// The highest and lowest place of a curve in each column of the frame.
class Skyline {
 public:
  Skyline(const std::vector<std::vector<Point>>& lines, const Rect& frame) : left_(frame.x) {
    columns_.resize(static_cast<size_t>(std::max(1.0F, frame.width / kColumn)) + 1);
    for (const std::vector<Point>& line : lines) {
      for (size_t i = 0; i + 1 < line.size(); ++i) Add(line[i], line[i + 1]);
      if (line.size() == 1) Add(line[0], line[0]);
    }
  }

  bool Meets(const Rect& box) const {
    for (size_t i = IndexOf(box.x); i <= IndexOf(box.right()); ++i) {
      if (columns_[i].top <= box.bottom() && columns_[i].bottom >= box.y) return true;
    }
    return false;
  }

 private:
  struct Column {
    float top = std::numeric_limits<float>::max();
    float bottom = std::numeric_limits<float>::lowest();
  };

  size_t IndexOf(float x) const {
    const float index =
        std::clamp((x - left_) / kColumn, 0.0F, static_cast<float>(columns_.size() - 1));
    return static_cast<size_t>(index);
  }

  void Add(Point a, Point b) {
    if (a.x > b.x) std::swap(a, b);
    for (size_t i = IndexOf(a.x); i <= IndexOf(b.x); ++i) {
      const float from = std::max(a.x, left_ + static_cast<float>(i) * kColumn);
      const float to = std::min(b.x, left_ + static_cast<float>(i + 1) * kColumn);
      const auto at = [&](float x) {
        return b.x > a.x ? a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x) : b.y;
      };
      Column& column = columns_[i];
      column.top = std::min({column.top, at(from), at(to)});
      column.bottom = std::max({column.bottom, at(from), at(to)});
    }
  }

  float left_;
  std::vector<Column> columns_;
};

class NamePlacer {
 public:
  NamePlacer(const std::vector<PlotSeries>& series, const PlotArea& area, std::optional<float> mark)
      : area_(area), mark_(mark) {
    for (const PlotSeries& s : series)
      skylines_.emplace_back(PlotCurve(s.points, area), area.bounds);
  }

  void Place(size_t own, const PlotSeries& series, double share) {
    const std::string text = NotedName(series);
    // A name struck through is worse than one beyond other curves, of which there are few.
    constexpr int kMeeting = 16;
    std::optional<Rect> best;
    int least = std::numeric_limits<int>::max();
    for (const Candidate& candidate : Candidates(series, share, WidthOf(text))) {
      const int cost =
          kMeeting * Meetings(candidate.box) + CurvesBetween(own, candidate.at, candidate.box);
      if (cost >= least) continue;
      least = cost;
      best = candidate.box;
    }
    if (!best) return;
    taken_.push_back(*best);
    names_.push_back({{best->x, best->center().y},
                      text,
                      series.ink,
                      ChartText::Anchor::kStart,
                      ChartText::Size::kSmall,
                      true});
  }

  const std::vector<ChartText>& names() const { return names_; }

 private:
  /// Where a name may stand, and the point of the curve that it belongs to.
  struct Candidate {
    Rect box;
    Point at;
  };

  // Above and below the curve, about `share` of the way along it, and behind its end.
  std::vector<Candidate> Candidates(const PlotSeries& series, double share, float width) const {
    std::vector<Candidate> candidates;
    for (const double moved : {0.0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36}) {
      const std::optional<Point> at = PointAt(series, share + moved);
      if (!at) continue;
      for (const float side : {-1.0F, 1.0F, -1.7F, 1.7F}) {
        candidates.push_back({BoxAt(*at, side, width), *at});
      }
    }
    const std::optional<Point> end = PointAt(series, 1);
    if (end && end->x + kAway + width + kEdge <= area_.bounds.right()) {
      candidates.push_back({BoxAt({end->x + kAway + width / 2, end->y}, 0, width), *end});
    }
    return candidates;
  }

  // Of what is seen of the curve.
  std::optional<Point> PointAt(const PlotSeries& series, double share) const {
    const double end = std::min(area_.steps.high, static_cast<double>(series.points.back().step));
    if (share < 0 || share > 1 || end < area_.steps.low) return std::nullopt;
    const LossPoint* point =
        NearestPoint(series.points, area_.steps.low + share * (end - area_.steps.low));
    if (std::isnan(point->loss)) return std::nullopt;
    return area_.PointOf(*point);
  }

  Rect BoxAt(Point at, float side, float width) const {
    const Rect& frame = area_.bounds;
    const float x = std::clamp(at.x - width / 2, frame.x + kEdge,
                               std::max(frame.x + kEdge, frame.right() - kEdge - width));
    const float y = std::clamp(at.y + side * kAway - kLineHeight / 2, frame.y,
                               std::max(frame.y, frame.bottom() - kLineHeight));
    return {x, y, width, kLineHeight};
  }

  // A name beyond another curve would be taken for that one's.
  int CurvesBetween(size_t own, Point at, const Rect& box) const {
    const float top = std::min(at.y, box.y);
    const Rect between{box.x, top, box.width, std::max(at.y, box.bottom()) - top};
    int curves = 0;
    for (size_t i = 0; i < skylines_.size(); ++i) {
      curves += i != own && skylines_[i].Meets(between) ? 1 : 0;
    }
    return curves;
  }

  // Another name is worse than a curve, which the name's ground covers.
  int Meetings(const Rect& box) const {
    int meetings = mark_ && *mark_ >= box.x && *mark_ <= box.right() ? 1 : 0;
    for (const Skyline& skyline : skylines_) meetings += skyline.Meets(box) ? 1 : 0;
    for (const Rect& other : taken_) {
      const bool meets = other.x < box.right() && box.x < other.right() && other.y < box.bottom() &&
                         box.y < other.bottom();
      meetings += meets ? 100 : 0;
    }
    return meetings;
  }

  const PlotArea& area_;
  std::optional<float> mark_;
  std::vector<Skyline> skylines_;
  std::vector<Rect> taken_;
  std::vector<ChartText> names_;
};

}  // namespace

std::vector<ChartText> NamesOfRuns(const std::vector<PlotSeries>& series, const PlotArea& area,
                                   std::optional<float> mark) {
  NamePlacer placer(series, area, mark);
  for (size_t i = 0; i < series.size(); ++i) {
    placer.Place(i, series[i], static_cast<double>(i + 1) / static_cast<double>(series.size() + 1));
  }
  return placer.names();
}

}  // namespace convlens
