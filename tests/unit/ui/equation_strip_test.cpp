#include <doctest/doctest.h>

#include <algorithm>

#include "ui/figure/equation_strip_layout.h"
#include "ui/figure/equation_strip_text.h"

using namespace convlens;

namespace {

constexpr auto kExplore = FigureKind::kExplore;

EvaluationPtr Book() { return Evaluate(Document{}, nullptr); }

StripContent Describe(const Evaluation& evaluation, const Playback& playback, Focus focus = {}) {
  return DescribeStrip(evaluation, playback, focus, kExplore, Translator{});
}

Playback At(int64_t output, std::optional<int> terms = {}) {
  Playback playback;
  playback.output = output;
  playback.terms = terms;
  return playback;
}

float TenWide(int) { return 10; }

StripMetrics Metrics(float width, int lines) {
  StripMetrics metrics;
  metrics.line_width = width;
  metrics.name = 20;
  metrics.plus = 5;
  metrics.ellipsis = 5;
  metrics.tail = 20;
  metrics.button = 30;
  metrics.gap = 0;
  metrics.max_lines = lines;
  return metrics;
}

std::vector<int> TermsIn(const StripLayout& layout) {
  std::vector<int> terms;
  for (const StripItem& item : layout.items) terms.push_back(item.term);
  return terms;
}

}  // namespace

TEST_CASE("the book's sums read as the book writes them") {
  const EvaluationPtr e = Book();
  CHECK(PlainText(Describe(*e, At(0))) == "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 = 19");
  CHECK(PlainText(Describe(*e, At(1))) == "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25");
  CHECK(PlainText(Describe(*e, At(3))) == "H[1,1] = 4×0 + 5×1 + 7×2 + 8×3 = 43");
}

TEST_CASE("the caption names the window, the last line the size of the output") {
  const StripContent content = Describe(*Book(), At(1));
  CHECK(content.caption == "output (0, 1) · window rows 0–1, columns 1–2");
  CHECK(content.size == "(3 − 2 + 1) × (3 − 2 + 1) = 2 × 2");
}

TEST_CASE("stepping into the sum shows what has been added so far") {
  const EvaluationPtr e = Book();
  CHECK(PlainText(Describe(*e, At(1, 0))) == "H[0,1] = 0 = 0");
  const StripContent content = Describe(*e, At(1, 3));
  CHECK(content.active() == 2);
  CHECK(content.sum == 10);
  CHECK(PlainText(content) == "H[0,1] = 1×0 + 2×1 + 4×2 = 10");
}

TEST_CASE("the bias and negative factors keep their signs") {
  Document document;
  SetFrontKernel(document, {}, Grid{{1, -1}});
  document.layers[0].bias[0] = -0.5F;
  const EvaluationPtr e = Evaluate(document, nullptr);
  CHECK(PlainText(Describe(*e, At(0))) == "H[0,0] = 0×1 + 1×(−1) − 0.5 = −1.5");
  const StripContent content = Describe(*e, At(0));
  CHECK(content.caption == "output (0, 0) · window row 0, columns 0–1");
}

TEST_CASE("a convolution names the input cells that the flipped kernel meets") {
  Document document;
  document.layers[0].settings.operation = Operation::kConvolution;
  const EvaluationPtr e = Evaluate(document, nullptr);
  CHECK(PlainText(Describe(*e, At(0))) == "H[0,0] = 4×0 + 3×1 + 1×2 + 0×3 = 5");
}

TEST_CASE("a lit output element has its own sum, whole although playback steps elsewhere") {
  const Focus focus{Focus::Kind::kOutput, {1, 0}};
  CHECK(PlainText(Describe(*Book(), At(0, 1), focus)) == "H[1,0] = 3×0 + 4×1 + 6×2 + 7×3 = 37");
}

