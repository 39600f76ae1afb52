#pragma once

#include <vector>

#include "core/grid/grid.h"

namespace convlens {

/// A grid as it was, relative to the one that replaced it: nothing where both are the same, the
/// rectangles that changed (at most one in each tile), or the whole grid.
class GridDelta {
 public:
  static constexpr int kTile = 64;  ///< cells a side: small against an image, large against a brush

  GridDelta() = default;
  GridDelta(const SharedGrid& before, const SharedGrid& after);

  /// `before`, given the `after` of the constructor.
  SharedGrid Restore(const SharedGrid& after) const;
  /// Memory that is held only for this.
  size_t bytes() const { return bytes_; }

 private:
  struct Patch {
    Cell origin;
    Grid cells;
  };
  enum class Kind { kSame, kPatches, kWhole };

  Kind kind_ = Kind::kSame;
  SharedGrid whole_;
  std::vector<Patch> patches_;
  size_t bytes_ = 0;
};

}  // namespace convlens
