#include "train/setup/initialization.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/grid/random.h"
#include "core/grid/statistics.h"

using namespace convlens;

namespace {

double Deviation(const Grid& grid) {
  double squares = 0;
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) squares += double{grid.at(r, c)} * grid.at(r, c);
  }
  return std::sqrt(squares / static_cast<double>(grid.count()));
}

}  // namespace

TEST_CASE("zeros are zero, and normal values are those of the generator") {
  CHECK(InitializedKernel(Initialization::kZeros, {2, 3}, 5) == Grid(2, 3));
  CHECK(InitializedKernel(Initialization::kNormal, {2, 3}, 5) == NormalGrid({2, 3}, 5));
}

TEST_CASE("the spread follows the fans of PyTorch") {
  const Shape shape{31, 31};
  const double taps = 961;
  CHECK(Deviation(InitializedKernel(Initialization::kHe, shape, 1)) ==
        doctest::Approx(std::sqrt(2 / taps)).epsilon(0.05));
  CHECK(Deviation(InitializedKernel(Initialization::kHe, shape, 1, {4, 1})) ==
        doctest::Approx(std::sqrt(2 / (4 * taps))).epsilon(0.05));
  const double xavier = std::sqrt(6 / (2 * taps));
  const Statistics uniform = StatisticsOf(InitializedKernel(Initialization::kXavier, shape, 1));
  CHECK(uniform.max == doctest::Approx(xavier).epsilon(0.02));
  CHECK(uniform.min == doctest::Approx(-xavier).epsilon(0.02));
  CHECK(std::max(uniform.max, -uniform.min) <= static_cast<float>(xavier));
  const Statistics torch = StatisticsOf(InitializedKernel(Initialization::kUniform, shape, 1));
  CHECK(torch.max == doctest::Approx(1.0 / 31).epsilon(0.02));
}

TEST_CASE("a seed gives the same kernel again, and another seed another kernel") {
  for (const Initialization kind : {Initialization::kNormal, Initialization::kUniform,
                                    Initialization::kXavier, Initialization::kHe}) {
    CHECK(InitializedKernel(kind, {3, 3}, 5) == InitializedKernel(kind, {3, 3}, 5));
    CHECK_FALSE(InitializedKernel(kind, {3, 3}, 5) == InitializedKernel(kind, {3, 3}, 6));
    CHECK(InitializedKernel(kind, {0, 0}, 5).empty());
  }
}

TEST_CASE("noise has the deviation asked for, and none leaves the target as it is") {
  const Grid target = UniformGrid({50, 50}, 1);
  CHECK(WithNoise(target, 0, 3) == target);
  const Grid noisy = WithNoise(target, 0.5, 3);
  Grid noise(50, 50);
  for (int r = 0; r < 50; ++r) {
    for (int c = 0; c < 50; ++c) noise.at(r, c) = noisy.at(r, c) - target.at(r, c);
  }
  CHECK(Deviation(noise) == doctest::Approx(0.5).epsilon(0.05));
  CHECK(WithNoise(target, 0.5, 3) == noisy);
}
