#include <algorithm>
#include <cmath>

#include "scene/matrix_form_view.h"
#include "scene/number_text.h"

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
constexpr float kTitleRoom = 118;   // width of a title with its shape
constexpr float kNarrowBlock = 12;  // points: blocks smaller than this get no lines
constexpr size_t kMostMarks = 1500;

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

Cell PlaybackElement(const FigureOptions& options, Shape output) {
  return CellAt(std::clamp<int64_t>(options.playback.output, 0, output.count() - 1), output.width);
}

/// The three grids and what is lit in them.
class MatrixFigure {
 public:
  MatrixFigure(Figure& figure, const Evaluation& e, const FigureOptions& options)
      : figure_(figure), e_(e), options_(options), form_(*options.matrix) {}

  void Add() {
    top_ = figure_.bounds.bottom() + kRowGap + kTitleHeight;
    element_ = options_.focus.kind == FigureFocus::Kind::kOutput
                   ? options_.focus.cell
                   : PlaybackElement(options_, form_.output);
    index_ = static_cast<int>(IndexOf(element_, form_.output.width));
    windows() ? LayOutWindows() : LayOutToeplitz();
    AddBlocks();
    Light();
    for (FigureGrid* grid : {&vector_, &matrix_, &result_}) figure_.grids.push_back(*grid);
    Enclose();
  }

 private:
  bool windows() const { return form_.view == MatrixView::kWindows; }

  // --- layout

