#include "model/evaluate/evaluation.h"

#include <algorithm>

#include "layer/settings/window.h"
#include "model/evaluate/evaluation_job.h"
#include "model/evaluate/training_target.h"

namespace convlens {
namespace {

// Speeds that `EstimatedSeconds` counts on: what a slow machine reaches.
constexpr double kMultiplyAddsPerSecond = 1.5e9;
constexpr double kSecondsPerCell = 4e-9;

}  // namespace

EvaluationPtr Evaluate(const Document& document, const EvaluationPtr& previous, Progress* progress,
                       Front front, CorrelationMethod method) {
  EvaluationJob job(document, previous, front, method);
  while (!job.Step()) {
    if (progress == nullptr) continue;
    if (progress->cancelled.load()) return nullptr;
    progress->fraction.store(job.fraction());
  }
  return job.result();
}

double EstimatedSeconds(const Document& document, const EvaluationPtr& previous, Front front,
                        CorrelationMethod method) {
  const Evaluation* p = previous.get();
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  const EvaluationReach reach = ReachOf(document, shapes.outputs, p, method);
  int64_t cells = reach.input.shape().count();
  int64_t work = 0;
  TensorShape input = document.input.shape();
  for (size_t i = 0; i < shapes.outputs.size(); ++i) {
    const TensorShape& output = shapes.outputs[i];
    cells += reach.outputs[i].shape().count() * output.channels;
    work += WorkOf(MultiplyAdds(document.layers[i].settings, input), reach.outputs[i], output.grid);
    input = output;
  }
  const auto at = static_cast<size_t>(ClampedFront(front, document).layer);
  if (at < shapes.outputs.size()) {
    const Shape output = shapes.outputs[at].grid;
    if (p != nullptr && !(p->front == front)) cells += 2 * output.count();
    if (!shapes.problem && CheckedTargetShape(document, shapes.outputs.back()).ok()) {
      const CellRect changed = RectAround(reach.outputs.back(), reach.target);
      cells +=
          (changed.shape().count() + reach.target.shape().count()) * shapes.outputs.back().channels;
      work += WorkOf(TargetWork(document), reach.target, shapes.outputs.back().grid);
    }
  }
  return static_cast<double>(cells) * kSecondsPerCell +
         static_cast<double>(work) / kMultiplyAddsPerSecond;
}

std::optional<Message> TargetProblem(const Document& document) {
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  if (shapes.problem) return shapes.problem;
  const Result<TensorShape> target = CheckedTargetShape(document, shapes.outputs.back());
  if (!target.ok()) return target.problem();
  return std::nullopt;
}

std::vector<LayerTerm> TermsOf(const Evaluation& evaluation, Cell output) {
  return TermsOf(evaluation.front_layer(), evaluation.front_input(), evaluation.front.output,
                 output);
}

PlaybackExtent ExtentOf(const Document& document, Front front, int64_t element) {
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  const auto layer = static_cast<size_t>(front.layer);
  if (layer >= shapes.outputs.size()) return {};
  const LayerSettings& settings = document.layers[layer].settings;
  const TensorShape input = layer == 0 ? document.input.shape() : shapes.outputs[layer - 1];
  const Shape output = shapes.outputs[layer].grid;
  int taps = 0;
  const int64_t last = output.count() - 1;
  const Cell at = CellAt(std::clamp<int64_t>(element, 0, last), output.width);
  ForEachTap(settings, input.grid, at, [&](Cell, Cell) { ++taps; });
  return {output.count(), InputsOf(settings, input.channels, front.output).count * taps};
}

PlaybackExtent Evaluation::extent(int64_t element) const {
  return ExtentOf(document, front, element);
}

}  // namespace convlens
