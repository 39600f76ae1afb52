#include "ui/figure/figure_view_matrix.h"

#include "paint/camera.h"
#include "scene/layout/figure_spread.h"
#include "ui/controls/inspection.h"
#include "ui/figure/figure_view_focus.h"

namespace convlens {
namespace {

const char* PartName(MatrixPart part) {
  switch (part) {
    case MatrixPart::kVector:
      return "matrix.vector";
    case MatrixPart::kMatrix:
      return "matrix.matrix";
    case MatrixPart::kResult:
      return "matrix.result";
    case MatrixPart::kSpread:
      return "grid.spread";
    case MatrixPart::kNone:
      break;
  }
  return "matrix";
}

const char* ViewName(MatrixView view) {
  switch (view) {
    case MatrixView::kIm2col:
      return "im2col";
    case MatrixView::kToeplitz:
      return "toeplitz";
    case MatrixView::kNone:
      break;
  }
  return "none";
}

std::string RectText(const CellRect& rect) {
  return FillIn("{},{} {}x{}", {std::to_string(rect.row), std::to_string(rect.col),
                                std::to_string(rect.height), std::to_string(rect.width)});
}

}  // namespace

const MatrixForm* PresentMatrix(UiContext& ui) {
  const ViewSettings& view = ui.bench.view();
  MatrixMemory& memory = ui.state.figure.matrix;
  if (view.matrix == MatrixView::kNone || view.figure != FigureKind::kExplore) {
    memory = {};
    return nullptr;
  }
  const EvaluationPtr present = ui.bench.evaluation();
  if (memory.of != present || memory.form.view != view.matrix) {
    memory = {present, MakeMatrixForm(*present, view.matrix)};
  }
  return &memory.form;
}

Focus MatrixFocus(const UiContext& ui, const FigureGrid& grid, Cell cell) {
  if (grid.part == MatrixPart::kSpread) {
    const auto source =
        SpreadSource(ui.bench.front_layer().settings, ui.bench.evaluation()->input.shape(), cell);
    return source ? FocusFor(GridRole::kInput, *source) : Focus{};
  }
  const auto meant = MeantCellOf(ui.state.figure.matrix.form, grid.part, cell);
  return meant ? FocusFor(meant->role, meant->cell) : Focus{};
}

void ReportMatrix(UiContext& ui, const Figure& figure) {
  ui.inspection.Fact("matrix", std::string(ViewName(ui.bench.view().matrix)));
  const MatrixForm& form = ui.state.figure.matrix.form;
  if (form.problem) ui.inspection.Fact("matrix.problem", ToEnglish(*form.problem));
  for (const FigureGrid& grid : figure.grids) {
    if (grid.role != GridRole::kMatrix) continue;
    ui.inspection.Place(PartName(grid.part), ToPixels(ui.state.canvas.camera, grid.bounds));
    if (grid.part != MatrixPart::kMatrix) continue;
    ui.inspection.Fact("matrix.shape", grid.shape_label);
    if (grid.lit) ui.inspection.Fact("matrix.lit", RectText(*grid.lit));
  }
}

}  // namespace convlens
