#include "chart/surface.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "chart/axis.h"
#include "chart/contour.h"
#include "core/grid/number_text.h"

namespace convlens {
namespace {

// Distances in points.
constexpr float kHeader = 46;
constexpr float kLeft = 58;
constexpr float kRight = 16;
constexpr float kBottom = 42;
constexpr float kTickApart = 64;
constexpr int kRows = 81;  // samples
constexpr int kRings = 11;
constexpr size_t kMostDots = 60;
constexpr double kSmallest = 1e-9;

bool IsFinite(PlanePoint p) { return std::isfinite(p.s) && std::isfinite(p.t); }

/// The loss at every sample, row by row.
std::vector<double> SampleLoss(const SurfaceContent& content, const PlaneWindow& samples) {
  std::vector<double> values;
  values.reserve(static_cast<size_t>(samples.rows) * static_cast<size_t>(samples.cols));
  for (int row = 0; row < samples.rows; ++row) {
    const double t = samples.low.t + (samples.high.t - samples.low.t) * row / (samples.rows - 1);
    for (int col = 0; col < samples.cols; ++col) {
      const double s = samples.low.s + (samples.high.s - samples.low.s) * col / (samples.cols - 1);
      values.push_back(content.loss({s, t}));
    }
  }
  return values;
}

double LowestOf(const std::vector<double>& values) {
  double lowest = std::numeric_limits<double>::infinity();
  for (const double value : values) {
    if (std::isfinite(value)) lowest = std::min(lowest, value);
  }
  return lowest;
}

struct RootField {
  Grid values;
  double highest = 0;
};

// The loss above `base`, as its root: the root of a bowl rises evenly from its lowest point, so
// that straight lines between samples follow it closely, and so do its contours.
RootField RootOfLoss(const std::vector<double>& losses, const PlaneWindow& samples, double base) {
  RootField field{Grid(samples.rows, samples.cols)};
  for (size_t i = 0; i < losses.size(); ++i) {
    const Cell cell = CellAt(static_cast<int64_t>(i), samples.cols);
    const double root = std::sqrt(std::max(0.0, losses[i] - base));
    field.values[cell] = static_cast<float>(root);
    if (std::isfinite(root)) field.highest = std::max(field.highest, root);
  }
  return field;
}

// A ring's loss is a landmark, not a reading.
double TwoDigits(double value) {
  if (!(value > 0)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
};

class SurfaceBuilder {
 public:
  SurfaceBuilder(const SurfaceContent& content, const SurfaceWindow& window, Rect bounds)
      : content_(content), scale_(window, SurfaceFrame(bounds)) {
    chart_.bounds = bounds;
    chart_.frame = SurfaceFrame(bounds);
  }

  void AddTitle() {
    chart_.texts.push_back({{chart_.bounds.x + 18, chart_.bounds.y + 23},
                            content_.title,
                            Ink::kText,
                            ChartText::Anchor::kStart,
                            ChartText::Size::kBold});
  }

  void AddAxes() {
    const Rect& f = chart_.frame;
    const PlaneWindow seen = scale_.Samples(2, 2);
    const PlotAxis s{seen.low.s, seen.high.s, false};
    const PlotAxis t{seen.low.t, seen.high.t, false};
    const int across = std::clamp(static_cast<int>(f.width / kTickApart), 2, 12);
    for (const double tick : AxisTicks(s, across)) {
      const float x = scale_.ToChart({tick, 0}).x;
      Line({{x, f.y}, {x, f.bottom()}}, Ink::kLine, tick == 0 ? 1.0F : 0.45F);
      Tick({x, f.bottom() + 12}, tick, ChartText::Anchor::kMiddle);
    }
    const int up = std::clamp(static_cast<int>(f.height / (kTickApart * 0.6F)), 2, 12);
    for (const double tick : AxisTicks(t, up)) {
      const float y = scale_.ToChart({0, tick}).y;
      Line({{f.x, y}, {f.right(), y}}, Ink::kLine, tick == 0 ? 1.0F : 0.45F);
      Tick({f.x - 10, y}, tick, ChartText::Anchor::kEnd);
    }
    const auto name = [this](Point at, const std::string& text, ChartText::Anchor anchor) {
      chart_.texts.push_back({at, text, Ink::kKernel, anchor, ChartText::Size::kBold, false});
    };
    name({f.center().x, f.bottom() + 30}, content_.s_name, ChartText::Anchor::kMiddle);
    name({f.x + 8, f.y + 12}, content_.t_name, ChartText::Anchor::kStart);
    chart_.texts.back().backed = true;
  }

  void AddContours() {
    const Rect& f = chart_.frame;
    const int cols = std::clamp(static_cast<int>(kRows * f.width / f.height), 33, 241);
    const PlaneWindow samples = scale_.Samples(kRows, cols);
    const std::vector<double> losses = SampleLoss(content_, samples);
    double base = LowestOf(losses);
    if (content_.lowest) base = std::min(base, content_.loss(*content_.lowest));
    if (!std::isfinite(base)) return;
    const auto [field, highest] = RootOfLoss(losses, samples, base);
    const std::vector<double> levels = BowlLevels(0, highest * highest, kRings + 1);
    for (size_t i = 0; i + 1 < levels.size(); ++i) {
      const auto outward = static_cast<float>(i) / static_cast<float>(levels.size());
      for (const ContourLine& line : Contours(field, std::sqrt(levels[i]))) {
        AddContour(line, samples, 0.95F - 0.5F * outward);
      }
      // Some of the rings say what loss they stand for.
      if (i % 3 == 1) AddLevelName(field, samples, levels[i], base);
    }
  }

  void AddPaths() {
    for (const SurfacePath& path : content_.earlier) {
      AddPath(path.points, path.ink, 1.5F, 0.85F);
    }
    AddPath(content_.path, Ink::kKernel, 2, 1);
    const size_t dots = content_.path.size();
    for (size_t i = 0; i < dots && dots <= kMostDots; ++i) {
      if (IsFinite(content_.path[i])) Dot(content_.path[i], 3, Ink::kKernel, false);
    }
  }

  void AddPoints() {
    if (content_.lowest) {
      const Point at = scale_.ToChart(*content_.lowest);
      for (const float slope : {1.0F, -1.0F}) {
        ChartLine stroke{
            {{at.x - 6, at.y - 6 * slope}, {at.x + 6, at.y + 6 * slope}}, Ink::kTarget, 2.5F};
        stroke.clipped = true;
        chart_.lines.push_back(stroke);
      }
      if (chart_.frame.Contains(at)) {
        chart_.texts.push_back({{at.x + 11, at.y + 12},
                                content_.lowest_name,
                                Ink::kTarget,
                                ChartText::Anchor::kStart,
                                ChartText::Size::kBold,
                                true});
      }
    }
    if (!content_.path.empty() && IsFinite(content_.path.front())) {
      Dot(content_.path.front(), 5, Ink::kKernel, true);
    }
    Dot(content_.now, 8, Ink::kKernel, false);
    Dot(content_.now, 3.5F, Ink::kGround, false);
  }

  Chart Take() { return std::move(chart_); }

 private:
  void Line(std::vector<Point> points, Ink ink, float opacity) {
    chart_.lines.push_back({std::move(points), ink, 1, opacity});
  }

  void Tick(Point at, double value, ChartText::Anchor anchor) {
    chart_.texts.push_back({at, ShortNumber(value), Ink::kDim, anchor});
  }

  void Dot(PlanePoint at, float radius, Ink ink, bool ring) {
    if (!IsFinite(at)) return;
    chart_.dots.push_back({scale_.ToChart(at), radius, ink, 1, ring, true});
  }

  Point SamplePlace(Point sample, const PlaneWindow& samples) const {
    const double s =
        samples.low.s + (samples.high.s - samples.low.s) * double{sample.x} / (samples.cols - 1);
    const double t =
        samples.low.t + (samples.high.t - samples.low.t) * double{sample.y} / (samples.rows - 1);
    return scale_.ToChart({s, t});
  }

  void AddContour(const ContourLine& contour, const PlaneWindow& samples, float opacity) {
    ChartLine line;
    for (const Point& p : contour.points) line.points.push_back(SamplePlace(p, samples));
    line.ink = Ink::kInput;
    line.width = 1.25F;
    line.opacity = opacity;
    line.closed = contour.closed;
    line.clipped = true;
    chart_.lines.push_back(std::move(line));
  }

  // Where the ring is highest on the screen, clear of the axes' names.
  void AddLevelName(const Grid& field, const PlaneWindow& samples, double level, double base) {
    const Rect& f = chart_.frame;
    std::optional<Point> best;
    for (const ContourLine& line : Contours(field, std::sqrt(level))) {
      for (const Point& p : line.points) {
        const Point at = SamplePlace(p, samples);
        const bool clear =
            at.y > f.y + 22 && at.y < f.bottom() - 8 && at.x > f.x + 30 && at.x < f.right() - 30;
        if (clear && (!best || at.y < best->y)) best = at;
      }
    }
    if (!best) return;
    chart_.texts.push_back({*best, ShortNumber(TwoDigits(base + level)), Ink::kDim,
                            ChartText::Anchor::kMiddle, ChartText::Size::kSmall, true});
  }

  // What is far outside is moved nearer: only its direction is seen.
  void AddPath(const std::vector<PlanePoint>& path, Ink ink, float width, float opacity) {
    constexpr float kFar = 20000;
    ChartLine line;
    for (const PlanePoint& p : path) {
      if (!IsFinite(p)) break;
      const Point at = scale_.ToChart(p);
      const float reach = std::max(std::fabs(at.x), std::fabs(at.y));
      const float shrink = reach > kFar ? kFar / reach : 1;
      line.points.push_back({at.x * shrink, at.y * shrink});
      if (shrink < 1) break;
    }
    line.ink = ink;
    line.width = width;
    line.opacity = opacity;
    line.clipped = true;
    if (line.points.size() > 1) chart_.lines.push_back(std::move(line));
  }

  const SurfaceContent& content_;
  SurfaceScale scale_;
  Chart chart_;
};

}  // namespace

SurfaceWindow WindowAround(const std::vector<PlanePoint>& points, double aspect) {
  Range s;
  Range t;
  for (const PlanePoint& p : points) {
    if (!IsFinite(p)) continue;
    s = {std::min(s.low, p.s), std::max(s.high, p.s)};
    t = {std::min(t.low, p.t), std::max(t.high, p.t)};
  }
  if (s.low > s.high) return {};
  SurfaceWindow window;
  window.center = {(s.low + s.high) / 2, (t.low + t.high) / 2};
  // A level line reaches farther than the box of the points on it: as much room again around them.
  const double span = std::max(t.high - t.low, (s.high - s.low) / aspect);
  const double magnitude = std::max({std::fabs(window.center.s), std::fabs(window.center.t), 1.0});
  window.half_height = span > kSmallest * magnitude ? span : magnitude;
  return window;
}

SurfaceWindow ZoomedWindow(const SurfaceWindow& window, PlanePoint fixed, double factor) {
  const double half = std::clamp(window.half_height * factor, 1e-6, 1e6);
  const double used = half / window.half_height;
  return {
      {fixed.s + (window.center.s - fixed.s) * used, fixed.t + (window.center.t - fixed.t) * used},
      half};
}

SurfaceScale::SurfaceScale(const SurfaceWindow& window, Rect frame)
    : window_(window), frame_(frame), unit_(frame.height / (2 * window.half_height)) {}

Point SurfaceScale::ToChart(PlanePoint point) const {
  const Point center = frame_.center();
  return {static_cast<float>(center.x + (point.s - window_.center.s) * unit_),
          static_cast<float>(center.y - (point.t - window_.center.t) * unit_)};
}

PlanePoint SurfaceScale::ToPlane(Point point) const {
  const Point center = frame_.center();
  return {window_.center.s + double{point.x - center.x} / unit_,
          window_.center.t - double{point.y - center.y} / unit_};
}

PlaneWindow SurfaceScale::Samples(int rows, int cols) const {
  return {ToPlane({frame_.x, frame_.bottom()}), ToPlane({frame_.right(), frame_.y}), rows, cols};
}

Rect SurfaceFrame(Rect bounds) {
  return {bounds.x + kLeft, bounds.y + kHeader, std::max(1.0F, bounds.width - kLeft - kRight),
          std::max(1.0F, bounds.height - kHeader - kBottom)};
}

Chart SurfaceChart(const SurfaceContent& content, const SurfaceWindow& window, Rect bounds,
                   bool with_title) {
  SurfaceBuilder builder(content, window, bounds);
  if (with_title) builder.AddTitle();
  builder.AddAxes();
  builder.AddContours();
  builder.AddPaths();
  builder.AddPoints();
  return builder.Take();
}

}  // namespace convlens
