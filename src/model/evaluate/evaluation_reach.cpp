#include "model/evaluate/evaluation_reach.h"

#include <algorithm>

#include "layer/settings/receptive_field.h"
#include "model/evaluate/evaluation_source.h"
#include "model/evaluate/grid_summary.h"
#include "model/evaluate/training_target.h"

namespace convlens {
namespace {

/// Around where any channel differs.
CellRect Difference(const Tensor& now, const Tensor& before) {
  const CellRect whole = WholeOf(now.shape().grid);
  if (now.shape() != before.shape()) return whole;
  CellRect around;
  for (size_t c = 0; c < now.channels.size(); ++c) {
    const std::optional<CellRect> rect = now.channels[c].DifferenceFrom(before.channels[c]);
    around = RectAround(around, rect.value_or(whole));
  }
  return around;
}

/// Whether an edit of a plain document reaches a rectangle of the target at most.
bool IsBanded(TargetSource source) {
  return source == TargetSource::kReferenceKernel || source == TargetSource::kFixed;
}

bool SameLayer(const Layer& a, const Layer& b) {
  const bool small = a.weights.count() <= int64_t{kMaxKernelSide} * kMaxKernelSide;
  const bool same_weights = a.weights.SameAs(b.weights) || (small && a.weights == b.weights);
  return same_weights && a.settings == b.settings && a.bias == b.bias;
}

/// What changed input cells reach through one layer that is carried out in units of that shape.
CellRect Reached(const LayerSettings& layer, CellRect changed, Shape input, Shape output,
                 Shape unit) {
  if (changed.empty()) return {};
  if (changed == WholeOf(input)) return WholeOf(output);
  const CellRect cells = CellsReachedBy(layer, CellsOf(changed), input, output).bounds();
  const CellRect rect = WholeUnits(cells, unit, output);
  return WorthPatching(rect, output) ? rect : WholeOf(output);
}

/// An edit changes roundings in all of a unit.
CellRect Reached(const Layer& layer, CellRect changed, Shape input, Shape output,
                 CorrelationMethod method) {
  if (changed.empty() || changed == WholeOf(input)) {
    return Reached(layer.settings, changed, input, output, Shape{1, 1});
  }
  const Shape unit = UnitOf(layer.settings, layer.weights, output, method);
  return Reached(layer.settings, changed, input, output, unit);
}

CellRect TargetReach(const Document& document, Shape shape, const Evaluation& previous,
                     CellRect input) {
  const CellRect whole = WholeOf(shape);
  const Document& before = previous.document;
  const TrainingSetup& setup = document.training;
  if (previous.targets.channels.empty() || previous.targets.shape().grid != shape) return whole;
  if (SameTarget(before, document)) return {};
  if (PlainLayer(document) == nullptr || !IsBanded(setup.target_source)) return whole;
  if (setup.target_source != before.training.target_source) return whole;
  if (setup.target_source == TargetSource::kFixed) {
    return Difference(setup.fixed_target, before.training.fixed_target);
  }
  // The noise of an element depends on those before it.
  if (setup.noise != 0 || before.training.noise != 0) return whole;
  EvaluationSource now = ReferenceSource(document);
  const EvaluationSource then = ReferenceSource(before);
  now.input = then.input;
  if (!now.SameAs(then)) return whole;
  LayerSettings valid;
  valid.window = now.kernel->shape();
  return Reached(valid, input, document.input.shape().grid, shape, {1, 1});
}

}  // namespace

int64_t WorkOf(int64_t all, CellRect rect, Shape shape) {
  const auto cells = static_cast<double>(rect.shape().count());
  const auto of = static_cast<double>(std::max<int64_t>(shape.count(), 1));
  return static_cast<int64_t>(static_cast<double>(all) * (cells / of));
}

EvaluationReach ReachOf(const Document& document, const std::vector<TensorShape>& shapes,
                        const Evaluation* previous, CorrelationMethod method) {
  EvaluationReach reach;
  TensorShape input = document.input.shape();
  reach.input =
      previous ? Difference(document.input, previous->document.input) : WholeOf(input.grid);
  CellRect changed = reach.input;
  for (size_t i = 0; i < shapes.size(); ++i) {
    const bool known = previous != nullptr && previous->method == method &&
                       i < previous->outputs.size() && previous->outputs[i].shape() == shapes[i] &&
                       SameLayer(document.layers[i], previous->document.layers[i]);
    const TensorShape before = !known   ? TensorShape{}
                               : i == 0 ? previous->document.input.shape()
                                        : previous->outputs[i - 1].shape();
    changed = known && before == input
                  ? Reached(document.layers[i], changed, input.grid, shapes[i].grid, method)
                  : WholeOf(shapes[i].grid);
    reach.outputs.push_back(changed);
    input = shapes[i];
  }
  if (shapes.empty()) return reach;
  const Shape target = shapes.back().grid;
  reach.target = previous ? TargetReach(document, target, *previous, reach.input) : WholeOf(target);
  return reach;
}

}  // namespace convlens
