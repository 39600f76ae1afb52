#pragma once

#include <memory>

#include "scene/backward_figure.h"

namespace convlens {

/// What is remembered of the backward pass between frames: where it stands, and the pass itself
/// for as long as the grids that it follows from stay.
struct BackwardView {
  BackwardPart part = BackwardPart::kKernel;
  Playback playback;
  SharedGrid input, kernel, error;  ///< what `pass` was made from
  double scale = 0;                 ///< of the loss then
  std::shared_ptr<const BackwardPass> pass;
};

}  // namespace convlens
