#include <algorithm>
#include <cmath>

#include "scene/figure/number_text.h"
#include "scene/layout/matrix_form_light.h"
#include "scene/layout/matrix_form_view.h"

namespace convlens {
namespace {

constexpr float kGridsScale = 0.6F;  // what the grids of the figure keep of their size
constexpr float kTitleHeight = 28;   // as in the rest of the figure
constexpr float kGap = 56;           // between the factors of a product
constexpr float kRowGap = 26;
constexpr float kMostCell = 42;
constexpr float kReadableCell = 20;  // the im2col matrix is shown in parts rather than smaller
constexpr float kBoxWidth = 640;
constexpr float kBoxHeight = 300;
constexpr float kTitleRoom = 118;      // width of a short title with its shape
constexpr float kLongTitleRoom = 240;  // of "Output, element by element   4 × 1"

void Scale(Rect& rect, float by) {
  rect = {rect.x * by, rect.y * by, rect.width * by, rect.height * by};
}

// Titles keep their size, so the room for them is kept too.
void ScaleDown(Figure& figure) {
  const auto scale = [](Rect& rect) {
    Scale(rect, kGridsScale);
    rect.y += kTitleHeight * (1 - kGridsScale);
  };
  for (FigureGrid& grid : figure.grids) scale(grid.bounds);
  for (FigureOutline& outline : figure.outlines) scale(outline.bounds);
  for (FigureBadge& badge : figure.badges) scale(badge.cell);
  for (FigurePadding& padding : figure.padding) scale(padding.bounds);
  for (FigureUnused& unused : figure.unused) scale(unused.bounds);
  for (FigureLens& lens : figure.lenses) {
    scale(lens.from);
    scale(lens.to);
  }
  for (FigureLabel& label : figure.labels) {
    label.center = {label.center.x * kGridsScale,
                    label.center.y * kGridsScale + kTitleHeight * (1 - kGridsScale)};
  }
  figure.bounds.width *= kGridsScale;
  figure.bounds.height = figure.bounds.height * kGridsScale + kTitleHeight * (1 - kGridsScale);
}

/// The three grids, under a figure that has given way to them.
class MatrixFigure {
 public:
  MatrixFigure(Figure& figure, const Evaluation& e, const FigureOptions& options)
      : figure_(figure), e_(e), options_(options), form_(*options.matrix) {}

  void Add() {
    top_ = figure_.bounds.bottom() + kRowGap + kTitleHeight;
    index_ = static_cast<int>(IndexOf(MatrixElement(options_), form_.output.width));
    im2col() ? LayOutIm2col() : LayOutToeplitz();
    LightMatrix(figure_, grids_, e_, options_);
    for (const FigureGrid* grid : {&vector_, &matrix_, &result_}) figure_.grids.push_back(*grid);
    Enclose();
  }

 private:
  bool im2col() const { return form_.view == MatrixView::kIm2col; }

  // --- layout

  FigureGrid Part(MatrixPart part, Ink ink, const EvaluatedGrid& values, GridRole like,
                  const char* symbol, Message title) const {
    FigureGrid grid;
    grid.role = GridRole::kMatrix;
    grid.part = part;
    grid.symbol = symbol;
    grid.ink = ink;
    grid.values = &values;
    grid.region = {0, 0, values.shape().height, values.shape().width};
    grid.title = std::move(title);
    grid.scale = ScaleOf(like, values);
    SetShapeLabel(grid);
    return grid;
  }

  // The same number has the same colour in both pictures.
  ValueScale ScaleOf(GridRole like, const EvaluatedGrid& values) const {
    const bool activated_result = like == GridRole::kOutput && form_.activated;
    for (const FigureGrid& grid : figure_.grids) {
      if (grid.role == like && !activated_result) return grid.scale;
    }
    const float largest =
        std::max({std::fabs(values.statistics.min), std::fabs(values.statistics.max), 1e-6F});
    return {ValueMap::kDiverging, -largest, largest};
  }

  static void SetShapeLabel(FigureGrid& grid) {
    const CellRect r = grid.region;
    const Shape shape = grid.values->shape();
    grid.shape_label = std::to_string(shape.height) + " × " + std::to_string(shape.width);
    if (r.width < shape.width) {
      grid.shape_label =
          FillIn("[{}…{}, {}…{}]", {std::to_string(r.row), std::to_string(r.row + r.height - 1),
                                    std::to_string(r.col), std::to_string(r.col + r.width - 1)});
    }
  }

  static void Place(FigureGrid& grid, float left, float top, float cell) {
    grid.bounds = {left, top, cell * static_cast<float>(grid.region.width),
                   cell * static_cast<float>(grid.region.height)};
  }

  // A matrix belongs to one output channel, the one in front: where there are others, it is named.
  Message WeightsTitle() const {
    if (OneOutput()) return {"Weights as a row", {}};
    return {"Weights of output {}", {std::to_string(e_.front.output)}};
  }
  Message ToeplitzTitle() const {
    if (OneOutput()) return {"Toeplitz matrix", {}};
    return {"Toeplitz matrix of output {}", {std::to_string(e_.front.output)}};
  }
  Message ResultTitle() const {
    if (OneOutput()) {
      return {form_.activated ? "Sums before the activation" : "Output, element by element", {}};
    }
    return {form_.activated ? "Sums of output {} before the activation"
                            : "Output {}, element by element",
            {std::to_string(e_.front.output)}};
  }
  bool OneOutput() const { return OutputChannels(e_.document, e_.front.layer) == 1; }

