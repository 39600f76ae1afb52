#include "train/run/parameters.h"

#include "train/run/stack_gradient.h"

namespace convlens {

std::vector<double> ParametersOf(const TrainingState& state, bool with_bias) {
  if (!state.layers.empty()) return LearnedParameters(state.layers, with_bias);
  const Grid& kernel = state.kernel;
  std::vector<double> parameters;
  parameters.reserve(static_cast<size_t>(kernel.count()) + 1);
  for (int row = 0; row < kernel.height(); ++row) {
    for (int col = 0; col < kernel.width(); ++col) parameters.push_back(kernel.at(row, col));
  }
  if (with_bias) parameters.push_back(state.bias);
  return parameters;
}

TrainingState StateAt(const std::vector<double>& parameters, const TrainingState& present) {
  TrainingState state{present.kernel, present.bias};
  const auto weights = static_cast<size_t>(state.kernel.count());
  for (size_t i = 0; i < weights && i < parameters.size(); ++i) {
    const Cell cell = CellAt(static_cast<int64_t>(i), state.kernel.width());
    state.kernel[cell] = static_cast<float>(parameters[i]);
  }
  if (parameters.size() > weights) state.bias = static_cast<float>(parameters[weights]);
  return state;
}

}  // namespace convlens
