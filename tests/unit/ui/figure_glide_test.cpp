#include <doctest/doctest.h>

#include "ui/state/glide.h"

using namespace convlens;

namespace {

Playback Standing(int64_t output) {
  Playback playback;
  playback.output = output;
  return playback;
}

Playback Playing(int64_t output, double speed) {
  Playback playback = Standing(output);
  playback.playing = true;
  playback.speed = speed;
  return playback;
}

Glide StandingAt(int64_t output, int width) { return GlideAfter({}, Standing(output), width, 0); }

}  // namespace

TEST_CASE("the window first appears where it stands") {
  CHECK_FALSE(GlidePosition(StandingAt(3, 2), 0).has_value());
}

TEST_CASE("a step glides to the neighbour within a quarter of a second") {
  const Glide glide = GlideAfter(StandingAt(0, 2), Standing(1), 2, 10);
  const auto start = GlidePosition(glide, 10);
  REQUIRE(start.has_value());
  CHECK(*start == Point{0, 0});
  const auto middle = GlidePosition(glide, 10.125);
  REQUIRE(middle.has_value());
  CHECK(middle->x == doctest::Approx(0.5));
  CHECK(middle->y == 0);
  CHECK_FALSE(GlidePosition(glide, 10.25).has_value());
}

TEST_CASE("a step to the next row glides down and back to the left") {
  const Glide glide = GlideAfter(StandingAt(1, 2), Standing(2), 2, 10);
  const auto middle = GlidePosition(glide, 10.125);
  REQUIRE(middle.has_value());
  CHECK(middle->x == doctest::Approx(0.5));
  CHECK(middle->y == doctest::Approx(0.5));
}

TEST_CASE("a new step starts from where the window is just then") {
  const Glide first = GlideAfter(StandingAt(0, 9), Standing(1), 9, 10);
  const Glide second = GlideAfter(first, Standing(2), 9, 10.125);
  const auto start = GlidePosition(second, 10.125);
  REQUIRE(start.has_value());
  CHECK(start->x == doctest::Approx(0.5));
}

TEST_CASE("slow playing glides, and arrives before the next step") {
  const Glide glide = GlideAfter(StandingAt(0, 9), Playing(1, 4), 9, 10);
  CHECK(GlidePosition(glide, 10.1).has_value());
  CHECK_FALSE(GlidePosition(glide, 10.25).has_value());
}

TEST_CASE("fast playing, a jump, a held key and another output do not glide") {
  CHECK_FALSE(GlidePosition(GlideAfter(StandingAt(0, 9), Playing(1, 8), 9, 10), 10).has_value());
  CHECK_FALSE(GlidePosition(GlideAfter(StandingAt(0, 9), Standing(5), 9, 10), 10).has_value());
  CHECK_FALSE(GlidePosition(GlideAfter(StandingAt(0, 9), Standing(1), 8, 10), 10).has_value());
  const Glide held = GlideAfter(StandingAt(0, 9), Standing(1), 9, 10);
  CHECK_FALSE(GlidePosition(GlideAfter(held, Standing(2), 9, 10.03), 10.03).has_value());
}

TEST_CASE("standing still, or stepping into terms, leaves a glide as it is") {
  const Glide glide = GlideAfter(StandingAt(0, 2), Standing(1), 2, 10);
  Playback inside = Standing(1);
  inside.terms = 1;
  CHECK(GlideAfter(glide, inside, 2, 10.1).start == 10);
}

TEST_CASE("without an output there is nowhere to glide") {
  CHECK_FALSE(GlidePosition(GlideAfter(StandingAt(0, 2), Standing(1), 0, 10), 10).has_value());
}