TEST_CASE("for an input cell the strip says which outputs it affects") {
  const EvaluationPtr e = Book();
  const auto words = [&](Cell cell) {
    return Describe(*e, At(0), {Focus::Kind::kInput, cell}).words;
  };
  CHECK(words({1, 1}) == "X[1,1] affects 4 outputs: rows 0–1, columns 0–1");
  CHECK(words({0, 0}) == "X[0,0] affects 1 output: row 0, column 0");
}

TEST_CASE("for a kernel cell the strip says which inputs it meets") {
  const Focus focus{Focus::Kind::kKernel, {0, 1}};
  CHECK(Describe(*Book(), At(0), focus).words ==
        "K[0,1] meets 4 inputs, one at each position: rows 0–1, columns 1–2");
}

TEST_CASE("without an output the strip says why") {
  Document document;
  SetFrontKernel(document, {}, Grid(4, 4));
  const EvaluationPtr e = Evaluate(document, nullptr);
  REQUIRE(e->problem.has_value());
  const StripContent content = Describe(*e, At(0));
  CHECK(content.terms.empty());
  CHECK(PlainText(content) == "There is no output element to show.");
}

TEST_CASE("a short sum stands on one line") {
  const StripLayout layout = LayOutStrip(4, -1, TenWide, Metrics(200, 1));
  CHECK_FALSE(layout.folded);
  CHECK(layout.lines == 1);
  REQUIRE(TermsIn(layout) == std::vector<int>{0, 1, 2, 3});
  CHECK(layout.items[0].x == 20);
  CHECK(layout.items[1].x == 35);
  CHECK(layout.tail_x == 75);
}

TEST_CASE("a longer sum goes on in the next line, under its first term") {
  const StripLayout layout = LayOutStrip(5, -1, TenWide, Metrics(70, 2));
  CHECK_FALSE(layout.folded);
  CHECK(layout.lines == 2);
  CHECK(layout.items[3].line == 1);
  CHECK(layout.items[3].x == 25);
  CHECK(layout.tail_line == 1);
}

TEST_CASE("a sum of exactly the room that there is does not fold") {
  CHECK_FALSE(LayOutStrip(4, -1, TenWide, Metrics(95, 1)).folded);
  CHECK(LayOutStrip(4, -1, TenWide, Metrics(94, 1)).folded);
}

TEST_CASE("what does not fit folds to first terms, an ellipsis and the last one") {
  const StripLayout layout = LayOutStrip(961, -1, TenWide, Metrics(200, 1));
  CHECK(layout.folded);
  const std::vector<int> terms = TermsIn(layout);
  CHECK(terms.front() == 0);
  CHECK(terms.back() == 960);
  CHECK(terms[terms.size() - 2] == StripItem::kEllipsis);
  CHECK(layout.button_x + 30 <= 200);
}

TEST_CASE("the term just added is shown in a fold") {
  const StripLayout layout = LayOutStrip(961, 500, TenWide, Metrics(200, 1));
  const std::vector<int> terms = TermsIn(layout);
  CHECK(std::count(terms.begin(), terms.end(), 500) == 1);
  CHECK(std::count(terms.begin(), terms.end(), StripItem::kEllipsis) == 2);
}

TEST_CASE("where hardly anything fits, the first and the last term are still there") {
  const StripLayout layout = LayOutStrip(25, -1, TenWide, Metrics(10, 2));
  CHECK(TermsIn(layout) == std::vector<int>{0, StripItem::kEllipsis, 24});
}

TEST_CASE("only terms that may be shown are measured") {
  int asked = 0;
  const auto count = [&](int) {
    ++asked;
    return 10.0F;
  };
  LayOutStrip(100000, -1, count, Metrics(200, 2));
  CHECK(asked < 1000);
}

namespace {

std::string StripOf(const LayerSettings& settings, float bias = 0) {
  Document document;
  document.layers[0] = ReshapedLayer(document.layers[0], settings, 1);
  if (bias != 0) document.layers[0].bias = {bias};
  const EvaluationPtr e = Evaluate(document, nullptr);
  return PlainText(DescribeStrip(*e, {}, {}, FigureKind::kExplore, Translator()));
}

}  // namespace

