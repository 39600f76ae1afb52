#include "train/run/loss_surface.h"

#include <doctest/doctest.h>

#include "unit/train/data.h"

using namespace convlens;

TEST_CASE(
    "the plane of a 1x2 kernel's weights is the whole truth: its lowest point is the kernel") {
  const auto sums = BuildNormalEquations(BookData(), {1, 2}, Operation::kCorrelation, {});
  const ParameterPlane plane = PlaneOfWeights(std::vector<double>{0.5, 0.5}, 0, 1);
  CHECK(PointOf(plane, std::vector<double>{0.5, 0.25}) == PlanePoint{0.5, 0.25});
  CHECK(ParametersAt(plane, {3, 4}) == std::vector<double>{3, 4});
  const PlaneLoss loss = LossOnPlane(*sums, {}, plane);
  CHECK(loss.At({0.5, 0.5}) == doctest::Approx(27));
  CHECK(loss.At({0, 0}) == doctest::Approx(12));
  const std::optional<PlanePoint> lowest = loss.Lowest();
  REQUIRE(lowest);
  CHECK(lowest->s == doctest::Approx(1));
  CHECK(lowest->t == doctest::Approx(-1));
}

TEST_CASE("the quadratic agrees with the sampled loss on any plane, with mean, bias and penalty") {
  const TrainingData data{{PairOf({8, 9}, NormalGrid({2, 2}, 3), 1, 0.5F)}};
  TrainingOptions options{.loss = Loss::kMean, .learn_bias = true};
  options.optimizer.weight_decay = 0.2;
  const auto sums = BuildNormalEquations(data, {2, 2}, options.operation, {true});
  const std::vector<double> here{0.1, -0.4, 0.3, 0.9, -0.2};
  for (const ParameterPlane& plane :
       {PlaneOfWeights(here, 1, 4), PlaneOfDirections(here, SpectrumOf(*sums), 0, 1)}) {
    const PlaneLoss loss = LossOnPlane(*sums, options, plane);
    const PlaneWindow window{{-1, -2}, {2, 1}, 4, 7};
    const std::optional<Grid> sampled = SampledLoss(data, {2, 2}, options, 0, plane, window);
    REQUIRE(sampled);
    for (int r = 0; r < 4; ++r) {
      for (int c = 0; c < 7; ++c) {
        const PlanePoint point{-1 + 0.5 * c, -2 + 1.0 * r};
        CHECK(double{sampled->at(r, c)} == doctest::Approx(loss.At(point)).epsilon(1e-5));
      }
    }
    const PlanePoint back = PointOf(plane, ParametersAt(plane, {0.3, -0.7}));
    CHECK(back.s == doctest::Approx(0.3));
    CHECK(back.t == doctest::Approx(-0.7));
  }
}

TEST_CASE("a flat direction has no lowest point") {
  const TrainingData data{{{Grid(4, 4, 1), Grid(4, 3, 2)}}};
  const auto sums = BuildNormalEquations(data, {1, 2}, Operation::kCorrelation, {});
  const ParameterPlane plane = PlaneOfWeights(std::vector<double>{0, 0}, 0, 1);
  CHECK_FALSE(LossOnPlane(*sums, {}, plane).Lowest());
}

TEST_CASE("sampling other losses is possible and can be given up") {
  const TrainingOptions options{.error = ErrorMeasure::kAbsolute};
  const ParameterPlane plane = PlaneOfWeights(std::vector<double>{0, 0}, 0, 1);
  const PlaneWindow window{{1, -1}, {2, 0}, 2, 2};
  const auto sampled = SampledLoss(BookData(), {1, 2}, options, 0, plane, window);
  REQUIRE(sampled);
  CHECK(sampled->at(0, 0) == 0);
  const std::atomic<bool> cancelled{true};
  CHECK_FALSE(SampledLoss(BookData(), {1, 2}, options, 0, plane, window, &cancelled));
}
