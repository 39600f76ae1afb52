#include <doctest/doctest.h>

#include <algorithm>

#include "core/pattern/pattern.h"
#include "scene/figure/cell_name.h"
#include "scene/figure/figure_cards.h"
#include "scene/figure/layer_window.h"
#include "scene/layout/build_figure.h"
#include "scene/layout/figure_spread.h"

using namespace convlens;

namespace {

const FigureGrid& Find(const Figure& figure, GridRole role, bool close_up = false) {
  const auto found = std::find_if(
      figure.grids.begin(), figure.grids.end(),
      [&](const FigureGrid& grid) { return grid.role == role && grid.close_up == close_up; });
  REQUIRE(found != figure.grids.end());
  return *found;
}

// The document's 3×3 input, 0 to 8, under a 2×2 kernel with these settings.
EvaluationPtr With(const LayerSettings& settings) {
  Document document;
  document.layers[0] = ReshapedLayer(document.layers[0], settings, 1);
  return Evaluate(document, nullptr);
}

LayerSettings Padded(Border border) {
  LayerSettings settings;
  settings.padding = {1, 1, 1, 1};
  settings.border = border;
  return settings;
}

}  // namespace

TEST_CASE("padding stands around the input with the values that the border repeats") {
  const EvaluationPtr e = With(Padded(Border::kReplicate));
  const Figure figure = BuildFigure(*e, {});
  const FigureGrid& input = Find(figure, GridRole::kInput);
  CHECK(input.region == CellRect{0, 0, 3, 3});
  CHECK(input.padded_region() == CellRect{-1, -1, 5, 5});
  REQUIRE(figure.padding.size() == 16);
  CHECK(figure.padding.front().bounds == input.CellBounds({-1, -1}));
  CHECK(figure.padding.front().value == 0);
  CHECK(figure.padding.back().bounds == input.CellBounds({3, 3}));
  CHECK(figure.padding.back().value == 8);
  CHECK(input.padded_bounds().right() < Find(figure, GridRole::kKernel).bounds.x);
  CHECK(input.padded_bounds().y >= figure.bounds.y);
  CHECK(input.padded_bounds().bottom() <= figure.bounds.bottom());
}

TEST_CASE("the first window of a padded layer begins in the padding, and carries its factors") {
  const EvaluationPtr e = With(Padded(Border::kZeros));
  const Figure figure = BuildFigure(*e, {});
  const FigureGrid& input = Find(figure, GridRole::kInput);
  CHECK(input.lit == CellRect{-1, -1, 2, 2});
  CHECK(figure.outlines.front().bounds == input.RectBounds({-1, -1, 2, 2}));
  CHECK(figure.badges.size() == 4);
  CHECK(figure.padding.front().lit);
  CHECK_FALSE(figure.padding.back().lit);
}

TEST_CASE("stride makes the window jump, and an input may be read by no output") {
  LayerSettings settings;
  settings.window = {1, 1};
  settings.stride = {2, 2};
  const EvaluationPtr e = With(settings);
  FigureOptions options;
  options.playback.output = 3;
  CHECK(Find(BuildFigure(*e, options), GridRole::kInput).lit == CellRect{2, 2, 1, 1});
  options.focus = {Focus::Kind::kInput, {1, 1}};
  CHECK_FALSE(Find(BuildFigure(*e, options), GridRole::kOutput).lit.has_value());
  options.focus = {Focus::Kind::kKernel, {0, 0}};
  // The kernel cell and the four inputs that it meets, one by one.
  CHECK(BuildFigure(*e, options).outlines.size() == 5);
}

TEST_CASE("a dilated window is outlined, and so is each of its taps") {
  LayerSettings settings;
  settings.dilation = {2, 2};
  const EvaluationPtr e = With(settings);
  const Figure figure = BuildFigure(*e, {});
  const FigureGrid& input = Find(figure, GridRole::kInput);
  CHECK(input.lit == CellRect{0, 0, 3, 3});
  REQUIRE(figure.badges.size() == 4);
  CHECK(figure.badges[3].cell == input.CellBounds({2, 2}));
  const auto taps = std::count_if(
      figure.outlines.begin(), figure.outlines.end(),
      [](const FigureOutline& o) { return o.style == FigureOutline::Style::kAffected; });
  CHECK(taps == 4);
}

TEST_CASE("pooling has no kernel to draw, and can be stepped into") {
  LayerSettings settings;
  settings.kind = LayerKind::kMaxPool;
  const EvaluationPtr e = With(settings);
  REQUIRE_FALSE(e->problem.has_value());
  FigureOptions options;
  options.playback.terms = 2;
  const Figure figure = BuildFigure(*e, options);
  CHECK(figure.badges.empty());
  CHECK(Find(figure, GridRole::kOutput).partial_value == 1);
  CHECK(figure.labels[0].text.pattern == "largest of {} × {}");
}

