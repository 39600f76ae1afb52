#include "chart/axis.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

ValueRange RangeOf(std::initializer_list<double> values, bool positive_only) {
  ValueRange range(positive_only);
  for (const double value : values) range.Add(value);
  return range;
}

TEST_CASE("a range takes only what its axis can show") {
  const ValueRange linear = RangeOf({0, 3, kInfinity, NAN, 1}, false);
  CHECK(linear.low() == 0);
  CHECK(linear.high() == 3);
  const ValueRange logarithmic = RangeOf({0, 3, kInfinity, NAN, 1}, true);
  CHECK(logarithmic.low() == 1);
  CHECK(logarithmic.high() == 3);
  CHECK(RangeOf({0, NAN, -1}, true).empty());
}

TEST_CASE("a linear axis starts at zero and ends at a nice number just above the largest value") {
  CHECK(LinearAxis(RangeOf({3, 17.3}, false)) == PlotAxis{0, 20, false});
  CHECK(LinearAxis(RangeOf({21}, false)) == PlotAxis{0, 30, false});
  CHECK(LinearAxis(RangeOf({20}, false)) == PlotAxis{0, 20, false});
  CHECK(LinearAxis(RangeOf({0.02}, false)).high == doctest::Approx(0.02));
  CHECK(LinearAxis(RangeOf({}, false)) == PlotAxis{0, 1, false});
  CHECK(LinearAxis(RangeOf({0, 0}, false)) == PlotAxis{0, 1, false});
}

TEST_CASE("a logarithmic axis over several decades has whole decades") {
  const PlotAxis axis = LogarithmicAxis(RangeOf({0.0187, 27}, true));
  CHECK(axis.low == doctest::Approx(0.01));
  CHECK(axis.high == doctest::Approx(100));
  const std::vector<double> ticks = AxisTicks(axis, 6);
  REQUIRE(ticks.size() == 5);
  CHECK(ticks[0] == doctest::Approx(0.01));
  CHECK(ticks[4] == doctest::Approx(100));
  CHECK(LogarithmicAxis(RangeOf({0.01, 100}, true)).high == doctest::Approx(100));
}

TEST_CASE("a logarithmic axis over little more than one value still has a height") {
  const PlotAxis one_value = LogarithmicAxis(RangeOf({5, 5}, true));
  CHECK(one_value.low < 5);
  CHECK(one_value.high > 5);
  const PlotAxis narrow = LogarithmicAxis(RangeOf({3, 17}, true));
  CHECK(narrow.low == doctest::Approx(2));
  CHECK(narrow.high == doctest::Approx(20));
  CHECK(AxisTicks(narrow, 6) == std::vector<double>{2, 5, 10, 20});
}

TEST_CASE("a loss that falls by dozens of decades gets few ticks") {
  const PlotAxis axis = LogarithmicAxis(RangeOf({1e-27, 40}, true));
  const std::vector<double> ticks = AxisTicks(axis, 6);
  CHECK(ticks.size() >= 4);
  CHECK(ticks.size() <= 6);
  CHECK(ticks.front() == doctest::Approx(1e-27));
}

TEST_CASE("the largest and smallest doubles leave the axes finite") {
  const PlotAxis axis = LogarithmicAxis(RangeOf({5e-324, 1.7e308}, true));
  CHECK(axis.low > 0);
  CHECK(std::isfinite(axis.high));
  CHECK(axis.FractionOf(1.7e308) > 1);
  CHECK(axis.FractionOf(1) == doctest::Approx(0.5).epsilon(0.01));
  CHECK(AxisTicks(axis, 6).size() <= 6);
  CHECK(std::isfinite(LinearAxis(RangeOf({1.7e308}, false)).high));
}

TEST_CASE("linear ticks are multiples of 1, 2 or 5") {
  CHECK(AxisTicks({0, 10, false}, 11) == std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(AxisTicks({0, 10, false}, 6) == std::vector<double>{0, 2, 4, 6, 8, 10});
  CHECK(AxisTicks({0, 1234, false}, 6) == std::vector<double>{0, 500, 1000});
}

TEST_CASE("step ticks are whole numbers") {
  CHECK(AxisTicks(StepAxis(3), 11, true) == std::vector<double>{0, 1, 2, 3});
  CHECK(AxisTicks(StepAxis(0), 11, true) == std::vector<double>{0, 1});
}

TEST_CASE("fractions and values are each other's inverse") {
  const PlotAxis linear{2, 12, false};
  CHECK(linear.FractionOf(7) == doctest::Approx(0.5));
  CHECK(linear.ValueAt(0.5) == doctest::Approx(7));
  const PlotAxis logarithmic{0.01, 100, true};
  CHECK(logarithmic.FractionOf(1) == doctest::Approx(0.5));
  CHECK(logarithmic.ValueAt(0.5) == doctest::Approx(1));
}

TEST_CASE("zero is at the foot of a logarithmic axis and infinity beyond the end of any") {
  const PlotAxis logarithmic{0.01, 100, true};
  CHECK(logarithmic.FractionOf(0) == 0);
  CHECK(logarithmic.FractionOf(kInfinity) > 1);
  CHECK(PlotAxis{0, 1, false}.FractionOf(kInfinity) > 1);
  CHECK(std::isnan(logarithmic.FractionOf(NAN)));
}

}  // namespace
}  // namespace convlens
