#include "core/correlate/gradient.h"

#include "awkward.h"
#include "core/correlate/kernel_algebra.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

struct Case {
  Grid x;
  Grid g;
  Grid expected;
};

std::vector<Case> ExactCases(Shape kernel, const std::vector<int>& heights) {
  std::vector<Case> cases;
  for (const int height : heights) {
    for (const int width : kWidths) {
      const Shape input{height + kernel.height - 1, width + kernel.width - 1};
      Case one{SmallIntegers(input, 31), SmallIntegers({height, width}, 8), Grid(kernel)};
      KernelGradientByLoops(one.x, one.g, one.expected);
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

}  // namespace

TEST_CASE("the kernel gradient equals the plain loops on small integers, inside poisoned frames") {
  for (const Shape kernel : kKernels) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const std::vector<Case> cases = ExactCases(kernel, {1, 2, 3, 4, 5, 7, 9, 14});
    ForEveryTarget([&] {
      for (const Case& one : cases) {
        CAPTURE(one.g.height());
        CAPTURE(one.g.width());
        Framed x(one.x, 1);
        Framed g(one.g, 2);
        Framed dk(kernel);
        KernelGradient(x.view(), g.view(), dk.view());
        REQUIRE(Grid(dk.view()) == one.expected);
        REQUIRE(dk.FrameIntact());
      }
    });
  }
}

TEST_CASE("the kernel gradient does not drift with size") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 5}, Shape{7, 7}, Shape{11, 2}}) {
    CAPTURE(kernel.height);
    const Shape output{350, 701};
    const Grid g = UniformGrid(output, 3, 0.5F, 1.5F);
    const Grid x =
        UniformGrid({output.height + kernel.height - 1, output.width + kernel.width - 1}, 4);
    Grid expected(kernel);
    KernelGradientByLoops(x, g, expected);
    ForEveryTarget([&] {
      Grid dk(kernel);
      KernelGradient(x, g, dk);
      CHECK(WorstExcess(dk, expected, expected, 2e-6) <= 0);
    });
  }
}

TEST_CASE("the kernel gradient is the slope of the loss") {
  // For L = sum g·y and y = corr(x, k), dL/dk[a,b] is the change of L when k[a,b] grows by 1.
  const Grid x = SmallIntegers({9, 12}, 1);
  const Grid g = SmallIntegers({7, 9}, 2);
  for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
    ForEveryTarget([&] {
      Grid dk(3, 4);
      KernelGradient(operation, x, g, dk);
      for (int a = 0; a < 3; ++a) {
        for (int b = 0; b < 4; ++b) {
          Grid unit(3, 4);
          unit.at(a, b) = 1;
          Grid y(7, 9);
          CorrelateBy(operation, x, unit, 0, y);
          double change = 0;
          for (int r = 0; r < 7; ++r) {
            for (int c = 0; c < 9; ++c) change += double{g.at(r, c)} * y.at(r, c);
          }
          CHECK(dk.at(a, b) == change);
        }
      }
    });
  }
}

TEST_CASE("a training step's sums in one pass equal those taken one after the other") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{4, 5}, Shape{7, 7}}) {
    for (const Shape output : {Shape{1, 1}, Shape{6, 7}, Shape{9, 65}, Shape{150, 331}}) {
      CAPTURE(kernel.height);
      CAPTURE(output.width);
      const Grid x =
          SmallIntegers({output.height + kernel.height - 1, output.width + kernel.width - 1}, 1);
      const Grid k = SmallIntegers(kernel, 2);
      const Grid target = SmallIntegers(output, 3);
      for (const Operation operation : {Operation::kCorrelation, Operation::kConvolution}) {
        Grid expected_residual(output);
        CorrelateBy(operation, x, k, 2, expected_residual);
        const double squared_error = SquaredError(expected_residual, target, expected_residual);
        Grid expected_dk(kernel);
        KernelGradientByLoops(x, expected_residual, expected_dk);
        if (operation == Operation::kConvolution)
          expected_dk = kernel_algebra::FlipBoth(expected_dk);
        ForEveryTarget([&] {
          Grid residual(output);
          Grid dk(kernel);
          const SquaredErrorGradients sums =
              SquaredErrorAndGradients(operation, x, k, 2, target, residual, dk);
          CHECK(residual == expected_residual);
          CHECK(dk == expected_dk);
          CHECK(sums.squared_error == squared_error);
          CHECK(sums.bias_gradient == BiasGradientByLoops(expected_residual));
        });
      }
    }
  }
}

