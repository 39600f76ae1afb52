#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/grid/random.h"
#include "model/edit/edit.h"
#include "model/evaluate/evaluation_job.h"

// What an edit leaves of the last evaluation, and what it computes again, are together exactly the
// bits of an evaluation from scratch.

using namespace convlens;

namespace {

bool SameBits(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i] && !(std::isnan(a[i]) && std::isnan(b[i]))) return false;
  }
  return true;
}

/// By bits, but a NaN is a NaN: WebAssembly leaves its sign open.
bool SameNumbers(GridView a, GridView b) {
  if (a.shape() != b.shape()) return false;
  for (int r = 0; r < a.height; ++r) {
    for (int c = 0; c < a.width; ++c) {
      const float x = a.row(r)[c];
      const float y = b.row(r)[c];
      const bool same = std::bit_cast<uint32_t>(x) == std::bit_cast<uint32_t>(y);
      if (!same && !(std::isnan(x) && std::isnan(y))) return false;
    }
  }
  return true;
}

/// Of numbers, not of where they are.
bool Same(const EvaluatedGrid& a, const EvaluatedGrid& b) {
  if (a.pyramid.size() != b.pyramid.size() || !(a.statistics == b.statistics)) return false;
  for (size_t level = 0; level < a.pyramid.size(); ++level) {
    if (!SameNumbers(*a.pyramid[level], *b.pyramid[level])) return false;
  }
  return a.rows == b.rows;
}

void RequireSame(const Evaluation& a, const Evaluation& b) {
  REQUIRE(a.outputs.size() == b.outputs.size());
  for (size_t i = 0; i < a.outputs.size(); ++i) {
    REQUIRE(a.outputs[i].shape() == b.outputs[i].shape());
    for (size_t c = 0; c < a.outputs[i].channels.size(); ++c) {
      REQUIRE(SameNumbers(*a.outputs[i].channels[c], *b.outputs[i].channels[c]));
    }
  }
  REQUIRE(Same(a.input, b.input));
  REQUIRE(Same(a.kernel, b.kernel));
  REQUIRE(Same(a.output, b.output));
  REQUIRE(Same(a.target, b.target));
  REQUIRE(Same(a.error, b.error));
  REQUIRE(SameBits(a.error_squares, b.error_squares));
  REQUIRE(SameBits(a.error_costs, b.error_costs));
  REQUIRE((a.loss == b.loss || (std::isnan(a.loss) && std::isnan(b.loss))));
}

EvaluationPtr EvaluateWith(const Document& document, const EvaluationPtr& previous, Threads threads,
                           SpareGrids spare = {},
                           CorrelationMethod method = CorrelationMethod::kAutomatic) {
  EvaluationJob job(document, previous, {}, method);
  job.Use(threads, std::move(spare));
  while (!job.Step()) continue;
  return job.result();
}

Document After(Document document, const Edit& edit) {
  edit.apply(document);
  return document;
}

struct Walk {
  uint64_t seed = 1;
  int edits = 40;
  CorrelationMethod method = CorrelationMethod::kAutomatic;
};

float AnyValue(Random& random) {
  switch (random.Next() % 24) {
    case 0:
      return std::numeric_limits<float>::quiet_NaN();
    case 1:
      return std::numeric_limits<float>::infinity();
    case 2:
      return -0.0F;
    default:
      return static_cast<float>(random.Normal());
  }
}

Edit AnyEdit(Random& random, Shape input) {
  const auto any = [&](int limit) {
    return static_cast<int>(random.Next() % static_cast<uint64_t>(limit));
  };
  const Cell cell{any(input.height), any(input.width)};
  const GridAt at{GridRole::kInput, {0, any(3), 0}};
  const float value = AnyValue(random);
  switch (any(8)) {
    case 0:
      return SetCell(GridRole::kKernel, {any(3), any(3)}, value);
    case 1:
      return SetCell(GridRole::kTarget, cell, value);
    case 2:
    case 3:
      return SetCell(at, cell, value);
    case 4:
      return SetCell(at, {input.height - 1, any(input.width)}, value);
    default:
      return PaintStroke({at, cell, {any(input.height), cell.col}, any(3), value});
  }
}

