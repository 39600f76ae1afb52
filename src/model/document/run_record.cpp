#include "model/document/run_record.h"

#include "model/document/session_budget.h"
#include "train/run/held_out_losses.h"

namespace convlens {

bool MayBeKept(const std::vector<Layer>& layers) {
  int64_t weights = 0;
  for (const Layer& layer : layers) weights += ParameterCount(layer);
  return layers.size() <= kMaxRunLayers && weights <= kMostKeptWeights;
}

RunRecord RecordOf(const Document& trained, const TrainingState& state, const LossSeries& losses,
                   const TrainingHistory& history) {
  RunRecord record;
  record.options = OptionsOf(trained);
  record.seed = trained.training.seed;
  record.steps = state.step;
  record.losses = losses.AtMost(kKeptLosses);
  LossSeries held_out;
  for (const LossPoint& point : HeldOutLosses(history)) held_out.Add(point.step, point.loss);
  record.held_out_losses = held_out.AtMost(kKeptLosses);
  record.kernel = state.kernel;
  record.bias = state.bias;
  if (MayBeKept(state.layers)) record.layers = state.layers;
  return record;
}

Grid FrontKernel(const RunRecord& run, const Document& document, Front front) {
  if (run.layers.empty()) return *run.kernel;
  if (!SameShapes(run.layers, document.layers)) return {};
  Document learned = document;
  TrainingState state;
  state.layers = run.layers;
  TakeNumbers(learned, state);
  return FrontKernel(learned, front);
}

}  // namespace convlens