  FigureGrid Part(MatrixPart part, Accent accent, const EvaluatedGrid& values, GridRole like,
                  const char* symbol, Message title) const {
    FigureGrid grid;
    grid.role = GridRole::kMatrix;
    grid.part = part;
    grid.symbol = symbol;
    grid.accent = accent;
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

  Message ResultTitle() const {
    return {form_.activated ? "Sums before the activation" : "Output, element by element", {}};
  }

  std::string EqualsText() const {
    const float bias = e_.bias();
    if (bias == 0) return "=";
    return FillIn(bias > 0 ? "+ {}  =" : "− {}  =", {ShortNumber(std::fabs(double{bias}))});
  }

  void AddOperator(float x, float y, const std::string& text) {
    figure_.labels.push_back({{x, y}, {text, {}}, Accent::kDim, FigureLabel::Style::kOperator});
  }

  //   w · M
  //     = y     with each element under its window
  void LayOutWindows() {
    vector_ = Part(MatrixPart::kVector, Accent::kKernel, form_.vector, GridRole::kKernel, "w",
                   {"Weights as a row", {}});
    matrix_ = Part(MatrixPart::kMatrix, Accent::kInput, form_.matrix, GridRole::kInput, "M",
                   {"Windows as columns (im2col)", {}});
    result_ = Part(MatrixPart::kResult, Accent::kOutput, form_.result, GridRole::kOutput, "y",
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
    vector_ = Part(MatrixPart::kVector, Accent::kInput, form_.vector, GridRole::kInput, "x",
                   {"Input, over the columns it meets", {}});
    matrix_ = Part(MatrixPart::kMatrix, Accent::kKernel, form_.matrix, GridRole::kKernel, "T",
                   {"Toeplitz matrix", {}});
    result_ = Part(MatrixPart::kResult, Accent::kOutput, form_.result, GridRole::kOutput, "y",
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
      figure_.bounds.width =
          std::max(figure_.bounds.width,
                   grid->bounds.x + std::max(grid->bounds.width, kTitleRoom) - figure_.bounds.x);
      figure_.bounds.height =
          std::max(figure_.bounds.height, grid->bounds.bottom() - figure_.bounds.y);
    }
  }

  // Between one input row and the next, and one output row and the next.
  void AddBlocks() {
    if (windows()) return;
    const Shape block = form_.toeplitz.block;
    const Shape shape = form_.toeplitz.shape;
    if (matrix_.cell() * static_cast<float>(std::min(block.height, block.width)) < kNarrowBlock) {
      return;
    }
    for (int row = 0; row < shape.height; row += block.height) {
      Outline(matrix_, {row, 0, block.height, shape.width}, Accent::kDim,
              FigureOutline::Style::kBlock);
    }
    for (int col = 0; col < shape.width; col += block.width) {
      Outline(matrix_, {0, col, shape.height, block.width}, Accent::kDim,
              FigureOutline::Style::kBlock);
    }
  }

  // --- light

  void Light() {
    const FigureFocus& focus = options_.focus;
    if (options_.view.reveal_output) result_.revealed = options_.playback.output + 1;
    switch (focus.kind) {
      case FigureFocus::Kind::kInput:
        return LightInput(InputIndex(focus.cell));
      case FigureFocus::Kind::kKernel:
        return LightWeight(WeightIndex(focus.cell));
      case FigureFocus::Kind::kOutput:
      case FigureFocus::Kind::kNone:
        return LightElement();
    }
  }

  int InputIndex(Cell cell) const {
    return static_cast<int>(form_.front_channel * form_.input.count() +
                            IndexOf(cell, form_.input.width));
  }
  int WeightIndex(Cell tap) const {
    return static_cast<int>(form_.front_channel * form_.window.count() +
                            IndexOf(tap, form_.window.width));
  }

  void Outline(const FigureGrid& grid, CellRect rect, Accent accent, FigureOutline::Style style) {
    const CellRect shown = Intersection(rect, grid.region);
    if (!shown.empty()) figure_.outlines.push_back({grid.RectBounds(shown), accent, style});
  }

  // Columns of im2col and rows of Toeplitz are output elements.
  CellRect ElementLine(int index) const {
    const Shape shape = form_.matrix.shape();
    return windows() ? CellRect{0, index, shape.height, 1} : CellRect{index, 0, 1, shape.width};
  }
  CellRect ResultCell(int index) const {
    return windows() ? CellRect{0, index, 1, 1} : CellRect{index, 0, 1, 1};
  }

  void LightElement() {
    const bool here = element_ == PlaybackElement(options_, form_.output);
    matrix_.lit = ElementLine(index_);
    Outline(matrix_, ElementLine(index_), Accent::kKernel, FigureOutline::Style::kWindow);
    Outline(result_, ResultCell(index_), Accent::kKernel,
            options_.focus.pinned ? FigureOutline::Style::kPinned : FigureOutline::Style::kWindow);
    if (!windows()) LightRow();
    if (here && options_.playback.terms) ShowTerms(*options_.playback.terms);
  }

  // The weights of the row, and the inputs above them.
  void LightRow() {
    const int cols = form_.matrix.shape().width;
    for (int col = 0; col < cols; ++col) {
      const int first = col;
      while (col < cols && !IsQuiet(index_, col)) ++col;
      if (col == first) continue;
      Outline(vector_, {0, first, 1, col - first}, Accent::kKernel,
              FigureOutline::Style::kAffected);
      Outline(matrix_, {index_, first, 1, col - first}, Accent::kKernel,
              FigureOutline::Style::kAffected);
    }
  }

  bool IsQuiet(int row, int col) const {
    return form_.quiet[static_cast<size_t>(IndexOf({row, col}, form_.matrix.shape().width))] != 0;
  }

  // Stepping into the sum: the present product in both factors, the partial sum in the result.
  void ShowTerms(int done) {
    const std::vector<LayerTerm> sum = TermsOf(e_, element_);
    const bool some = done > 0 && static_cast<size_t>(done) <= sum.size();
    result_.partial_cell = Cell{ResultCell(index_).row, ResultCell(index_).col};
    result_.partial_value = some ? sum[static_cast<size_t>(done) - 1].partial : double{e_.bias()};
    if (!some) return;
    const LayerTerm& term = sum[static_cast<size_t>(done) - 1];
    const int channel = term.channel - (e_.front.input - form_.front_channel);
    const int weight =
        static_cast<int>(channel * form_.window.count() + IndexOf(term.tap, form_.window.width));
    if (windows()) {
      MarkTerm(vector_, {0, weight});
      MarkTerm(matrix_, {weight, index_});
      return;
    }
    for (const ToeplitzEntry& entry : form_.toeplitz.entries) {
      if (entry.row != index_ || entry.tap != weight) continue;
      MarkTerm(vector_, {0, entry.col});
      MarkTerm(matrix_, {index_, entry.col});
    }
  }

  void MarkTerm(const FigureGrid& grid, Cell cell) {
    Outline(grid, {cell.row, cell.col, 1, 1}, Accent::kText, FigureOutline::Style::kTerm);
  }

  void Mark(const FigureGrid& grid, Cell cell, Accent accent) {
    if (++marks_ > kMostMarks) return;
    Outline(grid, {cell.row, cell.col, 1, 1}, accent, FigureOutline::Style::kAffected);
  }

  // An input lies in several windows; in the Toeplitz matrix it is a column.
  void LightInput(int input) {
    if (windows()) {
      const Shape shape = form_.matrix.shape();
      for (int64_t i = 0; i < shape.count(); ++i) {
        if (form_.windows.entries[static_cast<size_t>(i)].input != input) continue;
        const Cell cell = CellAt(i, shape.width);
        Mark(matrix_, cell, Accent::kInput);
        Mark(result_, {0, cell.col}, Accent::kInput);
      }
      return;
    }
    const CellRect column{0, input, form_.matrix.shape().height, 1};
    matrix_.lit = column;
    Outline(matrix_, column, Accent::kInput, FigureOutline::Style::kWindow);
    Outline(vector_, {0, input, 1, 1}, Accent::kInput, FigureOutline::Style::kWindow);
    for (const ToeplitzEntry& entry : form_.toeplitz.entries) {
      if (entry.col == input) Mark(result_, {entry.row, 0}, Accent::kInput);
    }
  }

  // A weight meets a row of the windows; in the Toeplitz matrix it lies along diagonals.
  void LightWeight(int weight) {
    if (windows()) {
      const CellRect row{weight, 0, 1, form_.matrix.shape().width};
      matrix_.lit = row;
      Outline(matrix_, row, Accent::kKernel, FigureOutline::Style::kWindow);
      Outline(vector_, {0, weight, 1, 1}, Accent::kKernel, FigureOutline::Style::kWindow);
      return;
    }
    for (const ToeplitzEntry& entry : form_.toeplitz.entries) {
      if (entry.tap == weight) Mark(matrix_, {entry.row, entry.col}, Accent::kKernel);
    }
  }

  Figure& figure_;
  const Evaluation& e_;
  const FigureOptions& options_;
  const MatrixForm& form_;
  float top_ = 0;
  Cell element_;   // the output element in the middle of attention
  int index_ = 0;  // its place among all, row by row
  size_t marks_ = 0;
  FigureGrid vector_;
  FigureGrid matrix_;
  FigureGrid result_;
};

}  // namespace

void AddMatrixForm(Figure& figure, const Evaluation& evaluation, const FigureOptions& options) {
  ScaleDown(figure);
  const MatrixForm& form = *options.matrix;
  if (!form.problem) return MatrixFigure(figure, evaluation, options).Add();
  if (evaluation.problem) return;  // the figure says it already
  figure.labels.push_back({{120, figure.bounds.bottom() + 70},
                           *form.problem,
                           Accent::kDim,
                           FigureLabel::Style::kProblem});
  figure.bounds.width = std::max(figure.bounds.width, 250.0F);
  figure.bounds.height += 140;
}

}  // namespace convlens
