#pragma once

#include <vector>

#include "layer/settings/receptive_field.h"
#include "model/evaluate/stack_maps.h"

namespace convlens {

/// What an element sees in one of the grids before it, or reaches in one of those behind it.
struct StackField {
  enum class Kind { kSeen, kItself, kReached };
  Kind kind = Kind::kItself;
  FieldCells cells;    ///< inside the grid, exactly
  CellRect bounds;     ///< around them; empty when there are none
  CellRect unclipped;  ///< kSeen: with what lies in the padding; else as `bounds`

  bool reaches_out() const { return !unclipped.empty() && !(unclipped == bounds); }
};

/// The receptive field of `element` in every grid before its own, and its projective field in every
/// grid behind it: one entry per grid. Empty when there is no such element. The time does not
/// depend on the grids' contents: some microseconds per layer.
std::vector<StackField> FieldsThrough(const Evaluation& evaluation, const StackElement& element);

/// The settings of the layers that give something, and the shapes of what goes into and comes out
/// of them: one more than layers.
struct StackGeometry {
  std::vector<LayerSettings> settings;
  std::vector<Shape> shapes;
};
StackGeometry GeometryOf(const Evaluation& evaluation);

/// "sees 5 × 5" and the like, for under a grid; empty for the element itself.
Message FieldCaption(const StackField& field);

}  // namespace convlens
