#include "train/setup/optimizer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace convlens;

namespace {

/// Updates of one parameter from 1 along the gradient 2p, by the optimizer.
std::vector<double> Path(const OptimizerOptions& options, double rate, int steps) {
  OptimizerMemory memory{{1.0}};
  std::vector<double> path;
  for (int i = 0; i < steps; ++i) {
    double gradient = 2 * memory.parameters[0];
    UpdateParameters(options, rate, {&gradient, 1}, memory);
    path.push_back(memory.parameters[0]);
  }
  return path;
}

}  // namespace

TEST_CASE("plain descent goes the rate times the gradient") {
  const std::vector<double> path = Path({}, 0.1, 2);
  CHECK(path[0] == doctest::Approx(0.8));
  CHECK(path[1] == doctest::Approx(0.64));
}

TEST_CASE("momentum keeps nine tenths of the last velocity; its first step is plain") {
  const std::vector<double> path = Path({.kind = Optimizer::kMomentum}, 0.1, 2);
  CHECK(path[0] == doctest::Approx(0.8));
  // v = 0.9 * 2 + 1.6 = 3.4
  CHECK(path[1] == doctest::Approx(0.8 - 0.34));
}

TEST_CASE("Nesterov looks ahead by the momentum") {
  const std::vector<double> path = Path({.kind = Optimizer::kNesterov}, 0.1, 2);
  // g + 0.9 v = 2 + 1.8, then g = 1.24, v = 1.8 + 1.24
  CHECK(path[0] == doctest::Approx(1 - 0.38));
  CHECK(path[1] == doctest::Approx(0.62 - 0.1 * (1.24 + 0.9 * 3.04)));
}

TEST_CASE("Adam's first step is the rate, whatever the gradient's size") {
  CHECK(Path({.kind = Optimizer::kAdam}, 0.1, 1)[0] == doctest::Approx(0.9));
  CHECK(Path({.kind = Optimizer::kAdam, .weight_decay = 50}, 0.1, 1)[0] == doctest::Approx(0.9));
}

TEST_CASE("the penalty's gradient is added to the loss's") {
  CHECK(Path({.weight_decay = 1}, 0.1, 1)[0] == doctest::Approx(0.7));
  CHECK(Path({.kind = Optimizer::kMomentum, .weight_decay = 1}, 0.1, 1)[0] == doctest::Approx(0.7));
}

TEST_CASE("the moments of a very long run stay finite") {
  OptimizerMemory memory{{1.0}};
  const OptimizerOptions adam{.kind = Optimizer::kAdam};
  for (int i = 0; i < 100'000; ++i) {
    double gradient = 2 * memory.parameters[0];
    UpdateParameters(adam, 0.01, {&gradient, 1}, memory);
  }
  CHECK(memory.beta1_power < 1e-300);
  CHECK(std::abs(memory.parameters[0]) < 0.1);
}
