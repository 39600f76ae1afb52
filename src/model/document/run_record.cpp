#include "model/document/run_record.h"

#include <cmath>

#include "model/document/session_budget.h"

namespace convlens {
namespace {

/// Its loss over the held-out pair, where there is one, as it was recorded.
LossSeries HeldOutLosses(const TrainingHistory& history) {
  LossSeries losses;
  for (const TrainingHistory::Record& record : history.records()) {
    if (!std::isnan(record->held_out_loss)) losses.Add(record->step, record->held_out_loss);
  }
  return losses;
}

}  // namespace

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
  record.held_out_losses = HeldOutLosses(history).AtMost(kKeptLosses);
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
