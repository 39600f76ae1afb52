#include "model/document/session_budget.h"

#include <algorithm>

#include "model/document/run_record.h"

namespace convlens {
namespace {

struct Amount {
  int64_t cells = 0;
  int64_t channels = 0;

  void Add(const Tensor& tensor) {
    cells += tensor.shape().count();
    channels += tensor.shape().channels;
  }
  void Add(const TrainingPair& pair) {
    Add(pair.input);
    Add(pair.target);
  }
  void Add(const Layer& layer) {
    cells += ParameterCount(layer);
    channels += layer.settings.has_weights() ? layer.settings.outputs : 0;
  }
};

Amount AmountOf(const Document& document) {
  const TrainingSetup& training = document.training;
  Amount amount;
  amount.Add(document.input);
  amount.Add(training.fixed_target);
  for (const Layer& layer : document.layers) amount.Add(layer);
  for (const Layer& layer : training.initial_layers) amount.Add(layer);
  for (const TrainingPair& pair : training.more_pairs) amount.Add(pair);
  if (training.held_out) amount.Add(*training.held_out);
  amount.cells += training.initial_kernel->count() + training.reference_kernel->count();
  return amount;
}

}  // namespace

Message TooManyCells() {
  return {
      "A session may hold at most {} million numbers in its grids, pairs and kernels: use a "
      "smaller input, or fewer pairs or layers.",
      {std::to_string(kMaxSessionCells >> 20)}};
}

std::optional<Message> BudgetProblem(const Document& document) {
  const TrainingSetup& training = document.training;
  if (std::max({document.layers.size(), training.initial_layers.size(),
                training.more_pairs.size()}) > kMaxSessionItems) {
    return Message{"A session may have at most {} layers and {} pairs: remove some.",
                   {std::to_string(kMaxSessionItems), std::to_string(kMaxSessionItems)}};
  }
  const Amount amount = AmountOf(document);
  if (amount.channels > kMaxSessionChannels) {
    return Message{
        "A session may have at most {} channels in its inputs, targets and layers: use fewer.",
        {std::to_string(kMaxSessionChannels)}};
  }
  if (amount.cells > kMaxSessionCells) return TooManyCells();
  return std::nullopt;
}

std::optional<Message> BudgetProblem(const std::vector<RunRecord>& runs) {
  if (runs.size() > kMaxSessionRuns) {
    return Message{"A session may have at most {} runs: delete some.",
                   {std::to_string(kMaxSessionRuns)}};
  }
  const bool kept = std::all_of(runs.begin(), runs.end(),
                                [](const RunRecord& run) { return MayBeKept(run.layers); });
  if (kept) return std::nullopt;
  return Message{
      "A session may keep at most {} layers and {} weights of a run: delete larger runs.",
      {std::to_string(kMaxRunLayers), std::to_string(kMostKeptWeights)}};
}

std::optional<Message> BudgetProblem(const Session& session) {
  if (std::optional<Message> problem = BudgetProblem(session.document)) return problem;
  return BudgetProblem(session.runs);
}

}  // namespace convlens