TEST_CASE("each output of a transposed convolution shows the inputs that reach it") {
  LayerSettings settings;
  settings.kind = LayerKind::kTransposed;
  settings.stride = {2, 2};
  const EvaluationPtr e = With(settings);
  REQUIRE(e->output.shape() == Shape{6, 6});
  FigureOptions options;
  options.playback.output = 3;  // (0, 3): the right column of the kernel on input (0, 1)
  const Figure figure = BuildFigure(*e, options);
  const FigureGrid& input = Find(figure, GridRole::kInput);
  CHECK(input.lit == CellRect{0, 1, 1, 1});
  const auto on_input = [&](const FigureBadge& badge) {
    return badge.cell == input.CellBounds({0, 1});
  };
  CHECK(std::count_if(figure.badges.begin(), figure.badges.end(), on_input) == 1);
  CHECK(std::find_if(figure.badges.begin(), figure.badges.end(), on_input)->factor == 1);
}

TEST_CASE("a transposed convolution spreads its input, and lays the kernel over it turned around") {
  LayerSettings settings;
  settings.kind = LayerKind::kTransposed;
  settings.stride = {2, 2};
  const EvaluationPtr e = With(settings);
  FigureOptions options;
  options.playback.output = 2 * 6 + 3;
  const Figure figure = BuildFigure(*e, options);
  const auto spread =
      std::find_if(figure.grids.begin(), figure.grids.end(),
                   [](const FigureGrid& grid) { return grid.part == MatrixPart::kSpread; });
  REQUIRE(spread != figure.grids.end());
  CHECK(*spread->values->grid() ==
        Grid{{0, 0, 1, 0, 2}, {0, 0, 0, 0, 0}, {3, 0, 4, 0, 5}, {0, 0, 0, 0, 0}, {6, 0, 7, 0, 8}});
  CHECK(spread->padded_region() == CellRect{-1, -1, 7, 7});
  CHECK(spread->lit == CellRect{1, 2, 2, 2});
  // The sum of products under the window is the output.
  double sum = 0;
  int reached = 0;
  for (const FigureBadge& badge : figure.badges) {
    for (int row = 1; row < 3; ++row) {
      for (int col = 2; col < 4; ++col) {
        if (badge.cell != spread->CellBounds({row, col})) continue;
        sum += badge.factor * spread->values->grid()->at(row, col);
        reached += badge.active ? 1 : 0;
      }
    }
  }
  CHECK(sum == e->output.grid()->at(2, 3));
  CHECK(reached == 1);
  // 16 zeros between the inputs, 24 around them.
  CHECK(std::count_if(figure.padding.begin(), figure.padding.end(),
                      [](const FigurePadding& cell) { return cell.inserted; }) == 16);
  CHECK(figure.padding.size() == 40);
}

TEST_CASE("the spread input is kept from one figure to the next, until its numbers change") {
  LayerSettings settings;
  settings.kind = LayerKind::kTransposed;
  const EvaluationPtr e = With(settings);
  FigureOptions options;
  options.spread = BuildFigure(*e, {}).spread;
  REQUIRE(options.spread);
  CHECK(BuildFigure(*e, options).spread == options.spread);
  settings.stride = {3, 1};
  CHECK(BuildFigure(*With(settings), options).spread != options.spread);
  CHECK(BuildFigure(*With({}), options).spread == nullptr);
}

TEST_CASE("every sum of a transposed convolution is seen under a window of the spread input") {
  LayerSettings s;
  s.kind = LayerKind::kTransposed;
  s.window = {2, 3};
  s.stride = {2, 3};
  s.dilation = {2, 1};
  s.padding = {1, 0, 2, 1};
  s.output_padding = {1, 2};
  const Shape input{3, 4};
  const Shape output = CheckedOutputShape(s, {1, input})->grid;
  for (int row = 0; row < output.height; ++row) {
    for (int col = 0; col < output.width; ++col) {
      const CellRect window = SpreadWindow(s, {row, col});
      int real = 0;
      for (int a = 0; a < s.window.height; ++a) {
        for (int b = 0; b < s.window.width; ++b) {
          const Cell at{window.row + a * s.dilation.rows, window.col + b * s.dilation.cols};
          real += SpreadSource(s, input, at) ? 1 : 0;
        }
      }
      CHECK(real == static_cast<int>(TapsOf(s, input, {row, col}).size()));
    }
  }
}

