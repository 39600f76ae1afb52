#include <doctest/doctest.h>

#include <algorithm>

#include "core/pattern/pattern.h"
#include "scene/layout/build_figure.h"

using namespace convlens;

namespace {

const FigureGrid* Find(const Figure& figure, GridRole role, bool close_up = false) {
  for (const FigureGrid& grid : figure.grids) {
    if (grid.role == role && grid.close_up == close_up) return &grid;
  }
  return nullptr;
}

EvaluationPtr Book() { return Evaluate(Document{}, nullptr); }

EvaluationPtr Photo() {
  Document document;
  document.input = MakePattern({Pattern::kNoise, {300, 400}, 1, 3});
  document.input_is_image = true;
  SetFrontKernel(document, {}, Grid(3, 3, 1.0F));
  return Evaluate(document, nullptr);
}

bool Overlap(Rect a, Rect b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

void CheckTidy(const Figure& figure) {
  for (size_t i = 0; i < figure.grids.size(); ++i) {
    const Rect bounds = figure.grids[i].bounds;
    CHECK(bounds.x >= figure.bounds.x);
    CHECK(bounds.y >= figure.bounds.y);
    CHECK(bounds.right() <= figure.bounds.right() + 0.01F);
    CHECK(bounds.bottom() <= figure.bounds.bottom() + 0.01F);
    for (size_t j = i + 1; j < figure.grids.size(); ++j) {
      CHECK_FALSE(Overlap(bounds, figure.grids[j].bounds));
    }
  }
}

}  // namespace

TEST_CASE("figure 6.2.1 stands in one row: input, kernel, output, from left to right") {
  const EvaluationPtr e = Book();
  const Figure figure = BuildFigure(*e, {});
  REQUIRE(figure.grids.size() == 3);
  CHECK(figure.grids[0].role == GridRole::kInput);
  CHECK(figure.grids[1].role == GridRole::kKernel);
  CHECK(figure.grids[2].role == GridRole::kOutput);
  CHECK(figure.grids[0].bounds.right() < figure.grids[1].bounds.x);
  CHECK(figure.grids[1].bounds.right() < figure.grids[2].bounds.x);
  CHECK(figure.grids[0].shape_label == "3 × 3");
  CheckTidy(figure);
}

TEST_CASE(
    "the second position lights columns 1 and 2, carries the kernel's factors, and leads to 25") {
  const EvaluationPtr e = Book();
  FigureOptions options;
  options.playback.output = 1;
  const Figure figure = BuildFigure(*e, options);
  const FigureGrid* input = Find(figure, GridRole::kInput);
  const FigureGrid* output = Find(figure, GridRole::kOutput);
  REQUIRE(input != nullptr);
  REQUIRE(output != nullptr);
  CHECK(input->lit == CellRect{0, 1, 2, 2});
  CHECK(output->revealed == 2);
  REQUIRE(figure.badges.size() == 4);
  CHECK(figure.badges[0].text == "×0");
  CHECK(figure.badges[3].text == "×3");
  REQUIRE(figure.lenses.size() == 1);
  CHECK(figure.lenses[0].from == input->RectBounds({0, 1, 2, 2}));
  CHECK(figure.lenses[0].to == output->CellBounds({0, 1}));
}

TEST_CASE("convolution puts the flipped kernel's factors onto the window") {
  Document document;
  document.layers[0].settings.operation = Operation::kConvolution;
  const EvaluationPtr e = Evaluate(document, nullptr);
  const Figure figure = BuildFigure(*e, {});
  REQUIRE(figure.badges.size() == 4);
  CHECK(figure.badges[0].text == "×3");
  CHECK(figure.badges[3].text == "×0");
  CHECK(figure.labels[0].text.pattern == "∗");
}

TEST_CASE("stepping into a window shows the partial sum and which terms are done") {
  const EvaluationPtr e = Book();
  FigureOptions options;
  options.playback.terms = 3;
  const Figure figure = BuildFigure(*e, options);
  const FigureGrid* output = Find(figure, GridRole::kOutput);
  REQUIRE(output != nullptr);
  CHECK(output->partial_cell == Cell{0, 0});
  CHECK(output->partial_value == 0 * 0 + 1 * 1 + 2 * 3);
  REQUIRE(figure.badges.size() == 4);
  CHECK(figure.badges[2].active);
  CHECK_FALSE(figure.badges[3].active);
}

TEST_CASE("an input cell lights every output that it affects") {
  const EvaluationPtr e = Book();
  FigureOptions options;
  options.focus = {Focus::Kind::kInput, {1, 1}};
  const Figure figure = BuildFigure(*e, options);
  CHECK(Find(figure, GridRole::kOutput)->lit == CellRect{0, 0, 2, 2});
  options.focus.cell = {0, 0};
  const Figure corner = BuildFigure(*e, options);
  CHECK(Find(corner, GridRole::kOutput)->lit == CellRect{0, 0, 1, 1});
}

TEST_CASE("a kernel cell lights the inputs that it meets, for convolution the opposite ones") {
  Document document;
  FigureOptions options;
  options.focus = {Focus::Kind::kKernel, {0, 0}};
  const EvaluationPtr correlation = Evaluate(document, nullptr);
  CHECK(Find(BuildFigure(*correlation, options), GridRole::kInput)->lit == CellRect{0, 0, 2, 2});
  document.layers[0].settings.operation = Operation::kConvolution;
  const EvaluationPtr convolution = Evaluate(document, nullptr);
  CHECK(Find(BuildFigure(*convolution, options), GridRole::kInput)->lit == CellRect{1, 1, 2, 2});
}

TEST_CASE("a photo gets a close-up of the window under the pictures") {
  const EvaluationPtr e = Photo();
  FigureOptions options;
  options.playback.output = 100 * 398 + 50;
  const Figure figure = BuildFigure(*e, options);
  REQUIRE(figure.grids.size() == 5);
  const FigureGrid* near = Find(figure, GridRole::kInput, true);
  REQUIRE(near != nullptr);
  CHECK(near->region == CellRect{99, 49, 5, 5});
  CHECK(near->cell() >= 30);
  CHECK(Find(figure, GridRole::kInput, false)->scale.map == ValueMap::kSequential);
  CheckTidy(figure);
}

TEST_CASE("a close-up that is held still does not follow what the pointer lights in it") {
  const EvaluationPtr e = Photo();
  FigureOptions options;
  options.close_up = Cell{50, 60};
  const CellRect region = Find(BuildFigure(*e, options), GridRole::kOutput, true)->region;
  CHECK(region.Contains({50, 60}));
  options.focus = {Focus::Kind::kOutput, {51, 61}};
  const Figure figure = BuildFigure(*e, options);
  CHECK(Find(figure, GridRole::kOutput, true)->region == region);
  CHECK(Find(figure, GridRole::kInput, true)->lit == CellRect{51, 61, 3, 3});
  CHECK(CloseUpElement(*e, options) == Cell{50, 60});
  options.close_up.reset();
  CHECK(CloseUpElement(*e, options) == Cell{51, 61});
}

TEST_CASE("a window outside of a close-up held elsewhere is not drawn beside it") {
  const EvaluationPtr e = Photo();
  FigureOptions options;
  options.close_up = Cell{50, 60};
  const Figure figure = BuildFigure(*e, options);
  const Rect shown = Find(figure, GridRole::kInput, true)->bounds;
  for (const FigureOutline& outline : figure.outlines) CHECK_FALSE(Overlap(outline.bounds, shown));
}

TEST_CASE("a close-up at the image's corner stays inside it") {
  const EvaluationPtr e = Photo();
  FigureOptions options;
  options.playback.output = e->extent().outputs - 1;
  const Figure figure = BuildFigure(*e, options);
  CHECK(Find(figure, GridRole::kInput, true)->region == CellRect{296, 396, 4, 4});
  CHECK(Find(figure, GridRole::kOutput, true)->region == CellRect{295, 395, 3, 3});
}

TEST_CASE("learning adds target, error and reference, all output-like grids on one scale") {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  SetFrontKernel(document, {}, Grid{{0.5F, 0.5F}});
  const EvaluationPtr e = Evaluate(document, nullptr);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  const Figure figure = BuildFigure(*e, options);
  REQUIRE(figure.grids.size() == 6);
  const FigureGrid* target = Find(figure, GridRole::kTarget);
  const FigureGrid* error = Find(figure, GridRole::kError);
  REQUIRE(target != nullptr);
  REQUIRE(error != nullptr);
  CHECK(target->scale == error->scale);
  CHECK(Find(figure, GridRole::kOutput)->revealed == -1);
  CheckTidy(figure);
}

TEST_CASE(
    "a prediction far beyond its target has colours that reach it, for all that is compared") {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  for (const float weight : {0.5F, 1.0F, -55.0F}) {
    SetFrontKernel(document, {}, Grid{{weight, weight}});
    const EvaluationPtr e = Evaluate(document, nullptr);
    const Figure figure = BuildFigure(*e, options);
    const float reach = weight < 0 ? 110.0F : 1.0F;
    for (const GridRole role : {GridRole::kOutput, GridRole::kTarget, GridRole::kError}) {
      CHECK(Find(figure, role)->scale == ValueScale{ValueMap::kDiverging, -reach, reach});
    }
  }
}

TEST_CASE("a kernel that does not fit leaves its reason where the output would be") {
  Document document;
  SetFrontKernel(document, {}, Grid(5, 5, 1.0F));
  const EvaluationPtr e = Evaluate(document, nullptr);
  REQUIRE(e->problem);
  const Figure figure = BuildFigure(*e, {});
  CHECK(Find(figure, GridRole::kOutput) == nullptr);
  CHECK(std::any_of(figure.labels.begin(), figure.labels.end(), [&](const FigureLabel& label) {
    return label.style == FigureLabel::Style::kProblem && label.text == *e->problem;
  }));
}

TEST_CASE("while learning, too, a kernel that does not fit is told once") {
  Document document;
  SetFrontKernel(document, {}, Grid(9, 2, 1.0F));
  const EvaluationPtr e = Evaluate(document, nullptr);
  REQUIRE(e->problem);
  REQUIRE(e->target_problem);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  const Figure figure = BuildFigure(*e, options);
  CHECK(std::count_if(figure.labels.begin(), figure.labels.end(), [](const FigureLabel& label) {
          return label.style == FigureLabel::Style::kProblem;
        }) == 1);
}

TEST_CASE("a point of the figure finds its cell, a corner its grid") {
  const EvaluationPtr e = Book();
  const Figure figure = BuildFigure(*e, {});
  const Point center = figure.grids[0].CellBounds({2, 1}).center();
  const std::optional<FigureHit> hit = HitTest(figure, center);
  REQUIRE(hit);
  CHECK(*hit == FigureHit{0, {2, 1}});
  CHECK_FALSE(HitTest(figure, {-5, -5}));
  const Rect bounds = figure.grids[1].bounds;
  CHECK(HitCorner(figure, {bounds.right() + 2, bounds.bottom() - 2}, 6) ==
        std::optional<size_t>(1));
  CHECK_FALSE(HitCorner(figure, center, 6));
}

TEST_CASE("the message in the target's place leaves the reference kernel alone") {
  const EvaluationPtr e = Book();
  REQUIRE(e->target_problem);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  const Figure figure = BuildFigure(*e, options);
  const FigureGrid* reference = Find(figure, GridRole::kReference);
  REQUIRE(reference != nullptr);
  for (const FigureLabel& label : figure.labels) {
    if (label.style != FigureLabel::Style::kProblem) continue;
    CHECK(label.center.x - 120 > reference->bounds.right());
  }
  CheckTidy(figure);
}

TEST_CASE("learning on a grey photo, input, target and prediction are drawn grey") {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  document.input_is_image = true;
  document.training.reference_kernel = Grid(2, 2, 0.25F);
  SetFrontKernel(document, {}, Grid(2, 2, -0.1F));
  const EvaluationPtr e = Evaluate(document, nullptr);
  REQUIRE_FALSE(e->target_problem);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  const Figure figure = BuildFigure(*e, options);
  for (const GridRole role : {GridRole::kInput, GridRole::kTarget, GridRole::kOutput}) {
    CHECK(Find(figure, role)->scale == ValueScale{ValueMap::kSequential, 0, 1});
  }
  CHECK(Find(figure, GridRole::kError)->scale.map == ValueMap::kDiverging);
}

TEST_CASE("a prediction on a photo that is far beyond its target stays grey while it has no sign") {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  document.input_is_image = true;
  document.training.reference_kernel = Grid(2, 2, 0.25F);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  const auto scale = [&](float weight) {
    SetFrontKernel(document, {}, Grid(2, 2, weight));
    const EvaluationPtr e = Evaluate(document, nullptr);
    return Find(BuildFigure(*e, options), GridRole::kTarget)->scale;
  };
  CHECK(scale(1.5F) == ValueScale{ValueMap::kSequential, 0, 6});
  CHECK(scale(-1.5F) == ValueScale{ValueMap::kSequential, 0, 1});
  CHECK(scale(-5) == ValueScale{ValueMap::kDiverging, -20, 20});
}

TEST_CASE("learning shows its grids whole until somebody steps through them") {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  SetFrontKernel(document, {}, Grid{{0.5F, 0.5F}});
  const EvaluationPtr e = Evaluate(document, nullptr);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  CHECK(BuildFigure(*e, options).outlines.empty());
  options.playback.output = 3;
  CHECK(Find(BuildFigure(*e, options), GridRole::kInput)->lit == CellRect{0, 3, 1, 2});
}
