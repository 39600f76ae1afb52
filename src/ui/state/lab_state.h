#pragma once

#include <memory>
#include <optional>
#include <string>

#include "chart/axis.h"
#include "chart/surface.h"
#include "ui/state/backward_view.h"

namespace convlens {

struct KeptSurface;
struct TaskAnalysis;

/// What the card under the learning figure shows.
enum class LabView { kLoss, kWeights, kSurface, kWhy, kBackward };

/// What the training lab remembers between frames.
struct LabState {
  LabView view = LabView::kLoss;

  // --- plots
  std::optional<PlotAxis> steps;      ///< the part of the steps that is shown; empty: all
  std::optional<double> select_from;  ///< a step: a range is being dragged from here

  BackwardView backward;

  // --- surface
  bool along_directions = false;  ///< rather than along two weights
  size_t s_weight = 0;
  size_t t_weight = 1;
  std::optional<SurfaceWindow> window;
  /// What the window was made for: another view gets another window.
  struct Sight {
    std::shared_ptr<const TaskAnalysis> analysis;
    std::string s_name, t_name;
    PlanePoint start;
  } sight;
  std::shared_ptr<KeptSurface> shown;  ///< what was drawn last
  enum class Gesture { kNone, kPress, kDrag, kPan };
  Gesture gesture = Gesture::kNone;
  bool dragged = false;
  Point pressed;       ///< of the chart
  PlanePoint grabbed;  ///< of the plane, there
};

}  // namespace convlens