/// Random edits, each evaluated from the last evaluation, with the one before it for spare memory.
void CheckWalk(Document document, const Walk& walk) {
  Random random(walk.seed);
  EvaluationPtr last = EvaluateWith(document, nullptr, {}, {}, walk.method);
  EvaluationPtr before;
  for (int i = 0; i < walk.edits; ++i) {
    document = After(document, AnyEdit(random, document.input.shape().grid));
    SpareGrids spare;
    if (before) spare = LeftBy(*before, *last);
    before.reset();
    const Threads threads{1 + i % 3};
    const EvaluationPtr next = EvaluateWith(document, last, threads, std::move(spare), walk.method);
    RequireSame(*next, *EvaluateWith(document, nullptr, {}, {}, walk.method));
    before = std::exchange(last, next);
  }
}

Tensor AnyInput(int channels, Shape shape) {
  Tensor input;
  for (int c = 0; c < channels; ++c) {
    input.channels.emplace_back(NormalGrid(shape, static_cast<uint64_t>(c + 1)));
  }
  return input;
}

Document Of(const LayerSettings& settings, int channels, Shape input) {
  Document document;
  document.input = AnyInput(channels, input);
  document.layers = {RandomLayer(settings, channels, 5)};
  return document;
}

}  // namespace

TEST_CASE("edits of a plain layer, its target and its error, large enough for a pyramid") {
  for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
    LayerSettings settings;
    settings.window = {3, 3};
    settings.operation = operation;
    Document document = Of(settings, 1, {301, 533});
    document.training.reference_kernel = NormalGrid({3, 3}, 9);
    for (const ErrorMeasure error : {ErrorMeasure::kSquared, ErrorMeasure::kHuber}) {
      document.training.error = error;
      CheckWalk(document, {});
      document.training.noise = 0.1;
      CheckWalk(document, {2, 10});
      document.training.noise = 0;
    }
  }
}

TEST_CASE("edits under every border, where what they reach wraps around or is mirrored") {
  for (const Border border : {Border::kZeros, Border::kReflect, Border::kSymmetric,
                              Border::kReplicate, Border::kCircular}) {
    CAPTURE(static_cast<int>(border));
    LayerSettings settings;
    settings.window = {5, 3};
    settings.padding = {2, 1, 0, 2};
    settings.border = border;
    CheckWalk(Of(settings, 1, {40, 31}), {3});
    settings.stride = {2, 3};
    settings.dilation = {1, 2};
    CheckWalk(Of(settings, 1, {40, 31}), {4});
  }
}

TEST_CASE("edits of many channels, groups, poolings and transposed convolutions") {
  LayerSettings settings;
  settings.window = {3, 2};
  settings.outputs = 18;
  settings.padding = {1, 1, 1, 1};
  settings.activation = Activation::kReLU;
  CheckWalk(Of(settings, 3, {23, 50}), {5});
  settings.outputs = 6;
  settings.groups = 3;
  CheckWalk(Of(settings, 3, {23, 50}), {6});
  settings.kind = LayerKind::kTransposed;
  settings.stride = {2, 3};
  settings.output_padding = {1, 2};
  CheckWalk(Of(settings, 3, {13, 20}), {7});
  LayerSettings pool;
  pool.padding = {1, 1, 1, 1};
  pool.window = {3, 3};
  pool.stride = {2, 2};
  pool.ceil_mode = true;
  for (const LayerKind kind : {LayerKind::kMaxPool, LayerKind::kAveragePool}) {
    pool.kind = kind;
    pool.count_padding = false;
    CheckWalk(Of(pool, 3, {30, 47}), {8});
  }
}

TEST_CASE("edits of a stack: each layer computes what is reached through those before it") {
  Document document;
  document.input = AnyInput(2, {70, 60});
  LayerSettings conv;
  conv.window = {3, 3};
  conv.padding = {1, 1, 1, 1};
  conv.outputs = 5;
  conv.activation = Activation::kTanh;
  LayerSettings pool;
  pool.kind = LayerKind::kMaxPool;
  pool.stride = {2, 2};
  LayerSettings last;
  last.window = {2, 2};
  last.border = Border::kReflect;
  last.padding = {0, 1, 1, 0};
  document.layers = {RandomLayer(conv, 2, 1), Layer{pool, {}, {}}, RandomLayer(last, 5, 2)};
  CheckWalk(document, {9, 80});
}

TEST_CASE("edits under both ways of a low-rank kernel") {
  Document document;
  document.input = AnyInput(1, {150, 140});
  SetFrontKernel(document, {}, Grid(9, 9, 1.0F / 81));
  for (const CorrelationMethod method :
       {CorrelationMethod::kPasses, CorrelationMethod::kAutomatic, CorrelationMethod::kDirect}) {
    CheckWalk(document, {10, 25, method});
  }
}