TEST_CASE("a window that begins in the padding is written with a minus sign, not with a dash") {
  Document document;
  document.layers[0].settings.padding = {1, 1, 1, 1};
  const EvaluationPtr e = Evaluate(document, nullptr);
  const StripContent content = Describe(*e, At(0));
  CHECK(content.caption == "output (0, 0) · window rows −1 to 0, columns −1 to 0");
  CHECK(InputName(content, content.terms.front()) == "X[−1,−1]");
}

TEST_CASE("the size of a layer that is not plain is given by the full formula") {
  Document document;
  document.layers[0].settings.stride = {2, 2};
  const EvaluationPtr square = Evaluate(document, nullptr);
  CHECK(Describe(*square, {}).size == "rows and columns: ⌊(3 − 2)/2⌋ + 1 = 1");
  CHECK(Describe(*square, {}).short_size == "3 × 3 → 1 × 1");
  document.layers[0].settings.stride = {1, 2};
  const EvaluationPtr oblong = Evaluate(document, nullptr);
  CHECK(Describe(*oblong, {}).size ==
        "rows: 3 − 2 + 1 = 2, "
        "columns: ⌊(3 − 2)/2⌋ + 1 = 1");
}

TEST_CASE("channels and groups change nothing in the size, which stays the book's formula") {
  Document document;
  document.input = Tensor(TensorShape{2, {3, 3}});
  LayerSettings settings;
  settings.outputs = 2;
  settings.groups = 2;
  settings.activation = Activation::kReLU;
  document.layers = {ZeroLayer(settings, 2)};
  CHECK(Describe(*Evaluate(document, nullptr), {}).size == "(3 − 2 + 1) × (3 − 2 + 1) = 2 × 2");
}

TEST_CASE("max pooling reads as the largest of its window, not as a sum") {
  LayerSettings settings;
  settings.kind = LayerKind::kMaxPool;
  CHECK(StripOf(settings) == "H[0,0] = max(0, 1, 3, 4) = 4");
}

TEST_CASE("an activation stands after the sum that it is applied to") {
  LayerSettings settings;
  settings.activation = Activation::kReLU;
  CHECK(StripOf(settings, -20) == "H[0,0] = 0×0 + 1×1 + 3×2 + 4×3 − 20 = −1 → ReLU → 0");
}

TEST_CASE("the terms of several channels stand in groups, each with what it adds") {
  Document document;
  document.input.channels = {Grid{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}},
                             Grid{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
  Layer layer = ZeroLayer({}, 2);
  layer.weights.MutableKernel(0, 0).row(0)[1] = 1;
  layer.weights.MutableKernel(0, 1).row(1)[1] = 2;
  document.layers = {layer};
  const EvaluationPtr e = Evaluate(document, nullptr);
  const StripContent whole = Describe(*e, At(0));
  REQUIRE(whole.groups.size() == 2);
  CHECK(GroupText(whole.groups[0]) == "c = 0: 1");
  CHECK(GroupText(whole.groups[1]) == "c = 1: 10");
  CHECK(whole.groups[1].first == 4);
  CHECK(whole.groups[1].count == 4);
  CHECK(GroupOf(whole, 3) == &whole.groups[0]);
  CHECK(GroupOf(whole, 4) == &whole.groups[1]);
  const StripContent stepping = Describe(*e, At(0, 7));
  CHECK(stepping.groups[0].sum == 1);
  CHECK(stepping.groups[1].sum == 0);  // its last term is not added yet
}

TEST_CASE("the terms of a single channel need no group") {
  const StripContent content = Describe(*Book(), At(0));
  CHECK(content.groups.empty());
  CHECK(GroupOf(content, 0) == nullptr);
}
