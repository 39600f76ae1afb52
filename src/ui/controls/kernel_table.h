#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/state/ui_state.h"

namespace convlens {

/// A small grid of numbers in the inspector, in the figure's colours, under its title; beside that
/// its size, where there is room: the fact "<id>.size". "<id>.digits" is how many significant
/// digits its numbers have at most.
struct KernelTable {
  const char* id = "";  ///< cells are named "<id>.<row>.<col>"
  std::string title;
  Ink ink = Ink::kKernel;
  float cell_width = 0;  ///< points
  float cell_height = 0;
  bool editable = false;
  /// Tables beside it that it is compared with, itself among them: their numbers have as many
  /// digits as its own, and their size, and their colours one range.
  std::span<const GridView> compared = {};
  /// Other tables of its row: its letters are not larger than theirs.
  std::span<const GridView> beside = {};
};

/// Larger kernels are looked at and edited in the figure.
inline constexpr int kMaxTableSide = 7;
inline bool FitsTable(Shape shape) {
  return shape.height <= kMaxTableSide && shape.width <= kMaxTableSide;
}

/// Points that `title` and the size of a kernel take, side by side above it.
float TitleWidth(const Theme& theme, const std::string& title, Shape shape);

struct TableEdit {
  Cell cell;
  float value = 0;
};
/// Draws it at the cursor; returns the cell that was given another value in this frame.
std::optional<TableEdit> DrawKernelTable(UiContext& ui, const KernelTable& table, GridView grid);

}  // namespace convlens
