#pragma once

#include <memory>

#include "scene/backward_figure.h"

namespace convlens {

struct UiContext;

/// What is remembered of the backward pass between frames: where it stands, and the pass itself
/// for as long as the grids that it follows from stay.
struct BackwardView {
  BackwardPart part = BackwardPart::kKernel;
  Playback playback;
  SharedGrid input, kernel, error;  ///< what `pass` was made from
  double scale = 0;                 ///< of the loss then
  std::shared_ptr<const BackwardPass> pass;
};

/// Larger inputs are too small on the screen for their numbers to be read.
inline constexpr int64_t kMostBackwardCells = 1600;

/// In the place of the learning figure: the correlation that gives the gradient.
void DrawBackwardFigure(UiContext& ui, Rect bounds);
/// In the lab's card: which gradient, the steps through it, and the sum of the element.
void DrawBackward(UiContext& ui, Rect card);

}  // namespace convlens
