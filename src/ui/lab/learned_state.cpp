#include "ui/lab/learned_state.h"

namespace convlens {

TrainingState PresentState(const Workbench& bench) {
  return {FrontKernel(bench.document(), {}), FrontBias(bench.document(), {})};
}

std::vector<double> ParametersOf(const TrainingState& state, bool with_bias) {
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

std::string WeightName(size_t index, Shape kernel) {
  const auto at = static_cast<int64_t>(index);
  if (at >= kernel.count()) return "u";
  const Cell cell = CellAt(at, kernel.width);
  return FillIn("K[{},{}]", {std::to_string(cell.row), std::to_string(cell.col)});
}

std::string RunName(UiContext& ui, size_t index) {
  const std::string& name = ui.bench.earlier_runs()[index].record.name;
  return name.empty() ? ui.tr("run {}", std::to_string(index + 1)) : name;
}

}  // namespace convlens
