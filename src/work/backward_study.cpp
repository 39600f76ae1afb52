#include "work/backward_study.h"

#include "train/setup/loss_slopes.h"

namespace convlens {
namespace {

bool HasPass(const Evaluation& evaluation) {
  return PlainLayer(evaluation.document) != nullptr && !evaluation.error.pyramid.empty() &&
         !evaluation.kernel.pyramid.empty() &&
         evaluation.input.shape().count() <= BackwardStudy::kMostCells;
}

/// Whether both give the same slope of the same error, for the same operation.
bool SameSlope(const TrainingOptions& a, const TrainingOptions& b) {
  return a.loss == b.loss && a.error == b.error && a.huber_delta == b.huber_delta &&
         a.operation == b.operation;
}

}  // namespace

const BackwardPass* BackwardStudy::For(const Evaluation& evaluation) {
  if (!HasPass(evaluation)) return nullptr;
  const TrainingOptions options = OptionsOf(evaluation.document);
  const bool same = pass_ && input_.SameAs(evaluation.input.grid()) &&
                    kernel_.SameAs(evaluation.kernel.grid()) &&
                    error_.SameAs(evaluation.error.grid()) && SameSlope(options_, options);
  if (same) return &*pass_;
  input_ = evaluation.input.grid();
  kernel_ = evaluation.kernel.grid();
  error_ = evaluation.error.grid();
  options_ = options;
  pass_ = MakeBackwardPass(input_, *kernel_, options.operation, LossSlopes(options, *error_));
  return &*pass_;
}

}  // namespace convlens
