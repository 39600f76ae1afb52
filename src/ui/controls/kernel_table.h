#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/state/ui_state.h"

namespace convlens {

/// A small grid of numbers in the inspector, in the figure's colours.
struct KernelTable {
  const char* id = "";  ///< cells are named "<id>.<row>.<col>"
  std::string title;
  Accent accent = Accent::kKernel;
  float cell_width = 0;  ///< points
  float cell_height = 0;
  bool editable = false;
  /// Tables beside it that it is compared with, itself among them: their numbers have as many
  /// digits as its own, and their size.
  std::span<const GridView> compared = {};
};

/// Larger kernels are looked at and edited in the figure.
inline constexpr int kMaxTableSide = 7;
inline bool FitsTable(Shape shape) {
  return shape.height <= kMaxTableSide && shape.width <= kMaxTableSide;
}

struct TableEdit {
  Cell cell;
  float value = 0;
};
/// Draws it at the cursor; returns the cell that was given another value in this frame.
std::optional<TableEdit> DrawKernelTable(UiContext& ui, const KernelTable& table, GridView grid);

}  // namespace convlens
