#include "model/evaluation_job.h"

#include <algorithm>

#include "core/gradient.h"
#include "model/evaluation_source.h"

namespace convlens {
namespace {

// Multiply-adds in one step: some milliseconds.
constexpr int64_t kStepWork = 20'000'000;

EvaluatedGrid Summary(const SharedGrid& grid) { return {MakePyramid(grid), StatisticsOf(grid)}; }

/// Computes the next band of rows of `output`, from `row` on; returns where the band ends.
int ComputeBand(const EvaluationSource& source, int row, MutableGridView output) {
  const int64_t row_work = std::max<int64_t>(source.multiply_adds() / output.height, 1);
  const auto band = static_cast<int>(std::clamp<int64_t>(kStepWork / row_work, 1, output.height));
  const int rows = std::min(band, output.height - row);
  const GridView input = source.input;
  Apply(source.operation, input.Sub({row, 0, rows + source.kernel->height() - 1, input.width}),
        source.kernel, source.bias, output.Sub({row, 0, rows, output.width}));
  return row + rows;
}

}  // namespace

EvaluationJob::EvaluationJob(const Document& document, EvaluationPtr previous)
    : made_(std::make_shared<Evaluation>()), previous_(std::move(previous)) {
  made_->document = document;
}

EvaluationPtr EvaluationJob::result() const {
  assert(done());
  return made_;
}

float EvaluationJob::fraction() const {
  if (done()) return 1;
  const auto total = static_cast<double>(std::max<int64_t>(total_work_, 1));
  return static_cast<float>(std::min(static_cast<double>(done_work_) / total, 1.0));
}

bool EvaluationJob::Step() {
  switch (stage_) {
    case Stage::kStart:
      Start();
      break;
    case Stage::kOutput:
    case Stage::kTarget: {
      const bool output = stage_ == Stage::kOutput;
      const EvaluationSource source =
          output ? OutputSource(made_->document) : ReferenceSource(made_->document);
      const int end = ComputeBand(source, row_, grid_);
      done_work_ += source.multiply_adds() / grid_.height() * (end - row_);
      row_ = end;
      if (row_ == grid_.height()) stage_ = output ? Stage::kOutputSummary : Stage::kTargetSummary;
      break;
    }
    case Stage::kOutputSummary:
      if (!kept_output_) made_->output = Summary(std::move(grid_));
      StartTarget();
      break;
    case Stage::kTargetSummary:
      if (!kept_target_) made_->target = Summary(std::move(grid_));
      stage_ = Stage::kError;
      break;
    case Stage::kError:
      ComputeError();
      stage_ = Stage::kDone;
      break;
    case Stage::kDone:
      break;
  }
  return done();
}

void EvaluationJob::Start() {
  const Document& d = made_->document;
  const Evaluation* p = previous_.get();
  const SharedGrid& kernel = d.layer.kernel;
  const bool same_input = p != nullptr && p->document.input.SameAs(d.input);
  const bool same_kernel = p != nullptr && p->document.layer.kernel.SameAs(kernel);
  made_->input = same_input ? p->input : Summary(d.input);
  made_->kernel = same_kernel ? p->kernel : Summary(kernel);
  const TrainingSetup& setup = d.training;
  if (setup.target_source == TargetSource::kReferenceKernel) {
    made_->reference = Summary(setup.reference_kernel);
  }
  const Result<Shape> shape = CheckedOutputShape(d.input->shape(), kernel->shape());
  if (shape.ok()) return StartOutput(*shape);
  made_->problem = shape.problem();
  made_->target_problem = shape.problem();
  stage_ = Stage::kDone;
}

void EvaluationJob::StartOutput(Shape shape) {
  const Document& d = made_->document;
  target_shape_ = CheckedTargetShape(d, shape);
  total_work_ = OutputSource(d).multiply_adds();
  const bool fixed = d.training.target_source == TargetSource::kFixed;
  if (target_shape_.ok() && !fixed) total_work_ += ReferenceSource(d).multiply_adds();
  kept_output_ = previous_ && !previous_->output.pyramid.empty() &&
                 OutputSource(previous_->document).SameAs(OutputSource(d));
  if (kept_output_) {
    made_->output = previous_->output;
    stage_ = Stage::kOutputSummary;
    return;
  }
  grid_ = Grid(shape);
  row_ = 0;
  stage_ = Stage::kOutput;
}

void EvaluationJob::StartTarget() {
  const Document& d = made_->document;
  if (!target_shape_.ok()) {
    made_->target_problem = target_shape_.problem();
    stage_ = Stage::kDone;
    return;
  }
  kept_target_ =
      previous_ && !previous_->target.pyramid.empty() && SameTarget(previous_->document, d);
  if (kept_target_) {
    made_->target = previous_->target;
    stage_ = Stage::kError;
  } else if (d.training.target_source == TargetSource::kFixed) {
    made_->target = Summary(d.training.fixed_target);
    stage_ = Stage::kError;
  } else {
    grid_ = Grid(*target_shape_);
    row_ = 0;
    stage_ = Stage::kTarget;
  }
}

void EvaluationJob::ComputeError() {
  if (kept_output_ && kept_target_ && !previous_->error.pyramid.empty()) {
    made_->error = previous_->error;
    made_->squared_error = previous_->squared_error;
  } else {
    Grid error(made_->output.shape());
    made_->squared_error = SquaredError(made_->output.grid(), made_->target.grid(), error);
    made_->error = Summary(std::move(error));
  }
  const bool mean = made_->document.training.loss == Loss::kMean;
  const auto count = static_cast<double>(made_->output.shape().count());
  made_->loss = made_->squared_error / (mean ? count : 1.0);
}

}  // namespace convlens
