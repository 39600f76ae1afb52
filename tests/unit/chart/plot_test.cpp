#include "chart/plot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr Rect kBounds{0, 0, 800, 240};

PlotContent Falling() {
  PlotContent content;
  content.title = "Loss";
  content.series.push_back({"this run", {{0, 8}, {1, 4}, {2, 2}, {3, 1}, {4, 0.5}}});
  return content;
}

bool Says(const Chart& chart, const std::string& text) {
  return std::any_of(chart.texts.begin(), chart.texts.end(),
                     [&](const ChartText& t) { return t.text == text; });
}

TEST_CASE("a plot shows every step and fits the values seen") {
  PlotContent content = Falling();
  CHECK(AxesOf(content).steps == PlotAxis{0, 4, false});
  CHECK(AxesOf(content).values.high == 8);
  content.steps = PlotAxis{2, 4, false};
  CHECK(AxesOf(content).values.high == 2);
}

TEST_CASE("values of both signs get an axis around them, with a line at zero") {
  PlotContent content = Falling();
  content.series[0].points[4].loss = -3;
  const PlotAxis axis = AxesOf(content).values;
  CHECK(axis.low <= -3);
  CHECK(axis.high >= 8);
  CHECK(Says(PlotChart(content, kBounds, true), "0"));
}

TEST_CASE("on a logarithmic axis losses of zero lie at the end that reads 0, below all others") {
  PlotContent content = Falling();
  content.logarithmic = true;
  CHECK_FALSE(Says(PlotChart(content, kBounds, true), "0.001"));
  content.series[0].points.push_back({5, 0});
  const PlotAxis axis = AxesOf(content).values;
  CHECK(axis.from_zero);
  CHECK(axis.FractionOf(0.5) > 0.2);
  const Chart chart = PlotChart(content, kBounds, true);
  const auto zeros = std::count_if(chart.texts.begin(), chart.texts.end(),
                                   [](const ChartText& text) { return text.text == "0"; });
  CHECK(zeros == 2);  // the first step, and the loss
}

TEST_CASE("where all losses are zero there are no decades to show") {
  PlotContent content;
  content.logarithmic = true;
  content.series.push_back({"this run", {{0, 0}, {9, 0}}});
  CHECK_FALSE(AxesOf(content).values.logarithmic);
}

TEST_CASE("a picture carries the title; beside a window's controls it is left out") {
  CHECK(Says(PlotChart(Falling(), kBounds, true), "Loss"));
  CHECK_FALSE(Says(PlotChart(Falling(), kBounds, false), "Loss"));
}

TEST_CASE("curves carry their names where there are several") {
  PlotContent content = Falling();
  CHECK_FALSE(Says(PlotChart(content, kBounds, false), "this run"));
  content.series.push_back({"run 1", {{0, 9}, {4, 7}}, PlotSeries::Kind::kEarlier});
  const Chart chart = PlotChart(content, kBounds, false);
  CHECK(Says(chart, "this run"));
  CHECK(Says(chart, "run 1"));
}

TEST_CASE("the held-out loss is a curve beside the run's, in the plot and in the table") {
  PlotContent content = Falling();
  content.series.insert(
      content.series.begin(),
      {"held-out pair", {{0, 20}, {2, 16}, {4, 12}}, PlotSeries::Kind::kCompanion, Ink::kTarget});
  const Chart chart = PlotChart(content, kBounds, false);
  CHECK(Says(chart, "held-out pair"));
  CHECK(Says(chart, "this run"));
  CHECK(AxesOf(content).values.high >= 20);
  CHECK(std::any_of(chart.lines.begin(), chart.lines.end(), [](const ChartLine& line) {
    return line.ink == Ink::kTarget && line.width == 2 && !line.dashed;
  }));
  CHECK(PlotCsv(content.series).starts_with("step,held-out pair,this run\n0,20,8\n1,,4\n2,16,2\n"));
}

// Where a name of a run lies: about as wide as its letters.
Rect BoxOf(const ChartText& name) {
  const auto letters = std::count_if(name.text.begin(), name.text.end(),
                                     [](char byte) { return (byte & 0xC0) != 0x80; });
  return {name.at.x, name.at.y - 6, 5.5F * static_cast<float>(letters), 12};
}

bool Meets(const ChartLine& line, const Rect& box) {
  for (size_t i = 0; i + 1 < line.points.size(); ++i) {
    for (float t = 0; t <= 1; t += 0.002F) {
      const Point a = line.points[i];
      const Point b = line.points[i + 1];
      if (box.Contains({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t})) return true;
    }
  }
  return false;
}

