#include "model/document/playback.h"

#include <algorithm>
#include <cmath>

namespace convlens::playback {
namespace {

Playback Halted(Playback playback) {
  playback.playing = false;
  playback.carry = 0;
  return playback;
}

int64_t LastOf(PlaybackExtent extent) { return std::max<int64_t>(extent.outputs - 1, 0); }

}  // namespace

Playback Clamped(Playback playback, PlaybackExtent extent) {
  playback.output = std::clamp<int64_t>(playback.output, 0, LastOf(extent));
  if (playback.terms) playback.terms = std::clamp(*playback.terms, 0, std::max(extent.terms, 0));
  playback.speed =
      std::isfinite(playback.speed) ? std::clamp(playback.speed, kMinSpeed, kMaxSpeed) : 1.0;
  if (!std::isfinite(playback.carry) || playback.carry < 0) playback.carry = 0;
  if (extent.outputs <= 0) {
    playback.terms.reset();
    playback = Halted(playback);
  }
  return playback;
}

Playback StepOver(Playback playback, PlaybackExtent extent) {
  playback = Halted(Clamped(playback, extent));
  playback.output = std::min(playback.output + 1, LastOf(extent));
  playback.terms.reset();
  return playback;
}

Playback StepBack(Playback playback, PlaybackExtent extent) {
  playback = Halted(Clamped(playback, extent));
  if (!playback.terms) playback.output = std::max<int64_t>(playback.output - 1, 0);
  playback.terms.reset();
  return playback;
}

Playback StepInto(Playback playback, PlaybackExtent extent) {
  playback = Halted(Clamped(playback, extent));
  if (extent.outputs <= 0 || extent.terms <= 0) return playback;
  const int done = playback.terms.value_or(0);
  if (done < extent.terms) {
    playback.terms = done + 1;
  } else if (playback.output < LastOf(extent)) {
    ++playback.output;
    playback.terms = 1;
  }
  return playback;
}

Playback GoTo(Playback playback, PlaybackExtent extent, int64_t output) {
  playback.output = output;
  playback.terms.reset();
  playback.carry = 0;
  return Clamped(playback, extent);
}

Playback GoToFirst(Playback playback, PlaybackExtent extent) { return GoTo(playback, extent, 0); }

Playback GoToLast(Playback playback, PlaybackExtent extent) {
  return Halted(GoTo(playback, extent, LastOf(extent)));
}

Playback TogglePlay(Playback playback, PlaybackExtent extent) {
  playback = Clamped(playback, extent);
  if (playback.playing || extent.outputs <= 0) return Halted(playback);
  if (playback.output == LastOf(extent) && !playback.terms) playback.output = 0;
  playback.playing = true;
  playback.carry = 0;
  return playback;
}

Playback Faster(Playback playback) {
  playback.speed = std::min(playback.speed * 2, kMaxSpeed);
  return playback;
}

Playback Slower(Playback playback) {
  playback.speed = std::max(playback.speed / 2, kMinSpeed);
  return playback;
}

Playback Advance(Playback playback, PlaybackExtent extent, double seconds) {
  playback = Clamped(playback, extent);
  if (!playback.playing || !(seconds > 0)) return playback;
  const double earned = playback.carry + std::min(seconds, 1e6) * playback.speed;
  int64_t steps = static_cast<int64_t>(earned);
  playback.carry = earned - static_cast<double>(steps);
  if (steps == 0) return playback;
  if (playback.terms) {  // first the sum that was stepped into is finished
    playback.terms.reset();
    --steps;
  }
  const int64_t last = LastOf(extent);
  if (playback.loop) {
    playback.output = (playback.output + steps) % extent.outputs;
  } else {
    playback.output = std::min(playback.output + steps, last);
    if (playback.output == last) playback = Halted(playback);
  }
  return playback;
}

}  // namespace convlens::playback
