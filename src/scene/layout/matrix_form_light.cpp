#include "scene/layout/matrix_form_light.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float kNarrowBlock = 12;  // points: blocks smaller than this get no lines
constexpr size_t kMostMarks = 1500;

// Requires a form without a problem.
Cell PlayedElement(const FigureOptions& options) {
  const Shape output = options.matrix->output;
  return CellAt(std::clamp<int64_t>(options.playback.output, 0, output.count() - 1), output.width);
}

/// Adds the outlines to a figure, and to the grids what is not dimmed in them.
class MatrixLight {
 public:
  MatrixLight(Figure& figure, MatrixGrids& grids, const Evaluation& e, const FigureOptions& options)
      : figure_(figure),
        grids_(grids),
        e_(e),
        options_(options),
        form_(*options.matrix),
        element_(MatrixElement(options)),
        index_(static_cast<int>(IndexOf(element_, form_.output.width))) {}

  // Between one input row and the next, and one output row and the next.
  void AddBlocks() {
    if (im2col()) return;
    const Shape block = form_.toeplitz.block;
    const Shape shape = form_.toeplitz.shape;
    if (grids_.matrix.cell() * static_cast<float>(std::min(block.height, block.width)) <
        kNarrowBlock) {
      return;
    }
    for (int row = 0; row < shape.height; row += block.height) {
      Outline(grids_.matrix, {row, 0, block.height, shape.width}, Ink::kDim,
              FigureOutline::Style::kBlock);
    }
    for (int col = 0; col < shape.width; col += block.width) {
      Outline(grids_.matrix, {0, col, shape.height, block.width}, Ink::kDim,
              FigureOutline::Style::kBlock);
    }
  }

  void Light() {
    const Focus& focus = options_.focus;
    if (options_.view.reveal_output) grids_.result.revealed = options_.playback.output + 1;
    switch (focus.kind) {
      case Focus::Kind::kInput:
        return LightInput(InputIndex(focus.cell));
      case Focus::Kind::kKernel:
        return LightWeight(WeightIndex(focus.cell));
      case Focus::Kind::kOutput:
      case Focus::Kind::kNone:
        return LightElement();
    }
  }

 private:
  bool im2col() const { return form_.view == MatrixView::kIm2col; }

  int InputIndex(Cell cell) const {
    return static_cast<int>(form_.front_channel * form_.input.count() +
                            IndexOf(cell, form_.input.width));
  }
  int WeightIndex(Cell tap) const {
    return static_cast<int>(form_.front_channel * form_.window.count() +
                            IndexOf(tap, form_.window.width));
  }

  void Outline(const FigureGrid& grid, CellRect rect, Ink ink, FigureOutline::Style style) {
    const CellRect shown = Intersection(rect, grid.region);
    if (!shown.empty()) figure_.outlines.push_back({grid.RectBounds(shown), ink, style});
  }

  // Columns of im2col and rows of Toeplitz are output elements.
  CellRect ElementLine(int index) const {
    const Shape shape = form_.matrix.shape();
    return im2col() ? CellRect{0, index, shape.height, 1} : CellRect{index, 0, 1, shape.width};
  }
  CellRect ResultCell(int index) const {
    return im2col() ? CellRect{0, index, 1, 1} : CellRect{index, 0, 1, 1};
  }

  void LightElement() {
    const bool here = element_ == PlayedElement(options_);
    grids_.matrix.lit = ElementLine(index_);
    Outline(grids_.matrix, ElementLine(index_), Ink::kKernel, FigureOutline::Style::kWindow);
    Outline(grids_.result, ResultCell(index_), Ink::kKernel,
            options_.pinned ? FigureOutline::Style::kPinned : FigureOutline::Style::kWindow);
    if (!im2col()) LightRow();
    if (here && options_.playback.terms) ShowTerms(*options_.playback.terms);
  }

