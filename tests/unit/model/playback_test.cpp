#include "model/document/playback.h"

#include <doctest/doctest.h>

#include <limits>

using namespace convlens;

namespace {

constexpr PlaybackExtent kFigure{4, 4};  // figure 6.2.1: four sums of four terms

Playback At(int64_t output) {
  Playback playback;
  playback.output = output;
  return playback;
}

Playback Playing(int64_t output, double speed) {
  Playback playback = At(output);
  playback.playing = true;
  playback.speed = speed;
  return playback;
}

}  // namespace

TEST_CASE("stepping over walks the output and stays on its last element") {
  Playback playback;
  for (const int64_t expected : {1, 2, 3, 3}) {
    playback = StepOver(playback, kFigure);
    CHECK(playback.output == expected);
    CHECK_FALSE(playback.terms);
  }
}

TEST_CASE("stepping into walks the terms of a sum and goes on to the next sum's first term") {
  Playback playback = At(1);
  for (const int expected : {1, 2, 3, 4}) {
    playback = StepInto(playback, kFigure);
    CHECK(playback.output == 1);
    CHECK(playback.terms == expected);
  }
  playback = StepInto(playback, kFigure);
  CHECK(playback.output == 2);
  CHECK(playback.terms == 1);
}

TEST_CASE("stepping into stays on the very last term") {
  Playback playback = At(3);
  for (int i = 0; i < 9; ++i) playback = StepInto(playback, kFigure);
  CHECK(playback.output == 3);
  CHECK(playback.terms == 4);
}

TEST_CASE("stepping over from inside a window goes to the next element, out of the window") {
  const Playback playback = StepOver(StepInto(At(1), kFigure), kFigure);
  CHECK(playback.output == 2);
  CHECK_FALSE(playback.terms);
}

TEST_CASE("stepping back leaves the window, then the element") {
  Playback inside = StepInto(At(2), kFigure);
  Playback playback = StepBack(inside, kFigure);
  CHECK(playback == At(2));
  playback = StepBack(playback, kFigure);
  CHECK(playback == At(1));
  CHECK(StepBack(At(0), kFigure) == At(0));
}

TEST_CASE("going to a place keeps it inside and leaves the window") {
  CHECK(GoTo(StepInto(At(0), kFigure), kFigure, 99) == At(3));
  CHECK(GoTo(At(2), kFigure, -5) == At(0));
  CHECK(GoToFirst(At(3), kFigure) == At(0));
  CHECK(GoToLast(At(0), kFigure) == At(3));
}

TEST_CASE("a manual step pauses the playing") {
  CHECK_FALSE(StepOver(Playing(0, 1), kFigure).playing);
  CHECK_FALSE(StepInto(Playing(0, 1), kFigure).playing);
  CHECK_FALSE(GoToLast(Playing(0, 1), kFigure).playing);
  CHECK(GoTo(Playing(0, 1), kFigure, 2).playing);  // the scrubber moves a playing head
}

TEST_CASE("playing moves on by whole steps and keeps the part of a step that is earned") {
  Playback playback = Playing(0, 2);
  playback = Advance(playback, kFigure, 0.4);
  CHECK(playback.output == 0);
  playback = Advance(playback, kFigure, 0.4);
  CHECK(playback.output == 1);
  playback = Advance(playback, kFigure, 0.5);
  CHECK(playback.output == 2);
}

TEST_CASE("playing stops at the end, or loops") {
  Playback playback = Advance(Playing(2, 1), kFigure, 1);
  CHECK(playback.output == 3);
  CHECK_FALSE(playback.playing);
  Playback looping = Playing(2, 1);
  looping.loop = true;
  looping = Advance(looping, kFigure, 7);
  CHECK(looping.output == 1);
  CHECK(looping.playing);
}

TEST_CASE("space plays and pauses, and starts again from the end") {
  Playback playback = TogglePlay(At(1), kFigure);
  CHECK(playback.playing);
  CHECK(playback.output == 1);
  CHECK_FALSE(TogglePlay(playback, kFigure).playing);
  CHECK(TogglePlay(At(3), kFigure).output == 0);
}

TEST_CASE("playing from inside a window first finishes its sum") {
  Playback playback = TogglePlay(StepInto(At(1), kFigure), kFigure);
  playback = Advance(playback, kFigure, 1);
  CHECK(playback.output == 1);
  CHECK_FALSE(playback.terms);
  CHECK(Advance(playback, kFigure, 1).output == 2);
}

TEST_CASE("a speed of a thousand crosses a large output in time") {
  const PlaybackExtent large{1'000'000'000'000, 9};
  const Playback playback = Advance(Playing(0, kMaxSpeed), large, 2.5);
  CHECK(playback.output == 2500);
}

TEST_CASE("speeds double and halve within their bounds") {
  Playback playback;
  CHECK(Faster(playback).speed == 2);
  CHECK(Slower(playback).speed == 0.5);
  for (int i = 0; i < 30; ++i) playback = Faster(playback);
  CHECK(playback.speed == kMaxSpeed);
  for (int i = 0; i < 30; ++i) playback = Slower(playback);
  CHECK(playback.speed == kMinSpeed);
}

TEST_CASE("a playback from a file is brought into its extent") {
  Playback playback = Playing(99, std::numeric_limits<double>::quiet_NaN());
  playback.terms = 77;
  playback.carry = -3;
  const Playback clamped = Clamped(playback, kFigure);
  CHECK(clamped.output == 3);
  CHECK(clamped.terms == 4);
  CHECK(clamped.speed == 1);
  CHECK(clamped.carry == 0);
}

TEST_CASE("without an output nothing plays and no step fails") {
  const PlaybackExtent none{0, 4};
  CHECK_FALSE(TogglePlay(At(0), none).playing);
  CHECK(StepOver(At(3), none) == At(0));
  CHECK(StepInto(At(0), none) == At(0));
  CHECK(GoToLast(At(0), none) == At(0));
  CHECK_FALSE(Advance(Playing(0, 10), none, 5).playing);
}

TEST_CASE("time that does not pass moves nothing") {
  const Playback playback = Playing(1, 4);
  CHECK(Advance(playback, kFigure, 0) == playback);
  CHECK(Advance(playback, kFigure, -1) == playback);
  CHECK(Advance(playback, kFigure, std::numeric_limits<double>::quiet_NaN()) == playback);
}
