#include "scene/layout/build_figure.h"

#include <algorithm>

#include "scene/figure/layer_window.h"
#include "scene/layout/figure_layout.h"
#include "scene/layout/figure_lighting.h"
#include "scene/layout/figure_padding.h"
#include "scene/layout/figure_spread.h"
#include "scene/layout/matrix_form_view.h"

namespace convlens {
namespace {

CellRect OneCell(Cell cell) { return {cell.row, cell.col, 1, 1}; }

Cell Inside(Cell cell, Shape shape) {
  return {std::clamp(cell.row, 0, shape.height - 1), std::clamp(cell.col, 0, shape.width - 1)};
}

Cell PlaybackElement(const Evaluation& evaluation, const FigureOptions& options) {
  const Shape output = evaluation.output.shape();
  if (output.empty()) return {};
  return CellAt(std::clamp<int64_t>(options.playback.output, 0, output.count() - 1), output.width);
}

// What the focus says, else playback's element.
Cell CenterOfAttention(const Evaluation& evaluation, const FigureOptions& options) {
  const Shape output = evaluation.output.shape();
  if (output.empty()) return {};
  const Cell playback = PlaybackElement(evaluation, options);
  switch (options.focus.kind) {
    case Focus::Kind::kOutput:
      return Inside(options.focus.cell, output);
    case Focus::Kind::kInput: {
      const CellRect outputs =
          CellsReachedBy(evaluation.front_layer().settings, CellsOf(OneCell(options.focus.cell)),
                         evaluation.input.shape(), output)
              .bounds();
      if (outputs.empty()) return playback;
      return {outputs.row + outputs.height / 2, outputs.col + outputs.width / 2};
    }
    case Focus::Kind::kKernel:
    case Focus::Kind::kNone:
      return playback;
  }
  return playback;
}

// In the figure of learning the grids are looked at as wholes, until somebody steps through them.
bool IsStepping(const FigureOptions& options) {
  const Playback& playback = options.playback;
  return options.view.figure == FigureKind::kExplore || playback.playing || playback.output > 0 ||
         playback.terms.has_value();
}

// In exploring, the output appears as playback goes over it, where that is wanted.
void Reveal(Figure& figure, const FigureOptions& options) {
  const bool hides = options.view.reveal_output && options.view.figure == FigureKind::kExplore;
  if (!hides) return;
  for (FigureGrid& grid : figure.grids) {
    if (grid.role == GridRole::kOutput) grid.revealed = options.playback.output + 1;
  }
}

}  // namespace

Cell CloseUpElement(const Evaluation& evaluation, const FigureOptions& options) {
  const Shape output = evaluation.output.shape();
  if (options.close_up && !output.empty()) return Inside(*options.close_up, output);
  return CenterOfAttention(evaluation, options);
}

Figure BuildFigure(const Evaluation& evaluation, const FigureOptions& options) {
  const Cell center = CloseUpElement(evaluation, options);
  const CellRect window =
      WindowOf(evaluation.front_layer().settings, evaluation.input.shape(), center);
  Figure figure = LayOut(evaluation, options.view, center, window, options.spread);
  Reveal(figure, options);
  switch (options.focus.kind) {
    case Focus::Kind::kNone:
      if (IsStepping(options)) {
        LightOutput(evaluation, options, PlaybackElement(evaluation, options), false, true, figure);
      }
      break;
    case Focus::Kind::kOutput: {
      const Cell lit = CenterOfAttention(evaluation, options);
      const bool at_playback = lit == PlaybackElement(evaluation, options);
      LightOutput(evaluation, options, lit, options.pinned, at_playback, figure);
      break;
    }
    case Focus::Kind::kInput:
      LightInput(evaluation, options, options.focus.cell, figure);
      break;
    case Focus::Kind::kKernel:
      LightKernel(evaluation, options, options.focus.cell, figure);
      break;
  }
  AddPadding(figure, evaluation);
  AddUnused(figure, evaluation);
  AddInserted(figure, evaluation);
  const bool has_matrix = options.matrix != nullptr && options.matrix->view != MatrixView::kNone &&
                          options.view.figure == FigureKind::kExplore;
  if (has_matrix) AddMatrixForm(figure, evaluation, options);
  return figure;
}

}  // namespace convlens
