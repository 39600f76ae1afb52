#include "model/evaluate/target_job.h"

#include <numeric>

#include "core/correlate/gradient.h"
#include "model/evaluate/evaluation_source.h"
#include "model/evaluate/training_target.h"
#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

double Sum(const std::vector<double>& rows) {
  return std::accumulate(rows.begin(), rows.end(), 0.0);
}

}  // namespace

TargetJob::TargetJob(std::shared_ptr<Evaluation> made, EvaluationPtr previous,
                     const std::vector<TensorShape>& shapes, const EvaluationReach& reach)
    : made_(std::move(made)), previous_(std::move(previous)), target_reach_(reach.target) {
  if (shapes.empty()) return;
  output_ = shapes.back();
  output_reach_ = reach.outputs.front();
}

void TargetJob::Use(Threads threads, SpareGrids spare) {
  assert(stage_ == Stage::kStart);
  threads_ = threads;
  spare_ = std::move(spare);
}

int64_t TargetJob::Step() {
  switch (stage_) {
    case Stage::kStart:
      Start();
      break;
    case Stage::kTarget:
      return ComputeTarget();
    case Stage::kError:
      ComputeError();
      break;
    case Stage::kLoss:
      AddLoss();
      break;
    case Stage::kDone:
      break;
  }
  return 0;
}

const EvaluatedGrid* TargetJob::Known(EvaluatedGrid Evaluation::*grid) const {
  return previous_ ? &(previous_.get()->*grid) : nullptr;
}

EvaluatedGrid TargetJob::TakeGrid(const EvaluatedGrid* known) {
  if (auto summary = grids_.TakeSummary()) return std::move(*summary);
  return SummarizedGrid(grids_.TakeGrids().front(), known, spare_, threads_);
}

void TargetJob::Start() {
  const Document& d = made_->document;
  const Result<TensorShape> checked = made_->stack_problem
                                          ? Result<TensorShape>(*made_->stack_problem)
                                          : CheckedTargetShape(d, output_);
  if (!checked.ok()) {
    made_->target_problem = checked.problem();
    stage_ = Stage::kDone;
    return;
  }
  const TargetSource source = d.training.target_source;
  const bool followed = PlainLayer(d) != nullptr && (source == TargetSource::kReferenceKernel ||
                                                     source == TargetSource::kFixed);
  if (followed) return StartPlain(checked->grid);
  CompareAllChannels();
}

void TargetJob::StartPlain(Shape shape) {
  const TrainingSetup& setup = made_->document.training;
  // A target can be known without being shown: of a stack whose last layer was not in front.
  const bool shown = previous_ && previous_->target.shape() == shape;
  if (target_reach_.empty() && shown) {
    made_->target = previous_->target;
    return StartError();
  }
  if (setup.target_source == TargetSource::kFixed) {
    made_->target =
        SummarizedGrid(setup.fixed_target[0], Known(&Evaluation::target), spare_, threads_);
    return StartError();
  }
  std::span<const SharedGrid> before;
  if (target_reach_ != WholeOf(shape)) before = {&previous_->target.grid(), 1};
  grids_ = GridsUnderWay(shape, 1, target_reach_, before, spare_);
  if (setup.noise == 0) grids_.Summarize(0, spare_);
  stage_ = Stage::kTarget;
}

int64_t TargetJob::ComputeTarget() {
  const EvaluationSource source = ReferenceSource(made_->document);
  const Shape shape = made_->output.shape();
  const Shape kernel = source.kernel->shape();
  const GridView input = source.input;
  const int64_t work = WorkOf(source.multiply_adds(), target_reach_, shape);
  const int64_t done = grids_.Advance(work, threads_, [&](int, CellRect part, auto grids) {
    const CellRect seen{part.row, part.col, part.height + kernel.height - 1,
                        part.width + kernel.width - 1};
    CorrelateBy(source.operation, input.Sub(seen), source.kernel, source.bias, grids[0].Sub(part));
  });
  if (grids_.done()) EndTarget();
  return done;
}

void TargetJob::EndTarget() {
  const TrainingSetup& setup = made_->document.training;
  const EvaluatedGrid* known = Known(&Evaluation::target);
  if (setup.noise == 0) {
    made_->target = TakeGrid(known);
  } else {
    const SharedGrid target = grids_.TakeGrids().front();
    made_->target =
        SummarizedGrid(WithNoise(*target, setup.noise, setup.noise_seed), known, spare_, threads_);
  }
  StartError();
}

void TargetJob::StartError() {
  const Shape shape = made_->output.shape();
  const Evaluation* p = previous_.get();
  const bool known = p != nullptr && p->error.shape() == shape &&
                     p->error_squares.size() == static_cast<size_t>(shape.height);
  made_->targets = made_->target.grid();
  const CellRect changed = known ? RectAround(output_reach_, target_reach_) : WholeOf(shape);
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
void TargetJob::ComputeError() {
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
void TargetJob::MeasureCosts() {
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

void TargetJob::AddLoss() {
  const TrainingSetup& setup = made_->document.training;
  made_->squared_error = Sum(made_->error_squares);
  double costs = made_->squared_error;
  if (setup.error != ErrorMeasure::kSquared) {
    MeasureCosts();
    costs = Sum(made_->error_costs);
  }
  EndWith(costs);
}

void TargetJob::EndWith(double costs) {
  made_->loss = costs * LossScale(made_->document.training.loss, output_.count());
  stage_ = Stage::kDone;
}

void TargetJob::CompareAllChannels() {
  const Document& d = made_->document;
  const bool kept =
      previous_ && !previous_->targets.channels.empty() && SameTarget(previous_->document, d);
  made_->targets = kept ? previous_->targets : TargetOf(d, output_);
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
    made_->target = SummarizedGrid(target, Known(&Evaluation::target), spare_, threads_);
    made_->error = SummarizedGrid(std::move(error), Known(&Evaluation::error), spare_, threads_);
  }
  EndWith(costs);
}

}  // namespace convlens
