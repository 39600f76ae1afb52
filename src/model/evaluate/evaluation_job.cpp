#include "model/evaluate/evaluation_job.h"

#include <algorithm>

#include "layer/compute/channel_cut.h"
#include "model/evaluate/evaluation_source.h"
#include "model/evaluate/training_target.h"

namespace convlens {
namespace {

// Speeds that `estimated_seconds` counts on: what a slow machine reaches.
constexpr double kMultiplyAddsPerSecond = 1.5e9;
constexpr double kSecondsPerCell = 4e-9;

/// Output channels that are made together: as many as there are, unless they are large, when all of
/// them would take memory before the first is there.
int ChannelsAtOnce(Shape channel) {
  constexpr int64_t kCells = int64_t{1} << 24;
  const int64_t fitting = kCells / channel.count() / kChannelsTogether * kChannelsTogether;
  return static_cast<int>(std::max<int64_t>(fitting, kChannelsTogether));
}

}  // namespace

EvaluationJob::EvaluationJob(const Document& document, EvaluationPtr previous, Front front,
                             CorrelationMethod method)
    : made_(std::make_shared<Evaluation>()), previous_(std::move(previous)) {
  made_->document = document;
  made_->front = ClampedFront(front, document);
  made_->method = method;
  FindWork();
}

void EvaluationJob::Use(Threads threads, SpareGrids spare) {
  assert(done_work_ == 0 && made_->outputs.empty() && !pass_);
  threads_ = threads;
  spare_ = std::move(spare);
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
    case Stage::kLayers:
      ComputeLayer();
      break;
    case Stage::kFront:
      ShowFront();
      break;
    case Stage::kTarget:
      StepTarget();
      break;
    case Stage::kDone:
      break;
  }
  return done();
}

const EvaluatedGrid* EvaluationJob::Known(EvaluatedGrid Evaluation::*grid) const {
  return previous_ ? &(previous_.get()->*grid) : nullptr;
}

const Tensor& EvaluationJob::LayerInput() const {
  return made_->outputs.empty() ? made_->document.input : made_->outputs.back();
}

void EvaluationJob::FindWork() {
  const Document& d = made_->document;
  StackShapes shapes = ShapesOf(d.layers, d.input.shape());
  made_->stack_problem = shapes.problem;
  shapes_ = std::move(shapes.outputs);
  const auto possible = static_cast<int>(shapes_.size());
  if (made_->front.layer > possible) made_->front = ClampedFront({possible, 0, 0}, d);
  if (made_->front.layer == possible) made_->problem = made_->stack_problem;
  reach_ = ReachOf(d, shapes_, previous_.get(), made_->method);
  int64_t cells = reach_.input.shape().count();
  TensorShape input = d.input.shape();
  for (size_t i = 0; i < shapes_.size(); ++i) {
    cells += reach_.outputs[i].shape().count() * shapes_[i].channels;
    total_work_ +=
        WorkOf(MultiplyAdds(d.layers[i].settings, input), reach_.outputs[i], shapes_[i].grid);
    input = shapes_[i];
  }
  if (!made_->problem && previous_ && !(previous_->front == made_->front)) {
    cells += 2 * shapes_[static_cast<size_t>(made_->front.layer)].grid.count();
  }
  if (!made_->stack_problem && CheckedTargetShape(d, shapes_.back()).ok()) {
    const CellRect changed = RectAround(reach_.outputs.back(), reach_.target);
    cells += (changed.shape().count() + reach_.target.shape().count()) * shapes_.back().channels;
    total_work_ += WorkOf(TargetWork(d), reach_.target, shapes_.back().grid);
  }
  estimated_seconds_ = static_cast<double>(cells) * kSecondsPerCell +
                       static_cast<double>(total_work_) / kMultiplyAddsPerSecond;
}

PreparedWeightsPtr EvaluationJob::Prepared(size_t layer) const {
  const bool known = previous_ && layer < previous_->prepared.size();
  return known ? previous_->prepared[layer] : nullptr;
}

