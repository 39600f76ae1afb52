#pragma once

#include <memory>
#include <optional>

#include "model/document/focus.h"
#include "scene/figure/figure.h"

namespace convlens {

struct MatrixForm;

struct FigureOptions {
  ViewSettings view;
  Playback playback;
  Focus focus;                 ///< kNone: the playback's element is lit
  bool pinned = false;         ///< `focus` is
  std::optional<Point> glide;  ///< (col, row) of the window while it glides between positions
  float aspect = 1.6F;         ///< width / height of the place where it will be shown
  /// The output element whose window a close-up shows, where it is not to follow what is lit (so
  /// that it keeps still under a pointer that points into it).
  std::optional<Cell> close_up;
  std::shared_ptr<const SpreadInput> spread;  ///< of the last figure: spares making it again
  const MatrixForm* matrix = nullptr;  ///< stands under the figure; outlives it, as the evaluation

  bool operator==(const FigureOptions&) const = default;
};

/// The output element whose window a close-up shows: `close_up` where given, else what the focus
/// lights, else playback's.
Cell CloseUpElement(const Evaluation& evaluation, const FigureOptions& options);

/// Lays the evaluation out. Pure; cost grows with the window, never with the grids.
Figure BuildFigure(const Evaluation& evaluation, const FigureOptions& options);

}  // namespace convlens
