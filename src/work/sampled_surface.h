#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "work/task_analysis.h"

namespace convlens {

/// The loss on a plane where no formula gives it: losses that are not quadratic.
struct SampledSurface {
  ParameterPlane plane;
  PlaneWindow window;
  Grid losses;  ///< [rows×cols], row 0 at window.low.t

  /// Between the samples by straight lines; beyond them as at their edge.
  double At(PlanePoint point) const;
  /// What must be added to a point of `other`, a plane of the same directions, to have it in this
  /// one: its origin may have moved since.
  PlanePoint OffsetFrom(const ParameterPlane& other) const { return PointOf(plane, other.origin); }
};
using SampledSurfacePtr = std::shared_ptr<const SampledSurface>;

/// What is sampled: the loss of a task in a window of a plane.
struct SurfaceQuestion {
  AnalysisQuestion task;
  ParameterPlane plane;
  PlaneWindow window;
};

/// Samples surfaces in the background. One that is under way is finished although another is asked
/// for, unless the task or the directions are others: a plane that moves with a run shows its
/// surface a moment late rather than never.
class SurfaceFinder {
 public:
  /// Multiply-adds of a whole surface beyond which none is sampled.
  static constexpr double kMostWork = 4e9;

  explicit SurfaceFinder(Threading threading, std::function<void()> wake = {})
      : answer_(threading, std::move(wake)) {}

  /// Whether a surface of that many samples is worth waiting for.
  static bool IsFeasible(const TaskAnalysis& analysis, const PlaneWindow& window);
  /// The newest surface of the task along these directions, or null while there is none (ask
  /// again).
  SampledSurfacePtr For(const SurfaceQuestion& question);

 private:
  NewestAnswer<SampledSurface> answer_;
  std::optional<SurfaceQuestion> asked_;
};

}  // namespace convlens
