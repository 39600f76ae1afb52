#pragma once

#include "train/quadratic/normal_equations.h"

namespace convlens {

struct UiContext;

/// XᵀX as a square of coloured cells, as wide as the room: row and column i belong to weight i, the
/// last ones to a bias that is learned. Numbers where they fit, and under the pointer. More weights
/// than `kMostGramSide` are not drawn.
void DrawGram(UiContext& ui, const NormalEquations& sums);
inline constexpr size_t kMostGramSide = 64;

}  // namespace convlens
