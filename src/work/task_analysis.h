#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "train/run/loss_surface.h"
#include "work/newest_answer.h"

namespace convlens {

/// What a learning task is by its sums alone: why a kernel learns, and how far it can come.
struct TaskAnalysis {
  NormalEquations sums;
  Spectrum spectrum;
  Minimum minimum;
};
using AnalysisPtr = std::shared_ptr<const TaskAnalysis>;

/// Everything that the analysis depends on; the learning rate is not among it.
struct AnalysisQuestion {
  TrainingData data;
  Shape kernel;
  TrainingOptions options;
  float bias = 0;  ///< where it is not learned
};

/// Whether both have the same analysis: optimizer and rate do not matter, nor how errors are
/// measured. Decided without looking into large grids.
bool SameQuestion(const AnalysisQuestion& a, const AnalysisQuestion& b);

/// Finds the analysis of a task: at once where that is quick, otherwise in the background. The
/// newest question wins.
class AnalysisFinder {
 public:
  /// `wake` is called from the background thread when a search has ended.
  explicit AnalysisFinder(Threading threading, std::function<void()> wake = {})
      : answer_(threading, std::move(wake)) {}

  /// The analysis, or null while it is not known (ask again) or where there is none: data with a
  /// problem, or a kernel of too many weights (see `kMostExactParameters`).
  AnalysisPtr For(const AnalysisQuestion& question);
  /// What was asked last.
  const std::optional<AnalysisQuestion>& asked() const { return asked_; }

 private:
  NewestAnswer<TaskAnalysis> answer_;
  std::optional<AnalysisQuestion> asked_;
};

}  // namespace convlens
