#pragma once

#include "model/evaluate/backward_pass.h"
#include "scene/figure/figure.h"

namespace convlens {

/// The correlation in one row, the element where `playback` stands lit, as far as it has come in
/// its sum. The figure refers to the grids of `pass`.
Figure BuildBackwardFigure(const BackwardPass& pass, BackwardPart part, const Playback& playback,
                           const ViewSettings& view);

}  // namespace convlens
