#include "scene/layout/matrix_form_view.h"

#include <algorithm>

namespace convlens {
namespace {

EvaluatedGrid Evaluated(Grid grid) {
  EvaluatedGrid result;
  result.pyramid = MakePyramid(SharedGrid(std::move(grid)));
  result.statistics = StatisticsOf(*result.grid());
  return result;
}

// All cells of some channels in one row.
Grid Flattened(const Tensor& x, int first, int count) {
  const Shape shape = x.shape().grid;
  Grid row(1, static_cast<int>(count * shape.count()));
  int at = 0;
  for (int c = first; c < first + count; ++c) {
    for (int r = 0; r < shape.height; ++r) {
      const float* from = x[c]->row(r);
      std::copy(from, from + shape.width, row.row(0) + at);
      at += shape.width;
    }
  }
  return row;
}

Grid Standing(const Grid& row) {
  Grid column(row.width(), 1);
  for (int i = 0; i < row.width(); ++i) column.at(i, 0) = row.at(0, i);
  return column;
}

std::optional<Message> ProblemOf(const Evaluation& e, MatrixView view) {
  if (e.problem) return *e.problem;
  const Layer& layer = e.front_layer();
  if (!layer.settings.has_weights()) {
    return Message{
        "Pooling has no weights, so it is not a matrix product: choose a convolution to see one.",
        {}};
  }
  const MatrixSizes sizes = MatrixSizesOf(layer, e.front_input().shape());
  if (view == MatrixView::kToeplitz &&
      std::max(sizes.toeplitz_rows, sizes.toeplitz_cols) > kMostToeplitzSide) {
    return Message{
        "The Toeplitz matrix would have {} rows and {} columns, nearly all zeros. It is drawn up "
        "to {} × {}: use a smaller input, or look at im2col.",
        {std::to_string(sizes.toeplitz_rows), std::to_string(sizes.toeplitz_cols),
         std::to_string(kMostToeplitzSide), std::to_string(kMostToeplitzSide)}};
  }
  if (view == MatrixView::kIm2col && (sizes.im2col_rows > kMostIm2colRows ||
                                      sizes.im2col_rows * sizes.im2col_cols > kMostIm2colNumbers)) {
    return Message{
        "The im2col matrix would have {} rows and {} columns. It is drawn up to {} rows and {} "
        "numbers: use a smaller input or fewer channels.",
        {std::to_string(sizes.im2col_rows), std::to_string(sizes.im2col_cols),
         std::to_string(kMostIm2colRows), std::to_string(kMostIm2colNumbers)}};
  }
  return std::nullopt;
}

// The sums themselves: the output shows them only after the activation.
Grid Sums(const Evaluation& e, const Grid& weights, const Grid& windows) {
  Grid sums(1, windows.width());
  for (int col = 0; col < windows.width(); ++col) {
    double sum = e.bias();
    for (int k = 0; k < weights.width(); ++k) {
      sum += double{weights.at(0, k)} * windows.at(k, col);
    }
    sums.at(0, col) = static_cast<float>(sum);
  }
  return sums;
}

Grid SumRow(const Evaluation& e, const Grid& weights) {
  if (e.front_layer().settings.activation == Activation::kNone) {
    return Flattened(Tensor(e.output.grid()), 0, 1);
  }
  return Sums(e, weights, Im2col(e.front_layer(), e.front_input(), e.front.output).values);
}

void FillWindows(MatrixForm& form, const Evaluation& e, Grid weights) {
  form.im2col = Im2col(e.front_layer(), e.front_input(), e.front.output);
  for (const Im2colEntry& entry : form.im2col.entries) form.quiet.push_back(entry.padding);
  form.matrix = Evaluated(form.im2col.values);
  form.vector = Evaluated(std::move(weights));
}

void FillToeplitz(MatrixForm& form, const Evaluation& e, const Grid& weights) {
  const Tensor& x = e.front_input();
  form.toeplitz = MakeToeplitz(e.front_layer(), x.shape(), e.front.output);
  form.quiet.assign(static_cast<size_t>(form.toeplitz.shape.count()), 1);
  for (const ToeplitzEntry& entry : form.toeplitz.entries) {
    form.quiet[static_cast<size_t>(IndexOf({entry.row, entry.col}, form.toeplitz.shape.width))] = 0;
  }
  form.matrix = Evaluated(form.toeplitz.Values(weights));
  const int count = x.shape().channels / e.front_layer().settings.groups;
  form.vector = Evaluated(Flattened(x, e.front.input / count * count, count));
}

std::optional<MeantCell> MeantWeight(const MatrixForm& form, int index) {
  const int64_t cells = form.window.count();
  if (index / cells != form.front_channel) return std::nullopt;
  return MeantCell{GridRole::kKernel, CellAt(index % cells, form.window.width)};
}

std::optional<MeantCell> MeantInput(const MatrixForm& form, int index) {
  const int64_t cells = form.input.count();
  if (index / cells != form.front_channel) return std::nullopt;
  return MeantCell{GridRole::kInput, CellAt(index % cells, form.input.width)};
}

}  // namespace

MatrixForm MakeMatrixForm(const Evaluation& e, MatrixView view) {
  MatrixForm form;
  form.view = view;
  form.problem = ProblemOf(e, view);
  if (form.problem || view == MatrixView::kNone) return form;
  const Layer& layer = e.front_layer();
  const TensorShape input = e.front_input().shape();
  form.window = layer.settings.window;
  form.input = input.grid;
  form.output = e.output.shape();
  form.front_channel = e.front.input % (input.channels / layer.settings.groups);
  form.activated = layer.settings.activation != Activation::kNone;
  const Grid weights = WeightRow(layer, input.channels, e.front.output);
  const Grid result = SumRow(e, weights);
  if (view == MatrixView::kIm2col) {
    FillWindows(form, e, weights);
    form.result = Evaluated(result);
  } else {
    FillToeplitz(form, e, weights);
    form.result = Evaluated(Standing(result));
  }
  return form;
}

std::optional<MeantCell> MeantCellOf(const MatrixForm& form, MatrixPart part, Cell cell) {
  const bool im2col = form.view == MatrixView::kIm2col;
  if (part == MatrixPart::kVector) {
    return im2col ? MeantWeight(form, cell.col) : MeantInput(form, cell.col);
  }
  return MeantCell{GridRole::kOutput, CellAt(im2col ? cell.col : cell.row, form.output.width)};
}

}  // namespace convlens
