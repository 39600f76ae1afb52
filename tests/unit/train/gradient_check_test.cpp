#include "train/run/gradient_check.h"

#include <doctest/doctest.h>

#include "unit/train/data.h"

using namespace convlens;

TEST_CASE("the backward pass agrees with finite differences for every loss and operation") {
  const Grid wanted = NormalGrid({3, 2}, 3);
  const TrainingData data{{PairOf({7, 8}, wanted, 1), PairOf({5, 5}, wanted, 2)}};
  const TrainingState state{NormalGrid({3, 2}, 9), 0.4F, 0};
  for (const ErrorMeasure error :
       {ErrorMeasure::kSquared, ErrorMeasure::kAbsolute, ErrorMeasure::kHuber}) {
    for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
      for (const Loss loss : {Loss::kSum, Loss::kMean}) {
        const TrainingOptions options{
            .loss = loss, .learn_bias = true, .operation = operation, .error = error};
        const auto checked = CheckGradient(data, options, state);
        REQUIRE(checked);
        REQUIRE(checked->size() == 7);
        for (const CheckedGradient& g : *checked) CHECK(g.relative_error < 1e-4);
      }
    }
  }
}

TEST_CASE("the gradient of the book's first step is what one computes by hand") {
  const auto checked = CheckGradient(BookData(), {}, TrainingState{Grid{{0, 0}}, 0, 0});
  REQUIRE(checked->size() == 2);
  CHECK((*checked)[0].analytic == -12);
  CHECK((*checked)[1].analytic == 12);
  CHECK((*checked)[0].numeric == doctest::Approx(-12));
}

TEST_CASE("a gradient of zero agrees with itself, and the check can be given up") {
  const auto checked = CheckGradient(BookData(), {}, TrainingState{Grid{{1, -1}}, 0, 0});
  for (const CheckedGradient& g : *checked) CHECK(g.analytic == 0);
  const std::atomic<bool> cancelled{true};
  CHECK_FALSE(CheckGradient(BookData(), {}, TrainingState{Grid{{0, 0}}, 0, 0}, &cancelled));
}
