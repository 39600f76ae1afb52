#pragma once

#include <optional>

#include "ui/plot_axis.h"

namespace convlens {

/// What the card under the learning figure shows.
enum class LabView { kLoss, kWeights };

/// What the training lab remembers between frames.
struct LabState {
  LabView view = LabView::kLoss;
  std::optional<PlotAxis> steps;      ///< the part of the steps that the plot shows; empty: all
  std::optional<double> select_from;  ///< a step: a range is being dragged from here
};

}  // namespace convlens
