#include "model/evaluate/evaluation.h"

#include <algorithm>

#include "layer/settings/window.h"
#include "model/evaluate/evaluation_job.h"
#include "model/evaluate/training_target.h"

namespace convlens {
namespace {

PlaybackExtent ExtentOfLayer(const LayerSettings& settings, TensorShape input, Shape output,
                             int channel, int64_t element) {
  int taps = 0;
  const Cell at = CellAt(std::clamp<int64_t>(element, 0, output.count() - 1), output.width);
  ForEachTap(settings, input.grid, at, [&](Cell, Cell) { ++taps; });
  return {output.count(), InputsOf(settings, input.channels, channel).count * taps};
}

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

PlaybackExtent ExtentOf(const Document& document, const StackShapes& shapes, Front front,
                        int64_t element) {
  const auto layer = static_cast<size_t>(front.layer);
  if (layer >= shapes.outputs.size()) return {};
  const TensorShape input = layer == 0 ? document.input.shape() : shapes.outputs[layer - 1];
  return ExtentOfLayer(document.layers[layer].settings, input, shapes.outputs[layer].grid,
                       front.output, element);
}

PlaybackExtent Evaluation::extent(int64_t element) const {
  const auto layer = static_cast<size_t>(front.layer);
  if (layer >= outputs.size()) return {};
  return ExtentOfLayer(front_layer().settings, front_input().shape(), outputs[layer].shape().grid,
                       front.output, element);
}

}  // namespace convlens