TEST_CASE("the names of runs stand in the frame, and no curve or name strikes through them") {
  PlotContent content;
  content.logarithmic = true;
  content.series = {
      {"run 1", {{0, 27}, {1, 95}, {2, 666}, {3, 9000}, {4, 1e5}}, PlotSeries::Kind::kEarlier},
      {"run 2", {{0, 27}, {20, 0.2}, {40, 1e-3}}, PlotSeries::Kind::kEarlier},
      {"run 3", {{0, 27}, {20, 25}, {40, 22}}, PlotSeries::Kind::kEarlier},
      {"this run", {{0, 27}, {20, 30}, {27, 38}}}};
  for (size_t i = 0; i < content.series.size(); ++i) {
    content.series[i].note = "η 0.0333";
    content.series[i].ink = InkOfRun(i);
  }
  content.marked_step = 20;
  const Chart chart = PlotChart(content, {0, 0, 745, 216}, false);
  std::vector<Rect> boxes;
  for (const ChartText& text : chart.texts) {
    if (text.text.find("η 0.0333") == std::string::npos) continue;
    CHECK(text.ink == InkOfRun(boxes.size()));
    boxes.push_back(BoxOf(text));
  }
  REQUIRE(boxes.size() == 4);
  for (size_t i = 0; i < boxes.size(); ++i) {
    const Rect& box = boxes[i];
    CAPTURE(i);
    CHECK(box.x >= chart.frame.x);
    CHECK(box.right() <= chart.frame.right());
    CHECK(box.y >= chart.frame.y - 1);
    CHECK(box.bottom() <= chart.frame.bottom() + 1);
    for (const ChartLine& line : chart.lines) {
      const bool drawn = line.clipped || line.ink == Ink::kKernel;
      if (drawn) CHECK_FALSE(Meets(line, box));
    }
    for (size_t j = 0; j < i; ++j) {
      const bool apart = boxes[j].x >= box.right() || box.x >= boxes[j].right() ||
                         boxes[j].y >= box.bottom() || box.y >= boxes[j].bottom();
      CHECK(apart);
    }
  }
}

TEST_CASE("names at the ends of weights do not overlap") {
  PlotContent content;
  for (int i = 0; i < 6; ++i) {
    const std::string name = std::string("K[0,").append(std::to_string(i)).append("]");
    content.series.push_back({name, {{0, -1}, {10, 0.5 + 0.001 * i}}});
  }
  const Chart chart = PlotChart(content, kBounds, false);
  std::vector<float> heights;
  for (const ChartText& text : chart.texts) {
    if (text.text.starts_with("K[")) heights.push_back(text.at.y);
  }
  REQUIRE(heights.size() == 6);
  std::sort(heights.begin(), heights.end());
  for (size_t i = 1; i < heights.size(); ++i) CHECK(heights[i] - heights[i - 1] >= 13.9F);
}

TEST_CASE("a value to be reached is a dashed line across the whole frame") {
  PlotContent content = Falling();
  content.series.push_back({"exact", {{0, 3}}, PlotSeries::Kind::kGoal, Ink::kTarget});
  const Chart chart = PlotChart(content, kBounds, false);
  const auto dashed = std::find_if(chart.lines.begin(), chart.lines.end(),
                                   [](const ChartLine& line) { return line.dashed; });
  REQUIRE(dashed != chart.lines.end());
  CHECK(dashed->points.front().x == chart.frame.x);
  CHECK(dashed->points.back().x == chart.frame.right());
}

TEST_CASE("nothing to plot is an empty chart") {
  PlotContent content;
  content.title = "Loss";
  CHECK(PlotChart(content, kBounds, false).lines.empty());
}

TEST_CASE("zooming keeps the step under the pointer and ends where all is seen") {
  const PlotAxis all{0, 100, false};
  const auto near = ZoomedSteps(all, all, 0.25, 0.5);
  REQUIRE(near.has_value());
  CHECK(near->ValueAt(0.25) == doctest::Approx(25));
  CHECK(near->high - near->low == doctest::Approx(50));
  CHECK_FALSE(ZoomedSteps(all, *near, 0.5, 4).has_value());
  const auto nearest = ZoomedSteps(all, PlotAxis{98, 100, false}, 1, 0.1);
  REQUIRE(nearest.has_value());
  CHECK(nearest->high - nearest->low == doctest::Approx(2));
  CHECK(nearest->high <= 100);
}

TEST_CASE("a dragged range is taken in either direction, and within the steps there are") {
  const PlotAxis all{0, 100, false};
  CHECK(StepsBetween(all, 60, 20) == PlotAxis{20, 60, false});
  CHECK(StepsBetween(all, 90, 300) == PlotAxis{90, 100, false});
  CHECK_FALSE(StepsBetween(all, 20, 20.4).has_value());
}

TEST_CASE("a CSV table has a line a step and a column a curve") {
  std::vector<PlotSeries> series = Falling().series;
  series[0].points = {{0, 0.1}, {2, std::numeric_limits<double>::infinity()}};
  series.push_back({"run \"1\", slow", {{0, 1}, {1, NAN}, {2, 3}}});
  CHECK(PlotCsv(series) == "step,this run,\"run \"\"1\"\", slow\"\n0,0.1,1\n1,,\n2,inf,3\n");
}

}  // namespace
}  // namespace convlens
