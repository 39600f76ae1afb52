#include "train/setup/schedule.h"

#include <doctest/doctest.h>

#include <limits>

using namespace convlens;

TEST_CASE("a constant schedule never changes the rate") {
  CHECK(RateAt({}, 0.03, 0) == 0.03);
  CHECK(RateAt({}, 0.03, std::numeric_limits<int64_t>::max()) == 0.03);
}

TEST_CASE("a step schedule multiplies the rate every few steps") {
  const Schedule schedule{.kind = Schedule::Kind::kStep, .every = 10, .factor = 0.5};
  CHECK(RateAt(schedule, 1, 9) == 1);
  CHECK(RateAt(schedule, 1, 10) == 0.5);
  CHECK(RateAt(schedule, 1, 39) == 0.125);
  CHECK(RateAt(schedule, 1, 1'000'000'000'000) == 0);
}

TEST_CASE("a cosine schedule falls from the rate to the last one, halfway in the middle") {
  const Schedule schedule{.kind = Schedule::Kind::kCosine, .length = 100, .last = 0.2};
  CHECK(RateAt(schedule, 1, 0) == 1);
  CHECK(RateAt(schedule, 1, 50) == doctest::Approx(0.6));
  CHECK(RateAt(schedule, 1, 25) == doctest::Approx(0.2 + 0.8 * 0.8535533905932737));
  CHECK(RateAt(schedule, 1, 100) == 0.2);
  CHECK(RateAt(schedule, 1, 1'000'000'000'000) == 0.2);
}
