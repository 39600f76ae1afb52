#include "train/run/analysis.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/grid/random.h"
#include "core/pattern/pattern.h"

using namespace convlens;

namespace {

Grid BookEdges() { return MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1}); }

/// The largest eigenvalue by building WᵀW and iterating on it in double.
double EigenvalueOfBuiltMatrix(GridView input, Shape kernel, bool with_bias) {
  const Shape output = ValidOutputShape(input.shape(), kernel);
  const auto size = static_cast<size_t>(kernel.count() + (with_bias ? 1 : 0));
  std::vector<double> matrix(size * size, 0);
  std::vector<double> window(size, 1);
  for (int i = 0; i < output.height; ++i) {
    for (int j = 0; j < output.width; ++j) {
      size_t n = 0;
      for (int a = 0; a < kernel.height; ++a) {
        for (int b = 0; b < kernel.width; ++b) window[n++] = input.at(i + a, j + b);
      }
      for (size_t r = 0; r < size; ++r) {
        for (size_t c = 0; c < size; ++c) matrix[r * size + c] += window[r] * window[c];
      }
    }
  }
  std::vector<double> v(size, 1);
  double norm = 0;
  for (int iteration = 0; iteration < 20000; ++iteration) {
    std::vector<double> next(size, 0);
    norm = 0;
    for (size_t r = 0; r < size; ++r) {
      for (size_t c = 0; c < size; ++c) next[r] += matrix[r * size + c] * v[c];
      norm += next[r] * next[r];
    }
    norm = std::sqrt(norm);
    for (size_t r = 0; r < size; ++r) v[r] = next[r] / norm;
  }
  return norm;
}

}  // namespace

TEST_CASE("the book's edges allow a rate of one thirtieth for a 1x2 kernel") {
  CHECK(LargestGramEigenvalue(BookEdges(), {1, 2}, false) == doctest::Approx(30).epsilon(1e-4));
  CHECK(LargestStableRate(BookEdges(), {1, 2}, {}) == doctest::Approx(1.0 / 30).epsilon(1e-4));
}

TEST_CASE("the mean loss allows a rate larger by the number of output elements") {
  const TrainingOptions mean{.loss = Loss::kMean};
  CHECK(LargestStableRate(BookEdges(), {1, 2}, mean) == doctest::Approx(42.0 / 30).epsilon(1e-4));
}

TEST_CASE("power iteration finds the eigenvalue of the matrix that it never builds") {
  for (const Shape kernel : {Shape{1, 1}, Shape{3, 3}, Shape{2, 5}, Shape{7, 1}}) {
    for (const bool with_bias : {false, true}) {
      const Grid input = UniformGrid({17, 21}, 5, -0.5F, 1.0F);
      CAPTURE(kernel.height);
      CAPTURE(with_bias);
      CHECK(LargestGramEigenvalue(input, kernel, with_bias) ==
            doctest::Approx(EigenvalueOfBuiltMatrix(input, kernel, with_bias)).epsilon(1e-4));
    }
  }
}

TEST_CASE("descent converges just below the largest stable rate and diverges just above it") {
  const Grid input = UniformGrid({9, 9}, 3, -1.0F, 1.0F);
  Grid target(7, 7);
  Correlate(input, NormalGrid({3, 3}, 4), 0.5F, target);
  TrainingOptions options{.learn_bias = true};
  const double limit = LargestStableRate(input, {3, 3}, options);
  for (const double share : {0.97, 1.03}) {
    options.rate = static_cast<float>(limit * share);
    Trainer trainer(input, target, options, TrainingState{NormalGrid({3, 3}, 9), 0, 0});
    const double first = trainer.Step();
    for (int i = 0; i < 400; ++i) trainer.Step();
    CAPTURE(share);
    CHECK((trainer.CurrentLoss() < first) == (share < 1));
  }
}

TEST_CASE("an all-zero input allows every rate, a broken one none") {
  CHECK(std::isinf(LargestStableRate(Grid(5, 5), {2, 2}, {})));
  Grid broken(5, 5, 1);
  broken.at(2, 2) = std::numeric_limits<float>::quiet_NaN();
  CHECK(LargestStableRate(broken, {2, 2}, {}) == 0);
}

TEST_CASE("the search for the rate can be given up") {
  const std::atomic<bool> cancelled{true};
  CHECK(LargestStableRate(BookEdges(), {1, 2}, {}, &cancelled) == 0);
}
