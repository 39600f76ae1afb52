#include "chart/plot_curve.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

// The points of one column of pixels, reduced to at most four.
class Column {
 public:
  void Add(Point p) {
    if (empty_) {
      first_ = top_ = bottom_ = p;
      empty_ = false;
    }
    if (p.y < top_.y) top_ = p;
    if (p.y > bottom_.y) bottom_ = p;
    last_ = p;
  }
  bool Holds(Point p) const { return !empty_ && std::floor(p.x) == std::floor(first_.x); }
  void MoveTo(std::vector<Point>& line) {
    if (empty_) return;
    const bool falls = top_.x <= bottom_.x;
    for (const Point p : {first_, falls ? top_ : bottom_, falls ? bottom_ : top_, last_}) {
      if (line.empty() || !(line.back() == p)) line.push_back(p);
    }
    empty_ = true;
  }

 private:
  bool empty_ = true;
  Point first_, top_, bottom_, last_;
};

}  // namespace

Point PlotArea::PointOf(const LossPoint& point) const {
  const double x = steps.FractionOf(static_cast<double>(point.step));
  const double y = std::clamp(losses.FractionOf(point.loss), 0.0, 1.0);
  return {bounds.x + bounds.width * static_cast<float>(x),
          bounds.y + bounds.height * static_cast<float>(1 - y)};
}

std::vector<std::vector<Point>> PlotCurve(std::span<const LossPoint> points, const PlotArea& area) {
  std::vector<std::vector<Point>> lines;
  std::vector<Point> line;
  Column column;
  const auto end_line = [&] {
    column.MoveTo(line);
    if (!line.empty()) lines.push_back(std::move(line));
    line.clear();
  };
  for (const LossPoint& point : points) {
    if (std::isnan(point.loss)) {
      end_line();
      continue;
    }
    const Point place = area.PointOf(point);
    if (!column.Holds(place)) column.MoveTo(line);
    column.Add(place);
  }
  end_line();
  return lines;
}

const LossPoint* NearestPoint(std::span<const LossPoint> points, double step) {
  if (points.empty()) return nullptr;
  const auto after = std::lower_bound(
      points.begin(), points.end(), step,
      [](const LossPoint& point, double s) { return static_cast<double>(point.step) < s; });
  if (after == points.begin()) return &points.front();
  if (after == points.end()) return &points.back();
  const auto before = after - 1;
  const bool nearer_before =
      step - static_cast<double>(before->step) < static_cast<double>(after->step) - step;
  return nearer_before ? &*before : &*after;
}

}  // namespace convlens
