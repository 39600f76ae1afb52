#include "scene/layout/figure_padding.h"

#include <algorithm>

#include "scene/figure/layer_window.h"

namespace convlens {
namespace {

// "not reached: 1 column", "not reached: 2 rows".
Message RowsText(int count) {
  if (count == 1) return {"not reached: 1 row", {}};
  return {"not reached: {} rows", {std::to_string(count)}};
}

Message ColumnsText(int count) {
  if (count == 1) return {"not reached: 1 column", {}};
  return {"not reached: {} columns", {std::to_string(count)}};
}

void AddUnusedOf(Figure& figure, const FigureGrid& grid, CellRect rest, const Message& text) {
  const CellRect shown = Intersection(rest, grid.padded_region());
  if (!shown.empty()) figure.unused.push_back({grid.RectBounds(shown), text});
}

// Under the input, a line each; a close-up leaves it to the whole picture.
void SayUnder(Figure& figure, const FigureGrid& grid, const Message& text, int line) {
  constexpr float kLine = 18;
  const Rect bounds = grid.cards_bounds();
  const float y =
      bounds.bottom() + kLine * (static_cast<float>(line) + (grid.cards() > 0 ? 1.8F : 0.8F));
  figure.labels.push_back({{bounds.center().x, y}, text, Ink::kDim, FigureLabel::Style::kCaption});
  figure.bounds.height = std::max(figure.bounds.height, y + kLine / 2 - figure.bounds.y);
}

}  // namespace

void AddPadding(Figure& figure, const Evaluation& evaluation) {
  for (const FigureGrid& grid : figure.grids) {
    if (grid.role != GridRole::kInput || grid.padding.none()) continue;
    const CellRect padded = grid.padded_region();
    const LayerSettings& settings = evaluation.front_layer().settings;
    for (int row = padded.row; row < padded.row + padded.height; ++row) {
      for (int col = padded.col; col < padded.col + padded.width; ++col) {
        if (grid.region.Contains({row, col})) continue;
        const float value = PaddedValue(settings, *evaluation.input.grid(), {row, col});
        const bool lit = !grid.lit || grid.lit->Contains({row, col});
        figure.padding.push_back({grid.CellBounds({row, col}), value, lit});
      }
    }
  }
}

void AddUnused(Figure& figure, const Evaluation& evaluation) {
  if (evaluation.problem) return;
  const LayerSettings& settings = evaluation.front_layer().settings;
  const Shape input = evaluation.input.shape();
  const Step rest = UnusedRest(settings, input);
  if (rest.rows == 0 && rest.cols == 0) return;
  const int top = -settings.padding.top;
  const int left = -settings.padding.left;
  const int height = input.height + settings.padding.rows();
  const int width = input.width + settings.padding.cols();
  const CellRect rows{top + height - rest.rows, left, rest.rows, width};
  // Without the corner, which the rows have already.
  const CellRect columns{top, left + width - rest.cols, height - rest.rows, rest.cols};
  for (const FigureGrid& grid : figure.grids) {
    if (grid.role != GridRole::kInput) continue;
    AddUnusedOf(figure, grid, rows, RowsText(rest.rows));
    AddUnusedOf(figure, grid, columns, ColumnsText(rest.cols));
    if (grid.close_up) continue;
    int line = 0;
    if (rest.rows > 0) SayUnder(figure, grid, RowsText(rest.rows), line++);
    if (rest.cols > 0) SayUnder(figure, grid, ColumnsText(rest.cols), line);
  }
}

}  // namespace convlens