  // The weights of the row, and the inputs above them.
  void LightRow() {
    const int cols = form_.matrix.shape().width;
    for (int col = 0; col < cols; ++col) {
      const int first = col;
      while (col < cols && !IsQuiet(index_, col)) ++col;
      if (col == first) continue;
      Outline(grids_.vector, {0, first, 1, col - first}, Ink::kKernel,
              FigureOutline::Style::kAffected);
      Outline(grids_.matrix, {index_, first, 1, col - first}, Ink::kKernel,
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
    grids_.result.partial_cell = Cell{ResultCell(index_).row, ResultCell(index_).col};
    grids_.result.partial_value =
        some ? sum[static_cast<size_t>(done) - 1].partial : double{e_.bias()};
    if (!some) return;
    const LayerTerm& term = sum[static_cast<size_t>(done) - 1];
    const int channel = term.channel - (e_.front.input - form_.front_channel);
    const int weight =
        static_cast<int>(channel * form_.window.count() + IndexOf(term.tap, form_.window.width));
    if (im2col()) {
      MarkTerm(grids_.vector, {0, weight});
      MarkTerm(grids_.matrix, {weight, index_});
      return;
    }
    for (const ToeplitzEntry& entry : form_.toeplitz.entries) {
      if (entry.row != index_ || entry.tap != weight) continue;
      MarkTerm(grids_.vector, {0, entry.col});
      MarkTerm(grids_.matrix, {index_, entry.col});
    }
  }

  void MarkTerm(const FigureGrid& grid, Cell cell) {
    Outline(grid, {cell.row, cell.col, 1, 1}, Ink::kText, FigureOutline::Style::kTerm);
  }

  void Mark(const FigureGrid& grid, Cell cell, Ink ink) {
    if (++marks_ > kMostMarks) return;
    Outline(grid, {cell.row, cell.col, 1, 1}, ink, FigureOutline::Style::kAffected);
  }

  // An input lies in several windows; in the Toeplitz matrix it is a column.
  void LightInput(int input) {
    if (im2col()) {
      const Shape shape = form_.matrix.shape();
      for (int64_t i = 0; i < shape.count(); ++i) {
        if (form_.im2col.entries[static_cast<size_t>(i)].input != input) continue;
        const Cell cell = CellAt(i, shape.width);
        Mark(grids_.matrix, cell, Ink::kInput);
        Mark(grids_.result, {0, cell.col}, Ink::kInput);
      }
      return;
    }
    const CellRect column{0, input, form_.matrix.shape().height, 1};
    grids_.matrix.lit = column;
    Outline(grids_.matrix, column, Ink::kInput, FigureOutline::Style::kWindow);
    Outline(grids_.vector, {0, input, 1, 1}, Ink::kInput, FigureOutline::Style::kWindow);
    for (const ToeplitzEntry& entry : form_.toeplitz.entries) {
      if (entry.col == input) Mark(grids_.result, {entry.row, 0}, Ink::kInput);
    }
  }

  // A weight meets a row of the windows; in the Toeplitz matrix it lies along diagonals.
  void LightWeight(int weight) {
    if (im2col()) {
      const CellRect row{weight, 0, 1, form_.matrix.shape().width};
      grids_.matrix.lit = row;
      Outline(grids_.matrix, row, Ink::kKernel, FigureOutline::Style::kWindow);
      Outline(grids_.vector, {0, weight, 1, 1}, Ink::kKernel, FigureOutline::Style::kWindow);
      return;
    }
    for (const ToeplitzEntry& entry : form_.toeplitz.entries) {
      if (entry.tap == weight) Mark(grids_.matrix, {entry.row, entry.col}, Ink::kKernel);
    }
  }

  Figure& figure_;
  MatrixGrids& grids_;
  const Evaluation& e_;
  const FigureOptions& options_;
  const MatrixForm& form_;
  Cell element_;   // the output element in the middle of attention
  int index_ = 0;  // its place among all, row by row
  size_t marks_ = 0;
};

}  // namespace

Cell MatrixElement(const FigureOptions& options) {
  if (options.focus.kind == Focus::Kind::kOutput) return options.focus.cell;
  return PlayedElement(options);
}

void LightMatrix(Figure& figure, MatrixGrids& grids, const Evaluation& evaluation,
                 const FigureOptions& options) {
  MatrixLight light(figure, grids, evaluation, options);
  light.AddBlocks();
  light.Light();
}

}  // namespace convlens
