#include <doctest/doctest.h>

#include <algorithm>

#include "scene/layout/build_figure.h"
#include "scene/layout/matrix_form_view.h"

using namespace convlens;

namespace {

const FigureGrid* Find(const Figure& figure, MatrixPart part) {
  for (const FigureGrid& grid : figure.grids) {
    if (grid.part == part) return &grid;
  }
  return nullptr;
}

/// A figure with its matrix form, which it points into.
struct Shown {
  EvaluationPtr evaluation;
  MatrixForm form;
  Figure figure;
};

void Show(Shown& shown, const Document& document, MatrixView view, FigureOptions options = {}) {
  shown.evaluation = Evaluate(document, nullptr);
  shown.form = MakeMatrixForm(*shown.evaluation, view);
  options.matrix = &shown.form;
  shown.figure = BuildFigure(*shown.evaluation, options);
}

FigureOptions At(int64_t output) {
  FigureOptions options;
  options.playback.output = output;
  return options;
}

bool Outlined(const Figure& figure, Rect bounds) {
  return std::any_of(figure.outlines.begin(), figure.outlines.end(),
                     [&](const FigureOutline& outline) { return outline.bounds == bounds; });
}

Document Large() {
  Document document;
  document.input = Grid(28, 28, 1.0F);
  SetFrontKernel(document, {}, Grid(3, 3, 1.0F));
  return document;
}

}  // namespace

TEST_CASE("im2col stands under the figure: weights, windows and sums, each sum under its window") {
  Shown shown;
  Show(shown, {}, MatrixView::kIm2col, At(2));
  CHECK(*shown.form.vector.grid() == Grid{{0, 1, 2, 3}});
  CHECK(*shown.form.matrix.grid() == Grid{{0, 1, 3, 4}, {1, 2, 4, 5}, {3, 4, 6, 7}, {4, 5, 7, 8}});
  CHECK(*shown.form.result.grid() == Grid{{19, 25, 37, 43}});
  const FigureGrid* matrix = Find(shown.figure, MatrixPart::kMatrix);
  const FigureGrid* result = Find(shown.figure, MatrixPart::kResult);
  REQUIRE(matrix != nullptr);
  REQUIRE(result != nullptr);
  CHECK(matrix->bounds.x == result->bounds.x);
  CHECK(matrix->bounds.y > shown.figure.grids[0].bounds.bottom());
  CHECK(result->bounds.bottom() <= shown.figure.bounds.bottom() + 0.01F);
}

TEST_CASE("the column of the window in turn is lit, and the sum below it outlined") {
  Shown shown;
  Show(shown, {}, MatrixView::kIm2col, At(2));
  CHECK(Find(shown.figure, MatrixPart::kMatrix)->lit == CellRect{0, 2, 4, 1});
  CHECK(Outlined(shown.figure, Find(shown.figure, MatrixPart::kResult)->CellBounds({0, 2})));
}

TEST_CASE("the row of the Toeplitz matrix in turn is lit") {
  Shown shown;
  Show(shown, {}, MatrixView::kToeplitz, At(1));
  CHECK(shown.form.matrix.shape() == Shape{4, 9});
  CHECK(*shown.form.result.grid() == Grid{{19}, {25}, {37}, {43}});
  CHECK(Find(shown.figure, MatrixPart::kMatrix)->lit == CellRect{1, 0, 1, 9});
  CHECK(Outlined(shown.figure, Find(shown.figure, MatrixPart::kVector)->RectBounds({0, 1, 1, 2})));
}

TEST_CASE("stepping into a sum marks the product's two factors in both matrices") {
  FigureOptions options = At(1);
  options.playback.terms = 3;
  Shown shown;
  Show(shown, {}, MatrixView::kIm2col, options);
  CHECK(Outlined(shown.figure, Find(shown.figure, MatrixPart::kVector)->CellBounds({0, 2})));
  CHECK(Outlined(shown.figure, Find(shown.figure, MatrixPart::kMatrix)->CellBounds({2, 1})));
  CHECK(Find(shown.figure, MatrixPart::kResult)->partial_value == 10);
  Show(shown, {}, MatrixView::kToeplitz, options);
  CHECK(Outlined(shown.figure, Find(shown.figure, MatrixPart::kVector)->CellBounds({0, 4})));
  CHECK(Outlined(shown.figure, Find(shown.figure, MatrixPart::kMatrix)->CellBounds({1, 4})));
}

