#pragma once

#include "core/grid/parallel.h"
#include "core/grid/result.h"
#include "model/evaluate/evaluation_reach.h"
#include "model/evaluate/grids_under_way.h"

namespace convlens {

/// The part of an evaluation that is about training, in short steps: what the last layer is to
/// give, its error and the loss. The one target of a plain layer that is fixed, or made by another
/// kernel, is followed as the output is: only what a change reaches is computed again. All other
/// targets are made and compared from scratch, all channels in one step.
class TargetJob {
 public:
  /// `made` has everything else already. `shapes` are the outputs of its layers, `reach` where they
  /// and the target may differ from those of `previous`, which may be null.
  TargetJob(std::shared_ptr<Evaluation> made, EvaluationPtr previous,
            const std::vector<TensorShape>& shapes, const EvaluationReach& reach);

  /// What it may use, before the first step.
  void Use(Threads threads, SpareGrids spare);

  /// Does the next part of the work; returns how much of `TargetWork` that was, in multiply-adds.
  int64_t Step();
  bool done() const { return stage_ == Stage::kDone; }

 private:
  enum class Stage { kStart, kTarget, kError, kLoss, kDone };

  void Start();
  void StartPlain(Shape shape);
  int64_t ComputeTarget();
  void EndTarget();
  void StartError();
  void ComputeError();
  void MeasureCosts();
  void AddLoss();
  void CompareAllChannels();
  void EndWith(double costs);
  /// The previous evaluation's, or nullptr where there is none.
  const EvaluatedGrid* Known(EvaluatedGrid Evaluation::*grid) const;
  /// What `grids_` has made, a single grid.
  EvaluatedGrid TakeGrid(const EvaluatedGrid* known);

  std::shared_ptr<Evaluation> made_;
  EvaluationPtr previous_;
  TensorShape output_;     ///< of the last layer; meaningless where a layer is impossible
  CellRect output_reach_;  ///< of a plain layer's output
  CellRect target_reach_;
  Threads threads_;
  SpareGrids spare_;
  Stage stage_ = Stage::kStart;
  GridsUnderWay grids_;  ///< the target, or the error
};

}  // namespace convlens
