#include "model/document/document.h"

#include <algorithm>

#include "core/correlate/kernel_algebra.h"
#include "model/document/front.h"

namespace convlens {
namespace {

bool SameShape(const Layer& a, const Layer& b) {
  return a.settings.has_weights() == b.settings.has_weights() &&
         a.weights.first() == b.weights.first() && a.weights.second() == b.weights.second() &&
         a.weights.window() == b.weights.window() && a.bias.size() == b.bias.size();
}

/// Whether a kernel alone says all that `document` computes with.
bool IsOneKernel(const Document& document) {
  const Layer& layer = document.layers.front();
  return document.layers.size() == 1 && layer.weights.first() == 1 && layer.weights.second() == 1;
}

void TakeNumbers(Layer& layer, const Layer& from) {
  if (!SameShape(layer, from)) return;
  layer.weights = from.weights;
  layer.bias = from.bias;
}

TrainingState PlainInitialState(const Document& document) {
  const TrainingSetup& setup = document.training;
  const Shape shape = document.layers.front().settings.window;
  TrainingState state;
  state.kernel = setup.initial == InitialKernel::kRandom
                     ? InitializedKernel(setup.initialization, shape, setup.seed)
                     : kernel_algebra::Resized(setup.initial_kernel, shape);
  // A bias that is not learned is the user's, and stays.
  state.bias = setup.learn_bias ? 0.0F : FrontBias(document, {});
  return state;
}

}  // namespace

TrainingState StateOf(const Document& document) {
  TrainingState state;
  if (PlainLayer(document) == nullptr) {
    state.layers = document.layers;
    return state;
  }
  state.kernel = FrontKernel(document, {});
  state.bias = FrontBias(document, {});
  return state;
}

TrainingState InitialState(const Document& document) {
  if (PlainLayer(document) != nullptr) return PlainInitialState(document);
  const TrainingSetup& setup = document.training;
  TrainingState state;
  state.layers =
      InitializedLayers(setup.initialization, document.layers, setup.seed, setup.learn_bias);
  if (setup.initial == InitialKernel::kRandom) return state;
  for (size_t i = 0; i < state.layers.size() && i < setup.initial_layers.size(); ++i) {
    if (state.layers[i].learns) TakeNumbers(state.layers[i], setup.initial_layers[i]);
  }
  return state;
}

TrainingState StateOf(const RecordedStep& record) {
  TrainingState state{record.kernel, record.bias};
  state.layers = record.layers;
  return state;
}

void TakeNumbers(Document& document, const TrainingState& state) {
  for (size_t i = 0; i < state.layers.size() && i < document.layers.size(); ++i) {
    TakeNumbers(document.layers[i], state.layers[i]);
  }
  if (!state.layers.empty() || !IsOneKernel(document)) return;
  SetFrontKernel(document, {}, state.kernel);
  SetFrontBias(document, {}, state.bias);
}

bool HasNumbers(const Document& document, const TrainingState& state) {
  if (state.layers.empty()) {
    return IsOneKernel(document) && FrontKernel(document, {}) == state.kernel &&
           FrontBias(document, {}) == state.bias;
  }
  return std::equal(
      state.layers.begin(), state.layers.end(), document.layers.begin(), document.layers.end(),
      [](const Layer& a, const Layer& b) { return a.weights == b.weights && a.bias == b.bias; });
}

bool SameShapes(const std::vector<Layer>& a, const std::vector<Layer>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), SameShape);
}

TrainingOptions OptionsOf(const Document& document) {
  TrainingOptions options =
      OptionsOf(document.training, document.layers.front().settings.operation);
  if (PlainLayer(document) == nullptr) options.algorithm = TrainingAlgorithm::kDirect;
  return options;
}

}  // namespace convlens
