#pragma once

#include "scene/figure/figure.h"

namespace convlens {

// A transposed convolution as a correlation: the input is spread by the stride, with zeros between
// its cells, and the kernel, turned by 180°, goes over it one cell at a time.

/// The spread input, kept from one figure to the next while the numbers are the same.
struct SpreadInput {
  SharedGrid of;
  Step stride;
  EvaluatedGrid values;
};

/// Whether the figure of `e` has room for the spread input in cells that can be read.
bool ShowsSpread(const Evaluation& e);

/// The side of its cells.
float SpreadCell(const Evaluation& e);

/// Its grid, unplaced; the numbers are held by `spread`, which is made again if it is of others.
FigureGrid SpreadGrid(const Evaluation& e, std::shared_ptr<const SpreadInput>& spread);

/// The input cell that stands at `at` of the spread input; nothing where a zero was inserted, and
/// outside.
std::optional<Cell> SpreadSource(const LayerSettings& settings, Shape input, Cell at);

/// The cells of the spread input that the window of `output` spans.
CellRect SpreadWindow(const LayerSettings& settings, Cell output);

/// Adds what is not a number of the input: inserted zeros, and those around it.
void AddInserted(Figure& figure, const Evaluation& e);

}  // namespace convlens
