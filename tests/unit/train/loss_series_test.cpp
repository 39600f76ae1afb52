#include "train/run/loss_series.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace convlens;

TEST_CASE("a short run keeps every loss") {
  LossSeries series;
  for (int i = 0; i < 1000; ++i) series.Add(i, 2.0 * i);
  REQUIRE(series.points().size() == 1000);
  CHECK(series.points()[123] == LossPoint{123, 246.0});
}

TEST_CASE("kept in fewer points, a series has its first and its newest still") {
  LossSeries series;
  for (int64_t step = 0; step <= 3000; ++step) series.Add(step, static_cast<double>(step));
  for (const size_t count : {2U, 3U, 10U, 1000U, 3000U, 3001U, 5000U}) {
    const std::vector<LossPoint> kept = series.AtMost(count).points();
    CHECK(kept.size() <= count);
    CHECK(kept.size() >= std::min<size_t>(count, 3001) / 2);
    CHECK(kept.front().step == 0);
    CHECK(kept.back().step == 3000);
  }
  CHECK(series.AtMost(3001) == series);
  CHECK(LossSeries().AtMost(2).empty());
}

TEST_CASE("a long run stays bounded, evenly spaced, with its first and newest point") {
  LossSeries series;
  for (int64_t step = 7; step < 100'000; ++step) {
    series.Add(step, static_cast<double>(step));
    REQUIRE(series.points().size() <= LossSeries::kCapacity + 1);
    REQUIRE(series.points().back().step == step);
  }
  const auto& points = series.points();
  CHECK(points.front().step == 7);
  CHECK(points.size() > LossSeries::kCapacity / 2);
  const int64_t spacing = points[1].step - points[0].step;
  for (size_t i = 1; i + 1 < points.size(); ++i) {
    CHECK(points[i].step - points[i - 1].step == spacing);
    CHECK(points[i].loss == static_cast<double>(points[i].step));
  }
}

TEST_CASE("a falling loss is no divergence, however slowly it falls") {
  DivergenceWatch watch;
  for (int i = 0; i < 10'000; ++i) CHECK_FALSE(watch.Add(1.0 + 1.0 / (1 + i)));
}

TEST_CASE("a loss that rises step by step above four times the first has diverged") {
  DivergenceWatch watch;
  int steps = 0;
  double loss = 1;
  while (!watch.Add(loss)) {
    loss *= 1.1;
    REQUIRE(++steps < 100);
  }
  CHECK(loss > 4);
  CHECK(loss < 4.5);
}

TEST_CASE(
    "a loss that grows in swings without bound has diverged, but not where steps are bounded") {
  DivergenceWatch watch;
  DivergenceWatch of_adam(false);
  int steps = 0;
  double loss = 1;
  for (bool up = true; !watch.Add(loss); up = !up) {
    CHECK_FALSE(of_adam.Add(loss));
    loss *= up ? 8 : 0.5;
    REQUIRE(++steps < 100);
  }
  CHECK(loss > 1e6);
  CHECK_FALSE(of_adam.Add(loss));
}

TEST_CASE("a single jump is not yet divergence, but a loss that is not a number is at once") {
  DivergenceWatch watch;
  CHECK_FALSE(watch.Add(1));
  CHECK_FALSE(watch.Add(100));
  CHECK_FALSE(watch.Add(50));
  CHECK(watch.Add(std::numeric_limits<double>::quiet_NaN()));
  DivergenceWatch other;
  CHECK(other.Add(std::numeric_limits<double>::infinity()));
}
