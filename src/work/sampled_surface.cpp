#include "work/sampled_surface.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

SampledSurfacePtr Sample(const SurfaceQuestion& question, const std::atomic<bool>& cancelled) {
  const AnalysisQuestion& task = question.task;
  std::optional<Grid> losses = SampledLoss(task.data, task.kernel, task.options, task.bias,
                                           question.plane, question.window, &cancelled);
  if (!losses) return nullptr;
  return std::make_shared<const SampledSurface>(
      SampledSurface{question.plane, question.window, std::move(*losses)});
}

// A surface knows nothing of rates.
bool SameLoss(const TrainingOptions& a, const TrainingOptions& b) {
  return a.error == b.error && a.huber_delta == b.huber_delta &&
         a.optimizer.weight_decay == b.optimizer.weight_decay;
}

bool SameKind(const SurfaceQuestion& a, const SurfaceQuestion& b) {
  return SameQuestion(a.task, b.task) && SameLoss(a.task.options, b.task.options) &&
         a.plane.u == b.plane.u && a.plane.v == b.plane.v;
}

bool SamePlace(const SurfaceQuestion& a, const SurfaceQuestion& b) {
  return a.plane.origin == b.plane.origin && a.window.low == b.window.low &&
         a.window.high == b.window.high && a.window.rows == b.window.rows &&
         a.window.cols == b.window.cols;
}

/// Where `value` lies among `count` samples from `low` to `high`, kept within them.
double SampleAt(double value, double low, double high, int count) {
  const double share = (value - low) / (high - low);
  return std::clamp(share, 0.0, 1.0) * (count - 1);
}

}  // namespace

double SampledSurface::At(PlanePoint point) const {
  const double col = SampleAt(point.s, window.low.s, window.high.s, window.cols);
  const double row = SampleAt(point.t, window.low.t, window.high.t, window.rows);
  const int c = std::min(static_cast<int>(col), window.cols - 2);
  const int r = std::min(static_cast<int>(row), window.rows - 2);
  const auto between = [](double a, double b, double share) { return a + (b - a) * share; };
  const double below = between(losses.at(r, c), losses.at(r, c + 1), col - c);
  const double above = between(losses.at(r + 1, c), losses.at(r + 1, c + 1), col - c);
  return between(below, above, row - r);
}

bool SurfaceFinder::IsFeasible(const TaskAnalysis& analysis, const PlaneWindow& window) {
  const double samples = double(window.rows) * double(window.cols);
  const auto sample = static_cast<double>(analysis.sums.outputs * analysis.sums.kernel.count());
  return samples * sample <= kMostWork;
}

SampledSurfacePtr SurfaceFinder::For(const SurfaceQuestion& question) {
  answer_.Poll();
  const bool same_kind = asked_ && SameKind(*asked_, question);
  if (same_kind && (answer_.busy() || SamePlace(*asked_, question))) return answer_.answer();
  // The last surface stands until the next one is there, unless it is of another kind.
  if (!same_kind) answer_.Forget();
  asked_ = question;
  answer_.Ask(
      [question](const std::atomic<bool>& cancelled) { return Sample(question, cancelled); },
      false);
  return answer_.answer();
}

}  // namespace convlens
