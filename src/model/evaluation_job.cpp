#include "model/evaluation_job.h"

#include <algorithm>

#include "core/gradient.h"
#include "model/evaluation_source.h"

namespace convlens {
namespace {

// Multiply-adds in one step: some milliseconds.
constexpr int64_t kStepWork = 20'000'000;
// Output channels that `ForwardPass` computes best together.
constexpr int kChannelsAtOnce = 16;

EvaluatedGrid Summary(const SharedGrid& grid) { return {MakePyramid(grid), StatisticsOf(grid)}; }

/// Where the next step ends that begins at `row` of `height` rows of `row_work` multiply-adds each.
int BandEnd(int row, int height, int64_t row_work) {
  return row + static_cast<int>(std::clamp<int64_t>(kStepWork / std::max<int64_t>(row_work, 1), 1,
                                                    height - row));
}

/// The summary of `grid`, taken from `known` where that is the same one.
EvaluatedGrid KeptOr(const EvaluatedGrid* known, const SharedGrid& grid) {
  const bool same = known != nullptr && !known->pyramid.empty() && known->grid().SameAs(grid);
  return same ? *known : Summary(grid);
}

/// The target that the reference kernel gave, as training sees it.
Grid Noisy(Grid target, const TrainingSetup& setup) {
  if (setup.noise == 0) return target;
  return WithNoise(target, setup.noise, setup.noise_seed);
}

}  // namespace

size_t SameLayers(const Document& document, const Evaluation* previous, CorrelationMethod method) {
  if (previous == nullptr || !previous->document.input.SameAs(document.input)) return 0;
  if (previous->method != method) return 0;
  const std::vector<Layer>& before = previous->document.layers;
  size_t same = 0;
  while (same < document.layers.size() && same < previous->outputs.size()) {
    const Layer& a = document.layers[same];
    const Layer& b = before[same];
    const bool small = a.weights.count() <= int64_t{kMaxKernelSide} * kMaxKernelSide;
    const bool same_weights = a.weights.SameAs(b.weights) || (small && a.weights == b.weights);
    if (!same_weights || a.settings != b.settings || a.bias != b.bias) break;
    ++same;
  }
  return same;
}

EvaluationJob::EvaluationJob(const Document& document, EvaluationPtr previous, Front front,
                             CorrelationMethod method)
    : made_(std::make_shared<Evaluation>()), previous_(std::move(previous)) {
  made_->document = document;
  made_->front = Clamped(front, document);
  made_->method = method;
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
    case Stage::kLayers:
      ComputeLayer();
      break;
    case Stage::kFront:
      ShowFront();
      break;
    case Stage::kTarget:
      ComputeTarget();
      break;
    case Stage::kTargetSummary:
      if (!kept_target_) {
        made_->target = Summary(Noisy(std::move(target_), made_->document.training));
      }
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

const Tensor& EvaluationJob::LayerInput() const {
  return made_->outputs.empty() ? made_->document.input : made_->outputs.back();
}

void EvaluationJob::Start() {
  const Document& d = made_->document;
  StackShapes shapes = ShapesOf(d.layers, d.input.shape());
  made_->stack_problem = shapes.problem;
  shapes_ = std::move(shapes.outputs);
  const auto possible = static_cast<int>(shapes_.size());
  if (made_->front.layer > possible) made_->front = Clamped({possible, 0, 0}, d);
  if (made_->front.layer == possible) made_->problem = made_->stack_problem;
  const size_t kept = std::min(SameLayers(d, previous_.get(), made_->method), shapes_.size());
  for (size_t i = 0; i < kept; ++i) made_->outputs.push_back(previous_->outputs[i]);
  TensorShape input = kept == 0 ? d.input.shape() : shapes_[kept - 1];
  for (size_t i = kept; i < shapes_.size(); ++i) {
    total_work_ += MultiplyAdds(d.layers[i].settings, input);
    input = shapes_[i];
  }
  kept_output_ = kept == shapes_.size();
  if (!made_->problem && d.training.target_source == TargetSource::kReferenceKernel &&
      CheckedTargetShape(d, shapes_[static_cast<size_t>(made_->front.layer)].grid).ok()) {
    total_work_ += ReferenceSource(d).multiply_adds();
  }
  stage_ = Stage::kLayers;
}

void EvaluationJob::StartLayer() {
  const size_t layer = made_->outputs.size();
  pass_ = std::make_shared<ForwardPass>(made_->document.layers[layer], LayerInput(), made_->method);
  channels_.assign(static_cast<size_t>(shapes_[layer].channels), Grid());
  channel_ = 0;
  row_ = 0;
}

void EvaluationJob::EndLayer() {
  Tensor output;
  for (Grid& grid : channels_) output.channels.emplace_back(std::move(grid));
  made_->outputs.push_back(std::move(output));
  pass_.reset();
}

// The next bands of rows of the layer under way, some channels at a time.
void EvaluationJob::ComputeLayer() {
  const size_t layer = made_->outputs.size();
  if (layer == shapes_.size()) {
    stage_ = Stage::kFront;
    return;
  }
  if (!pass_) StartLayer();
  const TensorShape& shape = shapes_[layer];
  const int64_t work = MultiplyAdds(made_->document.layers[layer].settings, LayerInput().shape());
  int64_t budget = kStepWork;
  while (budget > 0 && channel_ < shape.channels) {
    const int count = std::min(kChannelsAtOnce, shape.channels - channel_);
    const int64_t row_work = work * count / shape.channels / shape.grid.height;
    const int end = BandEnd(row_, shape.grid.height, row_work);
    std::vector<MutableGridView> grids;
    for (int c = channel_; c < channel_ + count; ++c) {
      Grid& grid = channels_[static_cast<size_t>(c)];
      if (row_ == 0) grid = Grid(shape.grid);
      grids.emplace_back(grid);
    }
    pass_->ComputeChannels(channel_, {row_, 0, end - row_, shape.grid.width}, grids);
    done_work_ += row_work * (end - row_);
    budget -= std::max<int64_t>(row_work * (end - row_), kStepWork / 64);
    row_ = end == shape.grid.height ? 0 : end;
    if (row_ == 0) channel_ += count;
  }
  if (channel_ == shape.channels) EndLayer();
}

void EvaluationJob::ShowFront() {
  const Document& d = made_->document;
  const Evaluation* p = previous_.get();
  const Front front = made_->front;
  made_->input = KeptOr(p != nullptr ? &p->input : nullptr, made_->front_input()[front.input]);
  Grid kernel = FrontKernel(d, front);
  if (!kernel.empty()) {
    const bool same = p != nullptr && !p->kernel.pyramid.empty() && *p->kernel.grid() == kernel;
    made_->kernel = same ? p->kernel : Summary(std::move(kernel));
  }
  if (!made_->problem) {
    const Tensor& output = made_->outputs[static_cast<size_t>(front.layer)];
    made_->output = KeptOr(p != nullptr ? &p->output : nullptr, output[front.output]);
  }
  if (d.training.target_source == TargetSource::kReferenceKernel) {
    made_->reference = Summary(d.training.reference_kernel);
  }
  StartTarget();
}

void EvaluationJob::StartTarget() {
  const Document& d = made_->document;
  const Result<Shape> shape = made_->problem ? Result<Shape>(*made_->problem)
                                             : CheckedTargetShape(d, made_->output.shape());
  if (!shape.ok()) {
    made_->target_problem = shape.problem();
    stage_ = Stage::kDone;
    return;
  }
  kept_target_ = previous_ && !previous_->target.pyramid.empty() &&
                 PlainLayer(previous_->document) != nullptr && SameTarget(previous_->document, d);
  if (kept_target_) {
    made_->target = previous_->target;
    stage_ = Stage::kError;
  } else if (d.training.target_source == TargetSource::kFixed) {
    made_->target = Summary(d.training.fixed_target);
    stage_ = Stage::kError;
  } else {
    target_ = Grid(*shape);
    row_ = 0;
    stage_ = Stage::kTarget;
  }
}

void EvaluationJob::ComputeTarget() {
  const EvaluationSource source = ReferenceSource(made_->document);
  const int64_t row_work = source.multiply_adds() / target_.height();
  const int end = BandEnd(row_, target_.height(), row_work);
  const int rows = end - row_;
  const GridView input = source.input;
  Apply(source.operation, input.Sub({row_, 0, rows + source.kernel->height() - 1, input.width}),
        source.kernel, source.bias, target_.view().Sub({row_, 0, rows, target_.width()}));
  done_work_ += row_work * rows;
  row_ = end;
  if (row_ == target_.height()) stage_ = Stage::kTargetSummary;
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
  const TrainingSetup& setup = made_->document.training;
  const double costs = setup.error == ErrorMeasure::kSquared
                           ? made_->squared_error
                           : SumOfCosts(setup.error, setup.huber_delta, made_->error.grid());
  const auto count = static_cast<double>(made_->output.shape().count());
  made_->loss = costs / (setup.loss == Loss::kMean ? count : 1.0);
}

}  // namespace convlens
