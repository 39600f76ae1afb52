#include "model/evaluate/backward_pass.h"

#include <doctest/doctest.h>

#include "core/grid/random.h"

namespace convlens {
namespace {

const Grid kInput{{1, 2, 0}, {0, 1, 3}, {4, 0, 1}};
const Grid kKernel{{1, -1}, {2, 0.5F}};

// The loss Σ g·ŷ has the slope g: its gradients are found by differences.
double Loss(const Grid& input, const Grid& kernel, Operation operation, const Grid& slope) {
  Grid output(slope.shape());
  CorrelateBy(operation, input, kernel, 0, output);
  double loss = 0;
  for (int64_t i = 0; i < slope.count(); ++i) {
    const Cell cell = CellAt(i, slope.width());
    loss += double{slope[cell]} * double{output[cell]};
  }
  return loss;
}

TEST_CASE("both gradients are the derivatives of the loss, for correlation and convolution") {
  const Grid slope{{1, -2}, {0.5F, 3}};
  for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
    const BackwardPass pass = MakeBackwardPass(kInput, kKernel, operation, slope);
    const double base = Loss(kInput, kKernel, operation, slope);
    for (int64_t i = 0; i < kKernel.count(); ++i) {
      Grid moved = kKernel;
      const Cell cell = CellAt(i, 2);
      moved[cell] += 1;
      const double difference = Loss(kInput, moved, operation, slope) - base;
      CHECK((*pass.kernel_gradient.grid())[cell] == doctest::Approx(difference));
    }
    for (int64_t i = 0; i < kInput.count(); ++i) {
      Grid moved = kInput;
      const Cell cell = CellAt(i, 3);
      moved[cell] += 1;
      const double difference = Loss(moved, kKernel, operation, slope) - base;
      CHECK((*pass.input_gradient.grid())[cell] == doctest::Approx(difference));
    }
  }
}

TEST_CASE("the terms of every element add up to it") {
  const Grid slope = NormalGrid({4, 3}, 5);
  const Grid kernel = NormalGrid({2, 3}, 6);
  const Grid input = NormalGrid({5, 5}, 7);
  for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
    const BackwardPass pass = MakeBackwardPass(input, kernel, operation, slope);
    for (const BackwardPart part : {BackwardPart::kKernel, BackwardPart::kInput}) {
      const bool of_kernel = part == BackwardPart::kKernel;
      const Grid& gradient = *(of_kernel ? pass.kernel_gradient : pass.input_gradient).grid();
      const PlaybackExtent extent = BackwardExtent(pass, part);
      CHECK(extent.outputs == gradient.count());
      for (int64_t i = 0; i < gradient.count(); ++i) {
        const Cell cell = CellAt(i, gradient.width());
        const std::vector<BackwardTerm> terms = BackwardTerms(pass, part, cell);
        REQUIRE(static_cast<int>(terms.size()) == extent.terms);
        CHECK(terms.back().partial == doctest::Approx(gradient[cell]).epsilon(1e-4));
      }
    }
  }
}

}  // namespace
}  // namespace convlens
