#include "train/run/parameters.h"

#include <doctest/doctest.h>

namespace convlens {
namespace {

TEST_CASE("the parameters of a kernel are its weights row by row, and then its bias") {
  const TrainingState state{Grid{{1, 2}, {3, 4}}, 5};
  CHECK(ParametersOf(state, false) == std::vector<double>{1, 2, 3, 4});
  CHECK(ParametersOf(state, true) == std::vector<double>{1, 2, 3, 4, 5});
}

TEST_CASE(
    "parameters make a state of the present one's shape, with its bias where they have none") {
  const TrainingState present{Grid{{0, 0, 0}}, 7};
  const TrainingState moved = StateAt({1, 2, 3}, present);
  CHECK(moved.kernel == Grid{{1, 2, 3}});
  CHECK(moved.bias == 7);
  CHECK(StateAt({1, 2, 3, 4}, present).bias == 4);
}

}  // namespace
}  // namespace convlens
