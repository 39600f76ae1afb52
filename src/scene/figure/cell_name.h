#pragma once

#include <string>
#include <vector>

#include "model/edit/edit.h"
#include "model/evaluate/evaluation.h"

namespace convlens {

/// "−2": whole numbers as names and sizes write them. Windows may begin in the padding, before
/// row 0.
std::string WholeText(int value);

/// "input", "kernel", "output", "target", "error", "reference", "matrix": for the Inspection and
/// for files, in no language.
const char* RoleName(GridRole role);

/// "X[0,1]", or "X[2,0,1]" of channel 2: the indices in PyTorch's order.
std::string CellName(const char* symbol, const std::vector<int>& channels, Cell cell);

/// Of the input and the output that stand in front, with their channel where there are several;
/// `symbol` is "H" or "Ŷ".
std::string InputCellName(const Evaluation& evaluation, Cell cell);
std::string OutputCellName(const Evaluation& evaluation, const char* symbol, Cell cell);
/// Of the kernel in front, with output and input where there are several kernels: "K[3,2,0,1]".
std::string KernelCellName(const Evaluation& evaluation, Cell cell);

}  // namespace convlens
