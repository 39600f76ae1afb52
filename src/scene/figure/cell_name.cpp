#include "scene/figure/cell_name.h"

#include "core/grid/message.h"
#include "scene/figure/figure_grids.h"

namespace convlens {
std::string WholeText(int value) {
  if (value >= 0) return std::to_string(value);
  return FillIn("−{}", {std::to_string(-value)});
}

const char* RoleName(GridRole role) {
  switch (role) {
    case GridRole::kInput:
      return "input";
    case GridRole::kKernel:
      return "kernel";
    case GridRole::kOutput:
      return "output";
    case GridRole::kTarget:
      return "target";
    case GridRole::kError:
      return "error";
    case GridRole::kReference:
      return "reference";
    case GridRole::kMatrix:
      return "matrix";
  }
  return "";
}

std::string CellName(const char* symbol, const std::vector<int>& channels, Cell cell) {
  std::string name = FillIn("{}[", {symbol});
  for (const int channel : channels) name.append(WholeText(channel)).append(",");
  return name.append(WholeText(cell.row)).append(",").append(WholeText(cell.col)).append("]");
}

std::string InputCellName(const Evaluation& e, Cell cell) {
  return CellName("X", HasManyInputs(e) ? std::vector{e.front.input} : std::vector<int>(), cell);
}

std::string OutputCellName(const Evaluation& e, const char* symbol, Cell cell) {
  return CellName(symbol, HasManyOutputs(e) ? std::vector{e.front.output} : std::vector<int>(),
                  cell);
}

std::string KernelCellName(const Evaluation& e, Cell cell) {
  return CellName(
      "K", HasManyKernels(e) ? std::vector{e.front.output, e.front.input} : std::vector<int>(),
      cell);
}

}  // namespace convlens
