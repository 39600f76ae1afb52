#pragma once

#include <deque>
#include <vector>

#include "model/evaluate/evaluation.h"

namespace convlens {

/// Grids that an evaluation left behind, whose memory the next one uses again: the first touch of
/// new memory takes longer than most of what is computed, and of a grid that differs from the one
/// wanted in a few cells only those need copying.
class SpareGrids {
 public:
  /// At most this many bytes are kept, and only until the next evaluation is there.
  static constexpr int64_t kMostBytes = int64_t{1} << 29;

  /// Keeps `grid`, to be used once nobody else has it.
  void Add(const SharedGrid& grid);
  /// A grid of `shape` that nobody shares, its cells without a meaning.
  SharedGrid Take(Shape shape);
  /// A copy of `from` that nobody shares.
  SharedGrid CopyOf(const SharedGrid& from);

 private:
  std::deque<SharedGrid> grids_;  // taken from the front, in the order in which they were added
  int64_t bytes_ = 0;
};

/// What `before` leaves behind that may be of use after `now`, which takes its place: grids of the
/// shapes that `now` has, and that it does not share.
SpareGrids LeftBy(const Evaluation& before, const Evaluation& now);

}  // namespace convlens
