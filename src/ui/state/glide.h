#pragma once

#include <cstdint>
#include <optional>

#include "model/document/playback.h"
#include "scene/figure/figure.h"

namespace convlens {

/// The window's way from one output position to the next, in (col, row) of the output.
struct Glide {
  int64_t index = -1;  ///< where it leads to; -1: nowhere yet
  int width = 0;       ///< of the output it belongs to
  Point from;
  Point to;
  double start = 0;     ///< seconds
  double duration = 0;  ///< seconds; 0: it stands
};

inline constexpr double kGlideSeconds = 0.25;
/// Playing faster than this, positions a second, the window jumps.
inline constexpr double kGlideMaxSpeed = 4;
/// Steps by hand that follow faster than this, in seconds (a key held down), jump too.
inline constexpr double kGlideMinPause = 0.12;

/// The glide once playback stands at `playback.output` in an output `width` wide, at time `now`.
/// Only a step to a neighbouring index glides, from wherever the window is just then.
Glide GlideAfter(const Glide& glide, const Playback& playback, int width, double now);

/// Where the window is at `now` while it moves; nothing once it stands.
std::optional<Point> GlidePosition(const Glide& glide, double now);

}  // namespace convlens
