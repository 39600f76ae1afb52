#include "train/setup/loss.h"

#include <doctest/doctest.h>

#include <cmath>

#include "train/setup/loss_slopes.h"

using namespace convlens;

TEST_CASE("each measure costs what its definition says") {
  const Grid errors{{-3, 0.5F}, {0, 2}};
  CHECK(SumOfCosts(ErrorMeasure::kSquared, 1, errors) == 13.25);
  CHECK(SumOfCosts(ErrorMeasure::kAbsolute, 1, errors) == 5.5);
  // 1·(3 − ½) + ½·0.25 + 0 + 1·(2 − ½)
  CHECK(SumOfCosts(ErrorMeasure::kHuber, 1, errors) == 4.125);
  // 2·(3 − 1) + 0.125 + 0 + 2·(2 − 1)
  CHECK(SumOfCosts(ErrorMeasure::kHuber, 2, errors) == 6.125);
}

TEST_CASE("the derivatives are those of the costs") {
  Grid errors{{-3, 0.5F}, {0, 2}};
  Grid squared = errors;
  CostDerivatives(ErrorMeasure::kSquared, 1, squared);
  CHECK(squared == Grid{{-6, 1}, {0, 4}});
  Grid absolute = errors;
  CostDerivatives(ErrorMeasure::kAbsolute, 1, absolute);
  CHECK(absolute == Grid{{-1, 1}, {0, 1}});
  Grid huber = errors;
  CostDerivatives(ErrorMeasure::kHuber, 1, huber);
  CHECK(huber == Grid{{-1, 0.5F}, {0, 1}});
}

TEST_CASE("slopes are the derivatives, scaled as the loss is, and leave the errors alone") {
  const Grid errors{{-3, 0.5F}, {0, 2}};
  CHECK(LossSlopes({.loss = Loss::kMean}, errors) == Grid{{-1.5F, 0.25F}, {0, 1}});
  CHECK(LossSlopes({.error = ErrorMeasure::kHuber}, errors) == Grid{{-1, 0.5F}, {0, 1}});
  CHECK(errors.at(0, 0) == -3);
}

TEST_CASE("an error that is no number stays one") {
  for (const ErrorMeasure measure :
       {ErrorMeasure::kSquared, ErrorMeasure::kAbsolute, ErrorMeasure::kHuber}) {
    Grid errors{{std::nanf("")}};
    CHECK(std::isnan(SumOfCosts(measure, 1, errors)));
    CostDerivatives(measure, 1, errors);
    CHECK(std::isnan(errors.at(0, 0)));
  }
}