TEST_CASE("stepping into a window of many channels marks the terms of the channel in front") {
  Document document;
  document.input.channels.emplace_back(Grid(3, 3, 1.0F));
  document.layers[0] = ReshapedLayer(document.layers[0], document.layers[0].settings, 2);
  const EvaluationPtr e = Evaluate(document, nullptr, nullptr, {0, 1, 0});
  REQUIRE_FALSE(e->problem.has_value());
  FigureOptions options;
  options.playback.terms = 4;  // all of channel 0
  CHECK_FALSE(BuildFigure(*e, options).badges[0].active);
  options.playback.terms = 5;
  const Figure figure = BuildFigure(*e, options);
  CHECK(figure.badges[0].active);
  CHECK_FALSE(figure.badges[1].active);
}

TEST_CASE("a close-up at the corner of a padded picture shows the padding beside it") {
  Document document;
  document.input = MakePattern({Pattern::kNoise, {300, 400}, 1, 3});
  LayerSettings settings = Padded(Border::kReflect);
  settings.padding = {2, 2, 2, 2};
  settings.window = {3, 3};
  document.layers[0] = ReshapedLayer(document.layers[0], settings, 1);
  const EvaluationPtr e = Evaluate(document, nullptr);
  const Figure figure = BuildFigure(*e, {});
  const FigureGrid& near = Find(figure, GridRole::kInput, true);
  CHECK(near.padded_region() == CellRect{-2, -2, 4, 4});
  CHECK(near.region == CellRect{0, 0, 2, 2});
  CHECK(figure.padding.size() == 12);
}

TEST_CASE("of many channels, the titles name the ones in front") {
  Document document;
  document.input = Tensor(TensorShape{2, {3, 3}});
  LayerSettings settings;
  settings.outputs = 3;
  document.layers = {ZeroLayer(settings, 2)};
  const EvaluationPtr e = Evaluate(document, nullptr, nullptr, {0, 1, 2});
  const Figure figure = BuildFigure(*e, {});
  CHECK(ToEnglish(Find(figure, GridRole::kInput).title) == "Input X[1]");
  CHECK(ToEnglish(Find(figure, GridRole::kKernel).title) == "Kernel K[2,1]");
  CHECK(ToEnglish(Find(figure, GridRole::kOutput).title) == "Output H[2]");
  CHECK(InputCellName(*e, {0, 2}) == "X[1,0,2]");
  CHECK(KernelCellName(*e, {1, 0}) == "K[2,1,1,0]");
  CHECK(OutputCellName(*e, "H", {1, 1}) == "H[2,1,1]");
}

TEST_CASE("the input of a later layer is named by the layer that it comes from") {
  Document document;
  LayerSettings first;
  first.outputs = 2;
  LayerSettings second;
  second.window = {1, 1};
  document.layers = {ZeroLayer(first, 1), ZeroLayer(second, 2)};
  const EvaluationPtr many = Evaluate(document, nullptr, nullptr, {1, 1, 0});
  CHECK(ToEnglish(Find(BuildFigure(*many, {}), GridRole::kInput).title) == "Input X[1] from conv1");
  first.outputs = 1;
  document.layers = {ZeroLayer(first, 1), ZeroLayer(second, 1)};
  const EvaluationPtr one = Evaluate(document, nullptr, nullptr, {1, 0, 0});
  CHECK(ToEnglish(Find(BuildFigure(*one, {}), GridRole::kInput).title) == "Input X from conv1");
}

TEST_CASE("of single channels, names have the cell alone, with a true minus sign in the padding") {
  const EvaluationPtr e = Evaluate(Document(), nullptr);
  CHECK(InputCellName(*e, {-1, 0}) == "X[−1,0]");
  CHECK(KernelCellName(*e, {1, 0}) == "K[1,0]");
  CHECK(OutputCellName(*e, "Ŷ", {1, 1}) == "Ŷ[1,1]");
}

TEST_CASE("the rows and columns that no window reaches are marked, and named under the input") {
  LayerSettings settings;
  settings.stride = {2, 2};
  const EvaluationPtr e = With(settings);  // 2×2 windows, two apart, on 3×3
  const Figure figure = BuildFigure(*e, {});
  const FigureGrid& input = Find(figure, GridRole::kInput);
  REQUIRE(figure.unused.size() == 2);
  CHECK(figure.unused[0].bounds == input.RectBounds({2, 0, 1, 3}));
  CHECK(ToEnglish(figure.unused[0].text) == "not reached: 1 row");
  CHECK(figure.unused[1].bounds == input.RectBounds({0, 2, 2, 1}));
  CHECK(ToEnglish(figure.unused[1].text) == "not reached: 1 column");
  const FigureLabel& last = figure.labels.back();
  CHECK(ToEnglish(last.text) == "not reached: 1 column");
  CHECK(last.center.y > input.bounds.bottom());
  CHECK(last.center.y < figure.bounds.bottom());
}

