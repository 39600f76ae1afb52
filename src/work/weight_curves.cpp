#include "work/weight_curves.h"

#include <utility>

namespace convlens {
namespace {

/// The numbers in front of all that a run trains: of a plain layer all there are.
struct FrontWeights {
  Grid kernel;
  float bias = 0;

  float At(size_t index) const {
    const auto i = static_cast<int64_t>(index);
    return i < kernel.count() ? kernel[CellAt(i, kernel.width())] : bias;
  }
};

bool HasShapesOf(const TrainingState& state, const Document& document) {
  return state.layers.empty() || SameShapes(state.layers, document.layers);
}

/// `then` is a document of the run's shapes, to look at the numbers in.
FrontWeights WeightsOf(const TrainingState& state, Document& then, Front front) {
  if (state.layers.empty()) return {state.kernel, state.bias};
  then.layers = state.layers;
  return {FrontKernel(then, front), FrontBias(then, front)};
}

}  // namespace

WeightCurves WeightCurvesOf(const TrainingSnapshot& run, const Document& document, Front front) {
  const std::vector<TrainingHistory::Record>& records = run.history.records();
  const TrainingState& state = run.state;
  if (records.empty() || !HasShapesOf(state, document)) return {};
  Document then = document;
  const FrontWeights now = WeightsOf(state, then, front);
  WeightCurves made{now.kernel.shape(), {}};
  if (made.kernel.empty()) return made;
  made.curves.resize(static_cast<size_t>(made.kernel.count()) +
                     (document.training.learn_bias ? 1 : 0));
  const auto add = [&made](int64_t step, const FrontWeights& weights) {
    for (size_t i = 0; i < made.curves.size(); ++i) {
      made.curves[i].push_back({step, weights.At(i)});
    }
  };
  for (const TrainingHistory::Record& record : records) {
    add(record->step, WeightsOf(StateOf(*record), then, front));
  }
  if (state.step > records.back()->step) add(state.step, now);
  return made;
}

const WeightCurves& WeightCurvesOfRun::For(const TrainingSnapshot& run, uint64_t results,
                                           const Document& document, Front front) {
  const std::vector<TrainingHistory::Record>& records = run.history.records();
  Question question;
  if (!records.empty()) {
    question = {records.front(),
                records.back(),
                records.size(),
                run.state.step,
                results,
                front,
                document.training.learn_bias,
                HasShapesOf(run.state, document)};
  }
  if (!(asked_ == question)) {
    curves_ = WeightCurvesOf(run, document, front);
    asked_ = std::move(question);
  }
  return curves_;
}

}  // namespace convlens
