#include "chart/contour.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace convlens {
namespace {

Grid Sampled(int side, double (*f)(double x, double y)) {
  Grid field(side, side);
  for (int row = 0; row < side; ++row) {
    for (int col = 0; col < side; ++col) field.at(row, col) = static_cast<float>(f(col, row));
  }
  return field;
}

TEST_CASE("a plane's contour is one straight line from border to border") {
  const Grid field = Sampled(5, [](double x, double) { return x; });
  const auto lines = Contours(field, 1.5);
  REQUIRE(lines.size() == 1);
  CHECK_FALSE(lines[0].closed);
  CHECK(lines[0].points.size() == 5);
  for (const Point& p : lines[0].points) CHECK(p.x == doctest::Approx(1.5));
}

TEST_CASE("a bowl's contour is one closed ring at its distance") {
  const Grid field = Sampled(41, [](double x, double y) { return std::hypot(x - 20.0, y - 20.0); });
  const auto lines = Contours(field, 10);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].closed);
  for (const Point& p : lines[0].points) {
    CHECK(std::hypot(p.x - 20, p.y - 20) == doctest::Approx(10).epsilon(0.01));
  }
}

TEST_CASE("two hills have two rings, and a ring that leaves the field is open") {
  const auto hills = [](double x, double y) {
    return std::exp(-(std::pow(x - 8, 2) + std::pow(y - 15, 2)) / 12) +
           std::exp(-(std::pow(x - 30, 2) + std::pow(y - 15, 2)) / 12);
  };
  const Grid field = Sampled(31, hills);
  const auto lines = Contours(field, 0.5);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].closed != lines[1].closed);
}

TEST_CASE("a saddle is cut where its middle says") {
  const Grid field{{1, 0}, {0, 1}};
  // The middle is 0.5: below it, both high corners belong together.
  CHECK(Contours(field, 0.25).size() == 2);
  for (const ContourLine& line : Contours(field, 0.25)) {
    // Each line cuts off a low corner: top right or bottom left.
    const Point a = line.points.front();
    const Point b = line.points.back();
    CHECK((a.x + b.x) / 2 + (a.y + b.y) / 2 == doctest::Approx(1));
  }
}

TEST_CASE("what is not finite has no contour and breaks the lines beside it") {
  Grid field = Sampled(6, [](double x, double) { return x; });
  field.at(2, 2) = std::numeric_limits<float>::quiet_NaN();
  const auto lines = Contours(field, 1.5);
  CHECK(lines.size() == 2);
}

TEST_CASE("a flat field, a single sample and a level beyond all values have none") {
  CHECK(Contours(Grid(4, 4, 1.0F), 1).empty());
  CHECK(Contours(Grid(1, 1), 0).empty());
  CHECK(Contours(Sampled(4, [](double x, double) { return x; }), 9).empty());
}

TEST_CASE("a bowl's levels rise by one factor from a thousandth up to the highest") {
  const auto levels = BowlLevels(5, 1005, 4);
  REQUIRE(levels.size() == 4);
  CHECK(levels[0] == doctest::Approx(6));
  CHECK(levels[1] == doctest::Approx(15));
  CHECK(levels[2] == doctest::Approx(105));
  CHECK(levels[3] == doctest::Approx(1005));
  CHECK(BowlLevels(1, 1, 4).empty());
  CHECK(BowlLevels(0, std::numeric_limits<double>::infinity(), 4).empty());
}

}  // namespace
}  // namespace convlens