  std::string EqualsText() const {
    const float bias = e_.bias();
    if (bias == 0) return "=";
    return FillIn(bias > 0 ? "+ {} =" : "− {} =", {ShortNumber(std::fabs(double{bias}))});
  }

  void AddOperator(float x, float y, const std::string& text) {
    figure_.labels.push_back({{x, y}, {text, {}}, Ink::kDim, FigureLabel::Style::kOperator});
  }

  //   w · M
  //     = y     with each element under its window
  void LayOutIm2col() {
    vector_ = Part(MatrixPart::kVector, Ink::kKernel, form_.vector, GridRole::kKernel, "w",
                   WeightsTitle());
    matrix_ = Part(MatrixPart::kMatrix, Ink::kInput, form_.matrix, GridRole::kInput, "M",
                   {"Windows as columns (im2col)", {}});
    result_ = Part(MatrixPart::kResult, Ink::kOutput, form_.result, GridRole::kOutput, "y",
                   ResultTitle());
    matrix_.quiet = &form_.quiet;
    const float rows = static_cast<float>(matrix_.region.height);
    const float cols = static_cast<float>(matrix_.region.width);
    const float smallest = std::min(kReadableCell, kBoxHeight / rows);
    const float cell = std::clamp(std::min(kBoxWidth / (rows + cols), kBoxHeight / (rows + 1)),
                                  smallest, kMostCell);
    ShowPart(static_cast<int>((kBoxWidth - rows * cell * 0.5F) / cell));
    const float gap = kGap + (e_.bias() == 0 ? 0.0F : 40.0F);
    const float height = cell * rows;
    Place(vector_, 0, top_ + (height - cell) / 2, cell);
    const float left = std::max(vector_.bounds.width, kTitleRoom) + gap;
    Place(matrix_, left, top_, cell);
    Place(result_, left, top_ + height + kRowGap + kTitleHeight, cell);
    AddOperator(left - gap / 2, top_ + height / 2, "×");
    AddOperator(left - gap / 2, result_.bounds.center().y, EqualsText());
  }

  // Of a long matrix the columns around the present one, by whole pages so that they stand still.
  void ShowPart(int columns) {
    const int width = form_.matrix.shape().width;
    columns = std::max(columns, 4);
    if (columns >= width) return;
    const int first = std::min(index_ / columns * columns, width - columns);
    for (FigureGrid* grid : {&matrix_, &result_}) {
      grid->region.col = first;
      grid->region.width = columns;
      SetShapeLabel(*grid);
    }
  }

  //   x
  //   T = y    with each input over the column that it meets
  void LayOutToeplitz() {
    vector_ = Part(MatrixPart::kVector, Ink::kInput, form_.vector, GridRole::kInput, "x",
                   {"Input, over the columns it meets", {}});
    matrix_ = Part(MatrixPart::kMatrix, Ink::kKernel, form_.matrix, GridRole::kKernel, "T",
                   ToeplitzTitle());
    result_ = Part(MatrixPart::kResult, Ink::kOutput, form_.result, GridRole::kOutput, "y",
                   ResultTitle());
    matrix_.quiet = &form_.quiet;
    const float rows = static_cast<float>(matrix_.region.height);
    const float cols = static_cast<float>(matrix_.region.width);
    const float cell = std::min({kMostCell, 1.2F * kBoxWidth / cols, 1.2F * kBoxHeight / rows});
    Place(vector_, 0, top_, cell);
    const float top = vector_.bounds.bottom() + kRowGap / 2 + kTitleHeight;
    Place(matrix_, 0, top, cell);
    const float gap = kGap + (e_.bias() == 0 ? 0.0F : 40.0F);
    const float left = std::max(matrix_.bounds.right(), kTitleRoom);
    Place(result_, left + gap, top, cell);
    AddOperator(left + gap / 2, matrix_.bounds.center().y, EqualsText());
  }

  void Enclose() {
    for (const FigureGrid* grid : {&vector_, &matrix_, &result_}) {
      figure_.bounds.width = std::max(
          figure_.bounds.width,
          grid->bounds.x + std::max(grid->bounds.width, kLongTitleRoom) - figure_.bounds.x);
      figure_.bounds.height =
          std::max(figure_.bounds.height, grid->bounds.bottom() - figure_.bounds.y);
    }
  }

  Figure& figure_;
  const Evaluation& e_;
  const FigureOptions& options_;
  const MatrixForm& form_;
  float top_ = 0;
  int index_ = 0;  // of the element in the middle of attention, row by row
  MatrixGrids grids_;
  FigureGrid& vector_ = grids_.vector;
  FigureGrid& matrix_ = grids_.matrix;
  FigureGrid& result_ = grids_.result;
};

}  // namespace

void AddMatrixForm(Figure& figure, const Evaluation& evaluation, const FigureOptions& options) {
  ScaleDown(figure);
  const MatrixForm& form = *options.matrix;
  if (!form.problem) return MatrixFigure(figure, evaluation, options).Add();
  if (evaluation.problem) return;  // the figure says it already
  figure.labels.push_back(
      {{120, figure.bounds.bottom() + 70}, *form.problem, Ink::kDim, FigureLabel::Style::kProblem});
  figure.bounds.width = std::max(figure.bounds.width, 250.0F);
  figure.bounds.height += 140;
}

}  // namespace convlens
