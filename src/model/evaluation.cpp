#include "model/evaluation.h"

#include <algorithm>

#include "layer/window.h"
#include "model/evaluation_job.h"
#include "model/evaluation_source.h"

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
  const size_t kept = SameLayers(document, p, method);
  int64_t cells = 0;
  int64_t work = 0;
  if (p == nullptr || !p->document.input.SameAs(document.input))
    cells += document.input[0]->count();
  TensorShape input = document.input.shape();
  for (size_t i = 0; i < shapes.outputs.size(); ++i) {
    if (i >= kept) {
      cells += shapes.outputs[i].count();
      work += MultiplyAdds(document.layers[i].settings, input);
    }
    input = shapes.outputs[i];
  }
  const bool new_output = kept < shapes.outputs.size();
  const auto at = static_cast<size_t>(Clamped(front, document).layer);
  if (at >= shapes.outputs.size()) {
    return static_cast<double>(work) / kMultiplyAddsPerSecond;
  }
  const Shape output = shapes.outputs[at].grid;
  if (p != nullptr && !(p->front == front)) cells += output.count() + input.grid.count();
  if (CheckedTargetShape(document, output).ok()) {
    const bool new_target =
        p == nullptr || PlainLayer(p->document) == nullptr || !SameTarget(p->document, document);
    if (new_output || new_target) cells += output.count();  // the error
    if (new_target) {
      cells += output.count();
      const bool fixed = document.training.target_source == TargetSource::kFixed;
      work += fixed ? 0 : ReferenceSource(document).multiply_adds();
    }
  }
  return static_cast<double>(cells) * kSecondsPerCell +
         static_cast<double>(work) / kMultiplyAddsPerSecond;
}

std::optional<Message> TargetProblem(const Document& document) {
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  if (shapes.problem) return shapes.problem;
  const Result<Shape> target = CheckedTargetShape(document, shapes.outputs.back().grid);
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
