#pragma once

#include "core/result.h"
#include "model/evaluation.h"

namespace convlens {

/// One evaluation, in short steps: between them it can be given up, or left for the next frame
/// where there are no threads.
class EvaluationJob {
 public:
  EvaluationJob(const Document& document, EvaluationPtr previous, Front front = {},
                CorrelationMethod method = CorrelationMethod::kAutomatic);

  /// Does the next part of the work, some milliseconds at most on a usual machine, except that one
  /// pass over a large grid is not split. Returns `done()`.
  bool Step();
  bool done() const { return stage_ == Stage::kDone; }
  /// Share of the work that is done, 0 to 1.
  float fraction() const;
  /// Requires `done()`.
  EvaluationPtr result() const;

 private:
  enum class Stage { kStart, kLayers, kFront, kTarget, kTargetSummary, kError, kDone };

  void Start();
  void StartLayer();
  void ComputeLayer();
  void EndLayer();
  void ShowFront();
  void StartTarget();
  void ComputeTarget();
  void ComputeError();
  const Tensor& LayerInput() const;

  std::shared_ptr<Evaluation> made_;
  EvaluationPtr previous_;
  Stage stage_ = Stage::kStart;
  std::vector<TensorShape> shapes_;    ///< of the outputs
  std::shared_ptr<ForwardPass> pass_;  ///< of the layer under way
  std::vector<Grid> channels_;         ///< its output
  int channel_ = 0;                    ///< first channel that is not computed yet
  Grid target_;                        ///< under way
  int row_ = 0;                        ///< first row that is not computed yet
  bool kept_output_ = false;
  bool kept_target_ = false;
  int64_t total_work_ = 0;
  int64_t done_work_ = 0;
};

/// How many layers, from the first on, give the same for `document` as they did for `previous`,
/// told without looking into large grids.
size_t SameLayers(const Document& document, const Evaluation* previous, CorrelationMethod method);

}  // namespace convlens
