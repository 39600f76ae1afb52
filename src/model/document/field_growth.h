#pragma once

namespace convlens {

/// How far the fields have grown from their element, in layers: a step index that time only moves
/// on, like Playback.
struct FieldGrowth {
  static constexpr int kGrown = 1 << 20;  ///< all the way
  int steps = kGrown;                     ///< grids farther from the element than this are not lit
  bool playing = false;
  double carry = 0;  ///< part of a step that time has already earned

  bool operator==(const FieldGrowth&) const = default;
};
/// Steps that it takes until all grids are lit.
int GrowthSteps(int grid, int grid_count);
/// From the element alone.
FieldGrowth StartGrowth();
/// Lets `seconds` pass: whole steps, and an end once all is lit.
FieldGrowth AdvanceGrowth(FieldGrowth growth, int steps_needed, double seconds);

}  // namespace convlens