TEST_CASE("a gradient larger than any kernel of the program is computed all the same") {
  const Grid x = SmallIntegers({70, 45}, 1);
  const Grid g = SmallIntegers({5, 6}, 2);
  Grid expected(66, 40);
  KernelGradientByLoops(x, g, expected);
  ForEveryTarget([&] {
    Grid dk(66, 40);
    KernelGradient(x, g, dk);
    CHECK(dk == expected);
  });
}

TEST_CASE("NaN and infinity reach the gradient, and only through the taps that meet them") {
  Grid x(20, 40, 1.0F);
  x.at(0, 0) = std::numeric_limits<float>::quiet_NaN();   // met by tap (0, 0) alone
  x.at(19, 39) = std::numeric_limits<float>::infinity();  // met by the last tap alone
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 5}, Shape{8, 9}}) {
    const Shape output = ValidOutputShape(x.shape(), kernel);
    const Grid g(output, 1.0F);
    ForEveryTarget([&] {
      Grid dk(kernel);
      KernelGradient(x, g, dk);
      CHECK(std::isnan(dk.at(0, 0)));
      CHECK(dk.at(kernel.height - 1, kernel.width - 1) == std::numeric_limits<float>::infinity());
      if (kernel.height > 1) {
        CHECK(dk.at(0, kernel.width - 1) == static_cast<float>(output.count()));
      }
    });
  }
}

TEST_CASE("the bias gradient is the sum, exact on integers of any size and inside a frame") {
  ForEveryTarget([] {
    for (const int height : {1, 2, 5}) {
      for (const int width : kWidths) {
        const Grid g = SmallIntegers({height, width}, 6);
        Framed framed(g, 1);
        REQUIRE(BiasGradient(framed.view()) == BiasGradientByLoops(g));
      }
    }
    const Grid large(1000, 1001, 0.1F);
    CHECK(BiasGradient(large) == doctest::Approx(double{0.1F} * 1001000).epsilon(1e-9));
  });
}

TEST_CASE("the squared error is that of the differences, which are left as the residual") {
  ForEveryTarget([] {
    for (const int width : kWidths) {
      const Grid prediction = SmallIntegers({4, width}, 6);
      const Grid target = SmallIntegers({4, width}, 7);
      double expected = 0;
      Grid difference(4, width);
      for (int r = 0; r < 4; ++r) {
        for (int c = 0; c < width; ++c) {
          difference.at(r, c) = prediction.at(r, c) - target.at(r, c);
          expected += double{difference.at(r, c)} * difference.at(r, c);
        }
      }
      Framed p(prediction, 1);
      Framed t(target, 2);
      Framed residual(Shape{4, width});
      REQUIRE(SquaredError(p.view(), t.view(), residual.view()) == expected);
      REQUIRE(Grid(residual.view()) == difference);
      REQUIRE(residual.FrameIntact());
      REQUIRE(SquaredError(p.view(), t.view(), p.view()) == expected);
      REQUIRE(Grid(p.view()) == difference);
    }
  });
}

TEST_CASE("the squared error of a large grid does not drift") {
  const Grid zero(1024, 1024);
  const Grid tenth(1024, 1024, 0.1F);
  ForEveryTarget([&] {
    Grid residual(1024, 1024);
    const double expected = double{0.1F} * double{0.1F} * 1024 * 1024;
    CHECK(SquaredError(zero, tenth, residual) == doctest::Approx(expected).epsilon(1e-6));
  });
}