// The next channels of the layer under way.
void EvaluationJob::StartChannels() {
  const size_t layer = made_->outputs.size();
  const TensorShape& shape = shapes_[layer];
  const CellRect rect = reach_.outputs[layer];
  const auto channel = static_cast<int>(output_.channels.size());
  const int count = std::min(ChannelsAtOnce(shape.grid), shape.channels - channel);
  std::span<const SharedGrid> before;
  if (rect != WholeOf(shape.grid)) {
    before = std::span(previous_->outputs[layer].channels)
                 .subspan(static_cast<size_t>(channel), static_cast<size_t>(count));
  }
  grids_ = GridsUnderWay(shape.grid, count, rect, before, spare_);
  const int shown = made_->front.output - channel;
  const bool in_front = made_->front.layer == static_cast<int>(layer) && !made_->problem;
  const bool in_bands = pass_->unit() == Shape{1, 1};  // tiles have other rows than summaries
  if (in_front && in_bands && shown >= 0 && shown < count) grids_.Summarize(shown, spare_);
}

void EvaluationJob::EndChannels() {
  if (auto summary = grids_.TakeSummary()) front_output_ = std::move(summary);
  for (SharedGrid& grid : grids_.TakeGrids()) output_.channels.push_back(std::move(grid));
  if (output_.shape() != shapes_[made_->outputs.size()]) return StartChannels();
  made_->outputs.push_back(std::exchange(output_, {}));
  pass_.reset();
}

// The next parts of the layer under way.
void EvaluationJob::ComputeLayer() {
  const size_t layer = made_->outputs.size();
  if (layer == shapes_.size()) {
    stage_ = Stage::kFront;
    return;
  }
  const TensorShape& shape = shapes_[layer];
  const CellRect rect = reach_.outputs[layer];
  if (rect.empty()) {
    made_->outputs.push_back(previous_->outputs[layer]);
    made_->prepared.push_back(Prepared(layer));
    return;
  }
  const Layer& computed = made_->document.layers[layer];
  if (!pass_) {
    pass_ = std::make_shared<ForwardPass>(computed, LayerInput(), made_->method, rect, threads_,
                                          ManyChannelsOf(made_->method), Prepared(layer));
    made_->prepared.push_back(pass_->prepared());
    StartChannels();
  }
  const auto channel = static_cast<int>(output_.channels.size());
  const int64_t all = MultiplyAdds(computed.settings, LayerInput().shape()) / shape.channels;
  const double cost = pass_->relative_cost();
  const auto products = static_cast<double>(WorkOf(all, rect, shape.grid) * grids_.count());
  const auto compute = [&](int first, CellRect part, auto grids) {
    pass_->ComputeChannels(channel + first, part, grids);
  };
  const int64_t done =
      grids_.Advance(static_cast<int64_t>(products * cost), threads_, compute, pass_->unit());
  done_work_ += static_cast<int64_t>(static_cast<double>(done) / cost);
  if (grids_.done()) EndChannels();
}

void EvaluationJob::ShowFront() {
  const Document& d = made_->document;
  const Evaluation* p = previous_.get();
  const Front front = made_->front;
  made_->input = SummarizedGrid(made_->front_input()[front.input], Known(&Evaluation::input),
                                spare_, threads_);
  Grid kernel = FrontKernel(d, front);
  if (!kernel.empty()) {
    const bool same = p != nullptr && !p->kernel.pyramid.empty() && *p->kernel.grid() == kernel;
    made_->kernel = same ? p->kernel : SummarizedGrid(std::move(kernel), nullptr, spare_, {});
  }
  if (front_output_) {
    made_->output = std::move(*front_output_);
  } else if (!made_->problem) {
    const Tensor& output = made_->outputs[static_cast<size_t>(front.layer)];
    made_->output =
        SummarizedGrid(output[front.output], Known(&Evaluation::output), spare_, threads_);
  }
  if (d.training.target_source == TargetSource::kReferenceKernel ||
      d.training.target_source == TargetSource::kFilter) {
    made_->reference =
        SummarizedGrid(d.training.reference_kernel, Known(&Evaluation::reference), spare_, {});
  }
  target_.emplace(made_, previous_, shapes_, reach_);
  target_->Use(threads_, std::move(spare_));
  stage_ = Stage::kTarget;
  StepTarget();
}

void EvaluationJob::StepTarget() {
  done_work_ += target_->Step();
  if (target_->done()) stage_ = Stage::kDone;
}

}  // namespace convlens
