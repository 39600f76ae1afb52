#include "train/quadratic/normal_equations.h"

#include <doctest/doctest.h>

#include <cmath>

#include "train/quadratic/normal_equations_limit.h"
#include "unit/train/data.h"

using namespace convlens;

namespace {

/// A, b and c by their definition, window by window.
NormalEquations ByDefinition(const TrainingData& data, Shape kernel, Operation operation,
                             BiasUse bias) {
  const auto taps = static_cast<size_t>(kernel.count());
  const size_t n = taps + (bias.learned ? 1 : 0);
  NormalEquations sums{kernel, bias.learned, std::vector<double>(n * n, 0),
                       std::vector<double>(n, 0)};
  std::vector<double> window(n, 1);
  for (const TrainingPair& pair : data.pairs) {
    for (int i = 0; i < pair.target[0]->height(); ++i) {
      for (int j = 0; j < pair.target[0]->width(); ++j) {
        for (size_t tap = 0; tap < taps; ++tap) {
          const Cell cell = CellAt(static_cast<int64_t>(tap), kernel.width);
          const size_t at = operation == Operation::kConvolution ? taps - 1 - tap : tap;
          window[at] = pair.input[0]->at(i + cell.row, j + cell.col);
        }
        const double y = pair.target[0]->at(i, j) - (bias.learned ? 0 : bias.fixed);
        for (size_t r = 0; r < n; ++r) {
          for (size_t c = 0; c < n; ++c) sums.a[r * n + c] += window[r] * window[c];
          sums.b[r] += window[r] * y;
        }
        sums.c += y * y;
        ++sums.outputs;
      }
    }
  }
  return sums;
}

void CheckSame(const NormalEquations& a, const NormalEquations& b) {
  REQUIRE(a.size() == b.size());
  CHECK(a.outputs == b.outputs);
  CHECK(a.c == doctest::Approx(b.c).epsilon(1e-12));
  for (size_t i = 0; i < a.a.size(); ++i) CHECK(std::abs(a.a[i] - b.a[i]) < 1e-9);
  for (size_t i = 0; i < a.b.size(); ++i) CHECK(std::abs(a.b[i] - b.b[i]) < 1e-9);
}

}  // namespace

TEST_CASE("the matrix built by distances is the one of the definition") {
  for (const Shape kernel : {Shape{1, 1}, Shape{1, 2}, Shape{3, 3}, Shape{5, 2}, Shape{2, 7}}) {
    // The second input is hardly larger than the kernel: no columns are shared by all places.
    const Shape tight{kernel.height, kernel.width + 1};
    const Grid wanted = NormalGrid(kernel, 3);
    const TrainingData data{{PairOf({11, 13}, wanted, 1), PairOf(tight, wanted, 2)}};
    for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
      for (const BiasUse bias : {BiasUse{}, BiasUse{true}, BiasUse{false, 0.75}}) {
        CAPTURE(kernel.height);
        CAPTURE(kernel.width);
        const auto built = BuildNormalEquations(data, kernel, operation, bias);
        REQUIRE(built);
        CheckSame(*built, ByDefinition(data, kernel, operation, bias));
      }
    }
  }
}

TEST_CASE("the book's edges have the Gram matrix [[18, 12], [12, 18]]") {
  const auto sums = BuildNormalEquations(BookData(), {1, 2}, Operation::kCorrelation, {});
  REQUIRE(sums);
  CHECK(sums->a == std::vector<double>{18, 12, 12, 18});
  CHECK(sums->b == std::vector<double>{6, -6});
  CHECK(sums->c == 12);
  CHECK(sums->SquaredError(std::vector<double>{1, -1}) == 0);
  CHECK(sums->SquaredError(std::vector<double>{0.5, 0.5}) == 27);
}

TEST_CASE("by normal equations every optimizer goes the way of the direct one, up to rounding") {
  const Grid wanted = NormalGrid({3, 2}, 3);
  const TrainingData data{{PairOf({12, 9}, wanted, 1, 0.25F), PairOf({5, 6}, wanted, 2, 0.25F)}};
  for (const char* optimizer : {"sgd", "momentum", "nesterov", "adam"}) {
    for (const bool learn_bias : {false, true}) {
      for (const Loss loss : {Loss::kSum, Loss::kMean}) {
        CAPTURE(optimizer);
        CAPTURE(learn_bias);
        TrainingOptions options{.rate = 1e-3, .loss = loss, .learn_bias = learn_bias};
        options.optimizer.kind = OptimizerNamed(optimizer);
        options.optimizer.weight_decay = 0.01;
        const TrainingState start{NormalGrid({3, 2}, 9), 0.5F, 0};
        Trainer direct(data, options, start);
        options.algorithm = TrainingAlgorithm::kNormalEquations;
        Trainer normal(data, options, start);
        for (int i = 0; i < 300; ++i) {
          const double loss_before = direct.Step();
          CHECK(normal.Step() == doctest::Approx(loss_before).epsilon(1e-5));
          CHECK(normal.GradientNorm() == doctest::Approx(direct.GradientNorm()).epsilon(1e-4));
        }
        for (int i = 0; i < 6; ++i) {
          const Cell cell = CellAt(i, 2);
          CHECK(std::abs(normal.state().kernel[cell] - direct.state().kernel[cell]) < 1e-5F);
        }
      }
    }
  }
}

TEST_CASE("the book's runs come out the same by normal equations") {
  for (const oracles::LearningRun* run : oracles::kLearningRuns) {
    CAPTURE(run->name);
    TrainingOptions options = OptionsOf(*run);
    options.algorithm = TrainingAlgorithm::kNormalEquations;
    Trainer trainer(BookData(), options, StartOf(*run));
    for (const double loss : run->losses) {
      CHECK(trainer.Step() == doctest::Approx(loss).epsilon(1e-5));
    }
  }
}

TEST_CASE("building the equations can be given up") {
  const std::atomic<bool> cancelled{true};
  CHECK_FALSE(BuildNormalEquations(BookData(), {1, 2}, Operation::kCorrelation, {}, &cancelled));
}

TEST_CASE("normal equations are for kernels whose square fits into memory") {
  TrainingOptions options;
  CHECK_FALSE(NormalEquationsProblem(options, {255, 255}));
  options.algorithm = TrainingAlgorithm::kNormalEquations;
  CHECK_FALSE(NormalEquationsProblem(options, {31, 31}));
  CHECK(NormalEquationsProblem(options, {31, 32}));
  CHECK(NormalEquationsProblem(options, {255, 255}));
}
