#pragma once

#include "core/grid/parallel.h"
#include "model/evaluate/evaluation.h"
#include "model/evaluate/target_job.h"

namespace convlens {

/// One evaluation, in short steps: between them it can be given up, or left for the next frame
/// where there are no threads.
///
/// Of the previous evaluation, only what the change reaches is computed again: the input knows the
/// rectangle in which it may differ, each layer knows what that reaches (`EvaluationReach`), and
/// grids, their statistics and pyramids are patched there. The numbers are those of an evaluation
/// from scratch, to the bit, whatever the number of threads.
class EvaluationJob {
 public:
  /// Finds out what there is to do, without looking into large grids.
  EvaluationJob(const Document& document, EvaluationPtr previous, Front front = {},
                CorrelationMethod method = CorrelationMethod::kAutomatic);

  /// A guess of the time that all steps take, in seconds: decides whether they are done within a
  /// frame. Before the first step.
  double estimated_seconds() const { return estimated_seconds_; }
  /// What it may use: threads for large grids, and memory. Before the first step.
  void Use(Threads threads, SpareGrids spare);

  /// Does the next part of the work, some milliseconds at most on a usual machine, except that one
  /// pass over a large input is not split. Returns `done()`.
  bool Step();
  bool done() const { return stage_ == Stage::kDone; }
  /// Share of the work that is done, 0 to 1.
  float fraction() const;
  /// Requires `done()`.
  EvaluationPtr result() const;

 private:
  enum class Stage { kLayers, kFront, kTarget, kDone };

  void FindWork();
  void StartChannels();
  void ComputeLayer();
  void EndChannels();
  void ShowFront();
  void StepTarget();
  /// The previous evaluation's, or nullptr where there is none.
  const EvaluatedGrid* Known(EvaluatedGrid Evaluation::*grid) const;
  const Tensor& LayerInput() const;
  /// What the previous evaluation made of the layer's weights.
  PreparedWeightsPtr Prepared(size_t layer) const;

  std::shared_ptr<Evaluation> made_;
  EvaluationPtr previous_;
  Threads threads_;
  SpareGrids spare_;
  Stage stage_ = Stage::kLayers;
  std::vector<TensorShape> shapes_;  ///< of the outputs
  EvaluationReach reach_;
  std::shared_ptr<ForwardPass> pass_;  ///< of the layer under way
  GridsUnderWay grids_;                ///< channels of that layer
  Tensor output_;                      ///< the channels before these
  std::optional<EvaluatedGrid> front_output_;
  std::optional<TargetJob> target_;  ///< once all else is there
  int64_t total_work_ = 0;
  int64_t done_work_ = 0;
  double estimated_seconds_ = 0;
};

}  // namespace convlens