TEST_CASE("padding that no window reaches is marked too, and a stride that tiles marks nothing") {
  LayerSettings settings;
  settings.stride = {2, 3};
  settings.padding = {0, 1, 0, 1};
  const EvaluationPtr e = With(settings);
  const Figure figure = BuildFigure(*e, {});
  REQUIRE(figure.unused.size() == 1);
  CHECK(figure.unused[0].bounds == Find(figure, GridRole::kInput).RectBounds({0, 2, 4, 2}));
  CHECK(ToEnglish(figure.unused[0].text) == "not reached: 2 columns");
  CHECK(BuildFigure(*With({}), {}).unused.empty());
}

namespace {

// Channels of 3×3 under 2×2 kernels; one input grid for each of `inputs`.
EvaluationPtr WithChannels(LayerSettings settings, int inputs, Front front = {}) {
  Document document;
  document.input.channels.assign(static_cast<size_t>(inputs), SharedGrid(Grid(3, 3, 1.0F)));
  document.layers = {RandomLayer(settings, inputs, 1)};
  return Evaluate(document, nullptr, nullptr, front);
}

}  // namespace

TEST_CASE("of many channels one stands in front, and the edges of at most three are seen") {
  LayerSettings settings;
  settings.outputs = 64;
  const Figure figure = BuildFigure(*WithChannels(settings, 2), {});
  const FigureGrid& input = Find(figure, GridRole::kInput);
  const FigureGrid& output = Find(figure, GridRole::kOutput);
  CHECK(input.channels == 2);
  CHECK(input.cards() == 1);
  CHECK(Find(figure, GridRole::kKernel).channels == 2);
  CHECK(output.channels == 64);
  CHECK(output.cards() == kMostCards);
  CHECK(output.cards_bounds().right() <= figure.bounds.right());
  const Point on_card{output.bounds.right() + kCardStep / 2, output.bounds.center().y};
  REQUIRE(HitBehind(figure, on_card));
  CHECK(&figure.grids[*HitBehind(figure, on_card)] == &output);
  CHECK_FALSE(HitBehind(figure, output.bounds.center()));
  CHECK(std::any_of(figure.labels.begin(), figure.labels.end(),
                    [](const FigureLabel& label) { return ToEnglish(label.text) == "×64"; }));
}

TEST_CASE("a single channel is no stack") {
  const Figure figure = BuildFigure(*With({}), {});
  for (const FigureGrid& grid : figure.grids) CHECK(grid.cards() == 0);
}

TEST_CASE("the cards behind come forward one after the other, and from the last the first") {
  LayerSettings settings;
  settings.outputs = 3;
  const EvaluationPtr last = WithChannels(settings, 2, {0, 1, 2});
  CHECK(WithNextCard(*last, GridRole::kInput) == Front{0, 0, 2});
  CHECK(WithNextCard(*last, GridRole::kKernel) == Front{0, 0, 2});
  CHECK(WithNextCard(*last, GridRole::kOutput) == Front{0, 1, 0});
  CHECK(CardName(GridRole::kInput, last->front) == "X[1]");
  CHECK(CardName(GridRole::kKernel, last->front) == "K[2,1]");
  CHECK(CardName(GridRole::kOutput, last->front) == "H[2]");
}

TEST_CASE("where groups tie inputs to outputs, these follow the input that comes forward") {
  LayerSettings depthwise;
  depthwise.outputs = 4;
  depthwise.groups = 2;
  const EvaluationPtr e = WithChannels(depthwise, 2);
  CHECK(WithNextCard(*e, GridRole::kInput) == Front{0, 1, 2});
  CHECK(ChannelsOf(*e, GridRole::kKernel) == 4);
  CHECK(WithNextCard(*e, GridRole::kKernel) == Front{0, 0, 1});
}

TEST_CASE("against a target of zeros, prediction and error fade against the input") {
  Document document;
  document.training.reference_kernel = Grid{{0, 0}, {0, 0}};
  const EvaluationPtr e = Evaluate(document, nullptr);
  FigureOptions options;
  options.view.figure = FigureKind::kLearn;
  const Figure figure = BuildFigure(*e, options);
  CHECK(Find(figure, GridRole::kError).scale.high >= e->input.statistics.max);
  CHECK(Find(figure, GridRole::kError).scale.high == Find(figure, GridRole::kOutput).scale.high);
}
