#pragma once

#include "core/result.h"
#include "model/evaluation.h"

namespace convlens {

/// One evaluation, in short steps: between them it can be given up, or left for the next frame
/// where there are no threads.
class EvaluationJob {
 public:
  EvaluationJob(const Document& document, EvaluationPtr previous);

  /// Does the next part of the work, some milliseconds at most on a usual machine, except that one
  /// pass over a large grid is not split. Returns `done()`.
  bool Step();
  bool done() const { return stage_ == Stage::kDone; }
  /// Share of the work that is done, 0 to 1.
  float fraction() const;
  /// Requires `done()`.
  EvaluationPtr result() const;

 private:
  enum class Stage { kStart, kOutput, kOutputSummary, kTarget, kTargetSummary, kError, kDone };

  void Start();
  void StartOutput(Shape shape);
  void StartTarget();
  void ComputeError();

  std::shared_ptr<Evaluation> made_;
  EvaluationPtr previous_;
  Stage stage_ = Stage::kStart;
  Result<Shape> target_shape_ = Shape{};
  Grid grid_;    ///< the output or target under way
  int row_ = 0;  ///< its first row that is not computed yet
  bool kept_output_ = false;
  bool kept_target_ = false;
  int64_t total_work_ = 0;
  int64_t done_work_ = 0;
};

}  // namespace convlens
