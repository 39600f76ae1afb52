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
    playback = playback::StepOver(playback, kFigure);
    CHECK(playback.output == expected);
    CHECK_FALSE(playback.terms);
  }
}

TEST_CASE("stepping into walks the terms of a sum and goes on to the next sum's first term") {
  Playback playback = At(1);
  for (const int expected : {1, 2, 3, 4}) {
    playback = playback::StepInto(playback, kFigure);
    CHECK(playback.output == 1);
    CHECK(playback.terms == expected);
  }
  playback = playback::StepInto(playback, kFigure);
  CHECK(playback.output == 2);
  CHECK(playback.terms == 1);
}

TEST_CASE("stepping into stays on the very last term") {
  Playback playback = At(3);
  for (int i = 0; i < 9; ++i) playback = playback::StepInto(playback, kFigure);
  CHECK(playback.output == 3);
  CHECK(playback.terms == 4);
}

TEST_CASE("stepping over from inside a window goes to the next element, out of the window") {
  const Playback playback = playback::StepOver(playback::StepInto(At(1), kFigure), kFigure);
  CHECK(playback.output == 2);
  CHECK_FALSE(playback.terms);
}

TEST_CASE("stepping back leaves the window, then the element") {
  Playback inside = playback::StepInto(At(2), kFigure);
  Playback playback = playback::StepBack(inside, kFigure);
  CHECK(playback == At(2));
  playback = playback::StepBack(playback, kFigure);
  CHECK(playback == At(1));
  CHECK(playback::StepBack(At(0), kFigure) == At(0));
}

TEST_CASE("going to a place keeps it inside and leaves the window") {
  CHECK(playback::GoTo(playback::StepInto(At(0), kFigure), kFigure, 99) == At(3));
  CHECK(playback::GoTo(At(2), kFigure, -5) == At(0));
  CHECK(playback::GoToFirst(At(3), kFigure) == At(0));
  CHECK(playback::GoToLast(At(0), kFigure) == At(3));
}

TEST_CASE("a manual step pauses the playing") {
  CHECK_FALSE(playback::StepOver(Playing(0, 1), kFigure).playing);
  CHECK_FALSE(playback::StepInto(Playing(0, 1), kFigure).playing);
  CHECK_FALSE(playback::GoToLast(Playing(0, 1), kFigure).playing);
  CHECK(playback::GoTo(Playing(0, 1), kFigure, 2).playing);  // the scrubber moves a playing head
}

TEST_CASE("playing moves on by whole steps and keeps the part of a step that is earned") {
  Playback playback = Playing(0, 2);
  playback = playback::Advance(playback, kFigure, 0.4);
  CHECK(playback.output == 0);
  playback = playback::Advance(playback, kFigure, 0.4);
  CHECK(playback.output == 1);
  playback = playback::Advance(playback, kFigure, 0.5);
  CHECK(playback.output == 2);
}

TEST_CASE("playing stops at the end, or loops") {
  Playback playback = playback::Advance(Playing(2, 1), kFigure, 1);
  CHECK(playback.output == 3);
  CHECK_FALSE(playback.playing);
  Playback looping = Playing(2, 1);
  looping.loop = true;
  looping = playback::Advance(looping, kFigure, 7);
  CHECK(looping.output == 1);
  CHECK(looping.playing);
}

TEST_CASE("space plays and pauses, and starts again from the end") {
  Playback playback = playback::TogglePlay(At(1), kFigure);
  CHECK(playback.playing);
  CHECK(playback.output == 1);
  CHECK_FALSE(playback::TogglePlay(playback, kFigure).playing);
  CHECK(playback::TogglePlay(At(3), kFigure).output == 0);
}

TEST_CASE("playing from inside a window first finishes its sum") {
  Playback playback = playback::TogglePlay(playback::StepInto(At(1), kFigure), kFigure);
  playback = playback::Advance(playback, kFigure, 1);
  CHECK(playback.output == 1);
  CHECK_FALSE(playback.terms);
  CHECK(playback::Advance(playback, kFigure, 1).output == 2);
}

TEST_CASE("a speed of a thousand crosses a large output in time") {
  const PlaybackExtent large{1'000'000'000'000, 9};
  const Playback playback = playback::Advance(Playing(0, kMaxSpeed), large, 2.5);
  CHECK(playback.output == 2500);
}

TEST_CASE("speeds double and halve within their bounds") {
  Playback playback;
  CHECK(playback::Faster(playback).speed == 2);
  CHECK(playback::Slower(playback).speed == 0.5);
  for (int i = 0; i < 30; ++i) playback = playback::Faster(playback);
  CHECK(playback.speed == kMaxSpeed);
  for (int i = 0; i < 30; ++i) playback = playback::Slower(playback);
  CHECK(playback.speed == kMinSpeed);
}

TEST_CASE("a playback from a file is brought into its extent") {
  Playback playback = Playing(99, std::numeric_limits<double>::quiet_NaN());
  playback.terms = 77;
  playback.carry = -3;
  const Playback clamped = playback::Clamped(playback, kFigure);
  CHECK(clamped.output == 3);
  CHECK(clamped.terms == 4);
  CHECK(clamped.speed == 1);
  CHECK(clamped.carry == 0);
}

TEST_CASE("without an output nothing plays and no step fails") {
  const PlaybackExtent none{0, 4};
  CHECK_FALSE(playback::TogglePlay(At(0), none).playing);
  CHECK(playback::StepOver(At(3), none) == At(0));
  CHECK(playback::StepInto(At(0), none) == At(0));
  CHECK(playback::GoToLast(At(0), none) == At(0));
  CHECK_FALSE(playback::Advance(Playing(0, 10), none, 5).playing);
}

TEST_CASE("time that does not pass moves nothing") {
  const Playback playback = Playing(1, 4);
  CHECK(playback::Advance(playback, kFigure, 0) == playback);
  CHECK(playback::Advance(playback, kFigure, -1) == playback);
  CHECK(playback::Advance(playback, kFigure, std::numeric_limits<double>::quiet_NaN()) == playback);
}
