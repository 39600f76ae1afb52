#pragma once

#include <cstdint>
#include <optional>

#include "core/grid/geometry.h"

namespace convlens {

/// Where the step-through stands: an output element and, when stepping into its window, a term of
/// its sum. A value without a clock: time only calls `Advance`.
struct Playback {
  int64_t output = 0;  ///< row-major index of the current output element
  /// Stepping into the window: how many terms of the sum are done, 0..terms. Empty: all of them.
  std::optional<int> terms;
  bool playing = false;
  bool loop = false;
  double speed = 1.0;  ///< output elements a second
  double carry = 0.0;  ///< part of a step that time has already earned

  bool operator==(const Playback&) const = default;
};

inline constexpr double kMinSpeed = 0.25;
inline constexpr double kMaxSpeed = 1000;

/// What Playback walks over: output elements, and terms (kernel cells) of each.
struct PlaybackExtent {
  int64_t outputs = 0;
  int terms = 0;
};

namespace playback {

/// All return the changed value and keep it inside `extent`.
Playback Clamped(Playback playback, PlaybackExtent extent);
Playback StepOver(Playback playback, PlaybackExtent extent);  ///< next element; stays on the last
Playback StepBack(Playback playback, PlaybackExtent extent);  ///< out of the window, or one back
Playback StepInto(Playback playback,
                  PlaybackExtent extent);  ///< next term; after the last, the next element's first
Playback GoTo(Playback playback, PlaybackExtent extent, int64_t output);
Playback GoToFirst(Playback playback, PlaybackExtent extent);
Playback GoToLast(Playback playback, PlaybackExtent extent);
/// Space: plays, or pauses; from the last element it starts again at the first.
Playback TogglePlay(Playback playback, PlaybackExtent extent);
/// Doubles or halves within [kMinSpeed, kMaxSpeed].
Playback Faster(Playback playback);
Playback Slower(Playback playback);
/// Lets `seconds` pass: moves on by whole steps, loops or stops at the end.
Playback Advance(Playback playback, PlaybackExtent extent, double seconds);

}  // namespace playback
}  // namespace convlens
