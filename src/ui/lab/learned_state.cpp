#include "ui/lab/learned_state.h"

namespace convlens {

TrainingState PresentState(const Workbench& bench) {
  return {FrontKernel(bench.document(), {}), FrontBias(bench.document(), {})};
}

std::string WeightName(size_t index, Shape kernel) {
  const auto at = static_cast<int64_t>(index);
  if (at >= kernel.count()) return "u";
  const Cell cell = CellAt(at, kernel.width);
  return FillIn("K[{},{}]", {std::to_string(cell.row), std::to_string(cell.col)});
}

std::string RunName(UiContext& ui, size_t index) {
  const std::string& name = ui.bench.training().earlier_runs()[index].record.name;
  return name.empty() ? ui.tr("run {}", std::to_string(index + 1)) : name;
}

}  // namespace convlens
