#include <numeric>

#include "core/correlate/gradient.h"
#include "model/evaluate/evaluation_job.h"
#include "model/evaluate/evaluation_source.h"
#include "model/evaluate/training_target.h"
#include "train/setup/loss_scale.h"

// The part of an evaluation that is about training: target, error and loss.

namespace convlens {
namespace {

double Sum(const std::vector<double>& rows) {
  return std::accumulate(rows.begin(), rows.end(), 0.0);
}

}  // namespace

void EvaluationJob::StartTarget() {
  const Document& d = made_->document;
  const Result<TensorShape> checked = made_->stack_problem
                                          ? Result<TensorShape>(*made_->stack_problem)
                                          : CheckedTargetShape(d, shapes_.back());
  if (!checked.ok()) {
    made_->target_problem = checked.problem();
    stage_ = Stage::kDone;
    return;
  }
  const bool by_kernel = d.training.target_source == TargetSource::kReferenceKernel;
  const bool fixed = d.training.target_source == TargetSource::kFixed;
  if (PlainLayer(d) == nullptr || (!by_kernel && !fixed)) return CompareAllChannels();
  const Shape shape = checked->grid;
  // A target can be known without being shown: of a stack whose last layer was not in front.
  const bool shown = previous_ && previous_->target.shape() == shape;
  if (reach_.target.empty() && shown) {
    made_->target = previous_->target;
    StartError();
  } else if (fixed) {
    made_->target =
        Summarized(d.training.fixed_target[0], Known(&Evaluation::target), spare_, threads_);
    StartError();
  } else {
    std::span<const SharedGrid> before;
    if (reach_.target != WholeOf(shape)) before = {&previous_->target.grid(), 1};
    grids_ = GridsUnderWay(shape, 1, reach_.target, before, spare_);
    if (d.training.noise == 0) grids_.Summarize(0, spare_);
    stage_ = Stage::kTarget;
  }
}

void EvaluationJob::ComputeTarget() {
  const EvaluationSource source = ReferenceSource(made_->document);
  const Shape shape = made_->output.shape();
  const Shape kernel = source.kernel->shape();
  const GridView input = source.input;
  const int64_t work = WorkOf(source.multiply_adds(), reach_.target, shape);
  done_work_ += grids_.Advance(work, threads_, [&](int, CellRect part, auto grids) {
    const CellRect seen{part.row, part.col, part.height + kernel.height - 1,
                        part.width + kernel.width - 1};
    Apply(source.operation, input.Sub(seen), source.kernel, source.bias, grids[0].Sub(part));
  });
  if (grids_.done()) EndTarget();
}

void EvaluationJob::EndTarget() {
  const TrainingSetup& setup = made_->document.training;
  const EvaluatedGrid* known = Known(&Evaluation::target);
  if (setup.noise == 0) {
    made_->target = TakeGrid(known);
  } else {
    const SharedGrid target = grids_.TakeGrids().front();
    made_->target =
        Summarized(WithNoise(*target, setup.noise, setup.noise_seed), known, spare_, threads_);
  }
  StartError();
}

void EvaluationJob::StartError() {
  const Shape shape = made_->output.shape();
  const Evaluation* p = previous_.get();
  const bool known = p != nullptr && p->error.shape() == shape &&
                     p->error_squares.size() == static_cast<size_t>(shape.height);
  made_->targets = made_->target.grid();
  const CellRect changed = known ? Around(reach_.outputs[0], reach_.target) : WholeOf(shape);
  if (changed.empty()) {
    made_->error = p->error;
    made_->error_squares = p->error_squares;
    stage_ = Stage::kLoss;
    return;
  }
  std::span<const SharedGrid> before;
  if (known && WorthPatching(changed, shape)) before = {&p->error.grid(), 1};
  if (before.empty()) {
    made_->error_squares.resize(static_cast<size_t>(shape.height));
  } else {
    made_->error_squares = p->error_squares;
  }
  grids_ = GridsUnderWay(shape, 1, before.empty() ? WholeOf(shape) : changed, before, spare_);
  grids_.Summarize(0, spare_);
  stage_ = Stage::kError;
}

// The squares of a row are summed apart, so that those of the other rows hold after an edit.
void EvaluationJob::ComputeError() {
  const int width = made_->output.shape().width;
  const GridView output = made_->output.grid();
  const GridView target = made_->target.grid();
  grids_.Advance(0, threads_, [&](int, CellRect part, auto grids) {
    for (int r = part.row; r < part.row + part.height; ++r) {
      const CellRect row{r, 0, 1, width};
      made_->error_squares[static_cast<size_t>(r)] =
          SquaredError(output.Sub(row), target.Sub(row), grids[0].Sub(row));
    }
  });
  if (!grids_.done()) return;
  made_->error = TakeGrid(Known(&Evaluation::error));
  stage_ = Stage::kLoss;
}

// What the error costs, row by row: taken over from the previous evaluation where it still holds.
void EvaluationJob::MeasureCosts() {
  const TrainingSetup& setup = made_->document.training;
  const GridView error = made_->error.grid();
  CellRect rect = WholeOf(error.shape());
  const Evaluation* p = previous_.get();
  if (p != nullptr && p->error_costs.size() == static_cast<size_t>(error.height) &&
      p->document.training.error == setup.error &&
      p->document.training.huber_delta == setup.huber_delta) {
    made_->error_costs = p->error_costs;
    rect = made_->error.grid().DifferenceFrom(p->error.grid()).value_or(rect);
  }
  made_->error_costs.resize(static_cast<size_t>(error.height));
  for (int r = rect.row; r < rect.row + rect.height; ++r) {
    made_->error_costs[static_cast<size_t>(r)] =
        SumOfCosts(setup.error, setup.huber_delta, error.Sub({r, 0, 1, error.width}));
  }
}

void EvaluationJob::AddLoss() {
  const TrainingSetup& setup = made_->document.training;
  made_->squared_error = Sum(made_->error_squares);
  double costs = made_->squared_error;
  if (setup.error != ErrorMeasure::kSquared) {
    MeasureCosts();
    costs = Sum(made_->error_costs);
  }
  made_->loss = costs * LossScale(setup.loss, made_->output.shape().count());
  stage_ = Stage::kDone;
}

}  // namespace convlens