TEST_CASE("an input cell lights its column, and the sums that it is part of") {
  FigureOptions options;
  options.focus = {Focus::Kind::kInput, {0, 1}};
  Shown shown;
  Show(shown, {}, MatrixView::kToeplitz, options);
  CHECK(Find(shown.figure, MatrixPart::kMatrix)->lit == CellRect{0, 1, 4, 1});
  const FigureGrid* result = Find(shown.figure, MatrixPart::kResult);
  CHECK(Outlined(shown.figure, result->CellBounds({0, 0})));
  CHECK(Outlined(shown.figure, result->CellBounds({1, 0})));
  CHECK_FALSE(Outlined(shown.figure, result->CellBounds({2, 0})));
}

TEST_CASE("cells of the matrices mean cells of the figure's grids") {
  Shown shown;
  Show(shown, {}, MatrixView::kToeplitz);
  const auto row = MeantCellOf(shown.form, MatrixPart::kMatrix, {3, 7});
  REQUIRE(row);
  CHECK(row->role == GridRole::kOutput);
  CHECK(row->cell == Cell{1, 1});
  const auto input = MeantCellOf(shown.form, MatrixPart::kVector, {0, 5});
  REQUIRE(input);
  CHECK(input->role == GridRole::kInput);
  CHECK(input->cell == Cell{1, 2});
  Show(shown, {}, MatrixView::kIm2col);
  const auto weight = MeantCellOf(shown.form, MatrixPart::kVector, {0, 3});
  REQUIRE(weight);
  CHECK(weight->role == GridRole::kKernel);
  CHECK(weight->cell == Cell{1, 1});
}

TEST_CASE("the result stands before the activation, as the product gives it") {
  Document document;
  document.layers[0].bias = {-30};
  document.layers[0].settings.activation = Activation::kReLU;
  Shown shown;
  Show(shown, document, MatrixView::kIm2col);
  CHECK(*shown.form.result.grid() == Grid{{-11, -5, 7, 13}});
}

TEST_CASE("of several output channels the one that the matrices belong to is named") {
  Document document;
  document.layers[0].settings.outputs = 2;
  document.layers[0] = ReshapedLayer(document.layers[0], document.layers[0].settings, 1);
  Shown shown;
  Show(shown, document, MatrixView::kIm2col);
  CHECK(Find(shown.figure, MatrixPart::kVector)->title == Message{"Weights of output {}", {"0"}});
  CHECK(Find(shown.figure, MatrixPart::kResult)->title ==
        Message{"Output {}, element by element", {"0"}});
  Show(shown, document, MatrixView::kToeplitz);
  CHECK(Find(shown.figure, MatrixPart::kMatrix)->title ==
        Message{"Toeplitz matrix of output {}", {"0"}});
}

TEST_CASE("a Toeplitz matrix that is too large is a message with its size") {
  Shown shown;
  Show(shown, Large(), MatrixView::kToeplitz);
  REQUIRE(shown.form.problem);
  CHECK(shown.form.problem->arguments[0] == "676");
  CHECK(shown.form.problem->arguments[1] == "784");
  CHECK(Find(shown.figure, MatrixPart::kMatrix) == nullptr);
  CHECK(std::any_of(shown.figure.labels.begin(), shown.figure.labels.end(),
                    [&](const FigureLabel& label) { return label.text == *shown.form.problem; }));
}

TEST_CASE("of a long im2col matrix the page with the present column is shown") {
  Shown shown;
  Show(shown, Large(), MatrixView::kIm2col, At(300));
  const FigureGrid* matrix = Find(shown.figure, MatrixPart::kMatrix);
  REQUIRE(matrix != nullptr);
  CHECK(matrix->region.width < 60);
  CHECK(matrix->region.Contains({0, 300}));
  CHECK(Find(shown.figure, MatrixPart::kResult)->region.Contains({0, 300}));
}

TEST_CASE("pooling is not a product with a matrix and says so") {
  Document document;
  document.layers[0].settings.kind = LayerKind::kMaxPool;
  document.layers[0].weights = {};
  document.layers[0].bias.clear();
  Shown shown;
  Show(shown, document, MatrixView::kIm2col);
  CHECK(shown.form.problem);
}
