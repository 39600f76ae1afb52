#pragma once

#include "imgui.h"
#include "model/edit/edit.h"
#include "scene/layout/matrix_form_view.h"
#include "ui/state/glide.h"

namespace convlens {

/// What the pointer does in the figure between press and release.
struct FigureGesture {
  enum class Kind {
    kNone,
    kPress,      ///< on a cell, not moved yet
    kDragValue,  ///< up and down changes the cell's number
    kPaint,
    kErase,
    kResize,  ///< by the lower right corner
  };
  Kind kind = Kind::kNone;
  GridRole role = GridRole::kInput;
  bool close_up = false;  ///< it began in a close-up of `role`
  Cell cell;              ///< pressed, or last painted
  float start_value = 0;
  bool may_drag = false;  ///< kPress becomes kDragValue when moved
  uint64_t stroke = 0;    ///< of the undo entry that this gesture makes
  Shape shape;            ///< kResize: what release gives
};

/// Turns of the wheel over the selected cell: those that follow closely are one undo entry.
struct WheelNudge {
  GridRole role = GridRole::kInput;
  Cell cell;
  uint64_t stroke = 0;  ///< 0: none open
  double until = 0;     ///< seconds
  float rest = 0;       ///< part of a turn (touch pads)
};

/// The matrix form that was made last, kept as long as the evaluation is the same.
struct MatrixMemory {
  EvaluationPtr of;
  MatrixForm form;
};

/// The figure that was laid out last, kept as long as what it shows is the same.
struct FigureMemory {
  EvaluationPtr of;
  FigureOptions options;            ///< without what is kept of the figure before
  std::optional<Message> left_out;  ///< see `Figure::labels`: what the Learn tab says instead
  Figure figure;
};

/// What the figure's panel remembers between frames.
struct FigureViewState {
  FigureGesture gesture;
  WheelNudge nudge;
  Glide glide;
  MatrixMemory matrix;
  FigureMemory shown;
  bool hovers = false;          ///< the present hover was set by the figure
  Cell close_up;                ///< the element that the close-up showed last
  bool holds_close_up = false;  ///< the pointer is in a close-up, which is to keep still then
  /// Space plays, but Space held while dragging pans: what its press changed is then put back.
  Playback last_playback;
  Playback before_space;
};

}  // namespace convlens
