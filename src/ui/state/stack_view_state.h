#pragma once

#include <cstdint>

#include "scene/layout/stack_figure.h"

namespace convlens {

/// The stack's figure that was laid out last, kept as long as what it shows is the same.
struct StackMemory {
  StackMapsPtr of;
  SharedGrid effective;  ///< empty where none is shown
  StackFigureOptions options;
  StackFigure stack;
};

/// What the stack's figure remembers between frames, beside its camera.
struct StackViewState {
  static constexpr int kNoDrag = -1;
  static constexpr int kDragRefused = -2;  ///< by Escape, until the button is let go

  StackMemory shown;
  bool hovers = false;           ///< the present hover was set by the figure
  int blocks = 0;                ///< of the figure that the camera was fitted to
  int dragged = kNoDrag;         ///< layer whose card is dragged along the strip
  TensorShape input_before;      ///< of the input when a preset was chosen last
  bool fitted_kernels = false;   ///< whether the last change of the stack changed kernels, and
  uint64_t fitted_revision = 0;  ///< the document's revision after it
};

}  // namespace convlens
