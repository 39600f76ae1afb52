#include "ui/state/glide.h"

#include <algorithm>
#include <cstdlib>

namespace convlens {
namespace {

Point PositionOf(int64_t index, int width) {
  const Cell cell = CellAt(index, width);
  return {static_cast<float>(cell.col), static_cast<float>(cell.row)};
}

// Cubic, slow at both ends.
float Eased(float t) { return t * t * (3 - 2 * t); }

bool Glides(const Glide& glide, const Playback& playback, int width, double now) {
  if (glide.index < 0 || glide.width != width) return false;
  if (std::abs(playback.output - glide.index) != 1) return false;
  if (playback.playing) return playback.speed <= kGlideMaxSpeed;
  return now - glide.start >= kGlideMinPause;
}

}  // namespace

Glide GlideAfter(const Glide& glide, const Playback& playback, int width, double now) {
  if (width <= 0) return {};
  if (glide.index == playback.output && glide.width == width) return glide;
  Glide next;
  next.index = playback.output;
  next.width = width;
  next.to = PositionOf(playback.output, width);
  next.from = next.to;
  next.start = now;
  if (!Glides(glide, playback, width, now)) return next;
  next.from = GlidePosition(glide, now).value_or(glide.to);
  next.duration = playback.playing ? std::min(kGlideSeconds, 0.7 / playback.speed) : kGlideSeconds;
  return next;
}

std::optional<Point> GlidePosition(const Glide& glide, double now) {
  const double passed = now - glide.start;
  if (glide.duration <= 0 || passed >= glide.duration) return std::nullopt;
  const float t = Eased(static_cast<float>(std::max(0.0, passed) / glide.duration));
  return Point{glide.from.x + t * (glide.to.x - glide.from.x),
               glide.from.y + t * (glide.to.y - glide.from.y)};
}

}  // namespace convlens
