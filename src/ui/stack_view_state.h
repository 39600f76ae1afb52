#pragma once

#include "imgui.h"

namespace convlens {

/// What the stack's figure remembers between frames, beside its camera.
struct StackViewState {
  bool panning = false;
  int button = 0;       ///< ImGui's number of the button held
  ImVec2 last{0, 0};    ///< pixel of the frame before
  bool hovers = false;  ///< the present hover was set by the figure
  int blocks = 0;       ///< of the figure that the camera was fitted to
};

}  // namespace convlens
