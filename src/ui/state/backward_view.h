#pragma once

#include "model/document/playback.h"
#include "model/evaluate/backward_pass.h"

namespace convlens {

/// Where the backward pass stands.
struct BackwardView {
  BackwardPart part = BackwardPart::kKernel;
  Playback playback;
};

}  // namespace convlens