TEST_CASE("edits under tiles of Fourier transforms, also in the padding and before other layers") {
  Document document;
  document.input = AnyInput(1, {170, 150});
  SetFrontKernel(document, {}, NormalGrid({15, 17}, 5));
  CheckWalk(document, {11, 25, CorrelationMethod::kFourier});
  CheckWalk(document, {12, 25});
  document.layers[0].settings.padding = {3, 4, 5, 6};
  document.layers[0].settings.border = Border::kReflect;
  LayerSettings next;
  next.window = {2, 3};
  document.layers.push_back(RandomLayer(next, 1, 6));
  CheckWalk(document, {13, 25, CorrelationMethod::kFourier});
}

TEST_CASE(
    "edits of layers of many channels, in tiles that an edit changes as a whole, and directly") {
  LayerSettings conv;
  conv.window = {3, 3};
  conv.padding = {1, 1, 1, 1};
  conv.outputs = 33;
  conv.border = Border::kReflect;
  conv.activation = Activation::kReLU;
  Document document = Of(conv, 32, {45, 38});
  conv.padding = {0, 2, 1, 0};
  conv.border = Border::kZeros;
  conv.outputs = 32;
  document.layers.push_back(RandomLayer(conv, 33, 6));
  for (const CorrelationMethod method :
       {CorrelationMethod::kFourByFour, CorrelationMethod::kAutomatic,
        CorrelationMethod::kDirect}) {
    CheckWalk(document, {14, 20, method});
  }
}

TEST_CASE("any number of threads gives tiles of Fourier transforms the same bits") {
  Document document;
  document.input = AnyInput(1, {900, 700});
  SetFrontKernel(document, {}, NormalGrid({21, 21}, 3));
  const EvaluationPtr one = EvaluateWith(document, nullptr, {1});
  REQUIRE(UnitOf(document.layers[0].settings, document.layers[0].weights, {880, 680},
                 CorrelationMethod::kAutomatic) != Shape{1, 1});
  for (const int threads : {2, 3, 5}) {
    RequireSame(*EvaluateWith(document, nullptr, {threads}), *one);
  }
}

TEST_CASE("a painted cell computes only the outputs that it reaches") {
  Document document;
  document.input = AnyInput(1, {400, 400});
  const EvaluationPtr first = Evaluate(document, nullptr);
  const Document edited = After(document, SetCell(GridRole::kInput, {100, 200}, 5));
  const EvaluationPtr second = Evaluate(edited, first);
  CHECK(second->output.grid().DifferenceFrom(first->output.grid()) == CellRect{99, 199, 2, 2});
  CHECK(second->input.pyramid[1].DifferenceFrom(first->input.pyramid[1]) ==
        CellRect{50, 100, 1, 1});
  CHECK(EvaluationJob(edited, first).estimated_seconds() <
        EvaluationJob(document, nullptr).estimated_seconds() / 100);
}

TEST_CASE("any number of threads gives the same bits") {
  Document document;
  document.input = AnyInput(1, {900, 1100});
  SetFrontKernel(document, {}, NormalGrid({5, 5}, 3));
  document.training.reference_kernel = NormalGrid({5, 5}, 4);
  const EvaluationPtr one = EvaluateWith(document, nullptr, {1});
  for (const int threads : {2, 3, 5}) {
    RequireSame(*EvaluateWith(document, nullptr, {threads}), *one);
  }
}

TEST_CASE("any number of threads gives a stack the same bits") {
  Document document;
  document.layers.clear();
  document.input = AnyInput(3, {70, 90});
  int channels = 3;
  for (const int outputs : {48, 80, 5}) {
    LayerSettings s;
    s.window = {3, 3};
    s.padding = {1, 1, 1, 1};
    s.outputs = outputs;
    s.activation = Activation::kReLU;
    document.layers.push_back(RandomLayer(s, channels, 7));
    channels = outputs;
  }
  const EvaluationPtr one = EvaluateWith(document, nullptr, {1});
  Tensor expected = document.input;
  for (const Layer& layer : document.layers) expected = Forward(layer, expected);
  CHECK(one->outputs.back() == expected);
  for (const int threads : {2, 3}) {
    RequireSame(*EvaluateWith(document, nullptr, {threads}), *one);
  }
  // Another input, the same weights: what they were made into is used again.
  document.input = AnyInput(3, {40, 33});
  const EvaluationPtr next = EvaluateWith(document, one, {1});
  CHECK(next->prepared == one->prepared);
  RequireSame(*next, *EvaluateWith(document, nullptr, {1}));
}
