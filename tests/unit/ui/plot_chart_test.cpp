#include "ui/plot_chart.h"

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
  content.series.insert(content.series.begin(), {"held-out pair",
                                                 {{0, 20}, {2, 16}, {4, 12}},
                                                 PlotSeries::Kind::kCompanion,
                                                 ChartInk::kTarget});
  const Chart chart = PlotChart(content, kBounds, false);
  CHECK(Says(chart, "held-out pair"));
  CHECK(Says(chart, "this run"));
  CHECK(AxesOf(content).values.high >= 20);
  CHECK(std::any_of(chart.lines.begin(), chart.lines.end(), [](const ChartLine& line) {
    return line.ink == ChartInk::kTarget && line.width == 2 && !line.dashed;
  }));
  CHECK(PlotCsv(content.series).starts_with("step,held-out pair,this run\n0,20,8\n1,,4\n2,16,2\n"));
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
  content.series.push_back({"exact", {{0, 3}}, PlotSeries::Kind::kReference, ChartInk::kTarget});
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
