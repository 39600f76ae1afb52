#include "core/correlate/gradient.h"
#include "model/evaluate/evaluation_job.h"
#include "model/evaluate/grid_summary.h"
#include "model/evaluate/training_target.h"
#include "train/setup/loss_scale.h"

// Target, error and loss of a stack, of a layer that is not plain, and of targets that are not made
// by a plain one: all channels, from scratch each time.

namespace convlens {

void EvaluationJob::CompareAllChannels() {
  const Document& d = made_->document;
  const bool kept =
      previous_ && !previous_->targets.channels.empty() && SameTarget(previous_->document, d);
  made_->targets = kept ? previous_->targets : TargetOf(d, shapes_.back());
  const TrainingSetup& setup = d.training;
  double costs = 0;
  for (size_t c = 0; c < made_->targets.channels.size(); ++c) {
    const SharedGrid& target = made_->targets.channels[c];
    Grid error(target->shape());
    const double squares = SquaredError(made_->outputs.back().channels[c], target, error);
    made_->squared_error += squares;
    costs += setup.error == ErrorMeasure::kSquared
                 ? squares
                 : SumOfCosts(setup.error, setup.huber_delta, error);
    const bool shown = made_->last_layer_in_front() && static_cast<int>(c) == made_->front.output;
    if (!shown) continue;
    made_->target = Summarized(target, Known(&Evaluation::target), spare_, threads_);
    made_->error = Summarized(std::move(error), Known(&Evaluation::error), spare_, threads_);
  }
  made_->loss = costs * LossScale(setup.loss, shapes_.back().count());
  stage_ = Stage::kDone;
}

}  // namespace convlens
