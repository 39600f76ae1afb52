#include "core/correlate.h"

#include "awkward.h"
#include "core/kernel_algebra.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

struct Case {
  Grid x;
  Grid k;
  Grid expected;
};

Shape InputFor(Shape output, Shape kernel) {
  return {output.height + kernel.height - 1, output.width + kernel.width - 1};
}

/// Small-integer cases over every awkward width and a few heights for one kernel shape.
std::vector<Case> ExactCases(Shape kernel, const std::vector<int>& heights) {
  std::vector<Case> cases;
  for (const int height : heights) {
    for (const int width : kWidths) {
      const Shape input = InputFor({height, width}, kernel);
      Case one{SmallIntegers(input, 11), SmallIntegers(kernel, 5), Grid(height, width)};
      CorrelateReference(one.x, one.k, 3, one.expected);
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

Grid Correlated(GridView x, GridView k, float bias) {
  Grid y(ValidOutputShape(x.shape(), k.shape()));
  Correlate(x, k, bias, y);
  return y;
}

}  // namespace

TEST_CASE("a 2x2 kernel over a 3x3 input gives the book's four sums") {
  const Grid x = ToGrid(oracles::FigureInput());
  const Grid k = ToGrid(oracles::FigureKernel());
  ForEveryTarget([&] {
    Grid y(2, 2);
    Correlate(x, k, 0, y);
    CHECK(y == ToGrid(oracles::FigureCorrelation()));
    Convolve(x, k, 0, y);
    CHECK(y == ToGrid(oracles::FigureConvolution()));
  });
}

TEST_CASE("the book's edge detector finds vertical edges and no horizontal ones") {
  const Grid x = ToGrid(oracles::EdgesInput());
  const Grid k = ToGrid(oracles::EdgesKernel());
  const Grid diagonal = ToGrid(oracles::DiagonalInput());
  ForEveryTarget([&] {
    CHECK(Correlated(x, k, 0) == ToGrid(oracles::EdgesOutput()));
    CHECK(Correlated(Transpose(x), k, 0) == ToGrid(oracles::EdgesOfTransposedInput()));
    CHECK(Correlated(x, Transpose(k), 0) == ToGrid(oracles::EdgesByTransposedKernel()));
    CHECK(Correlated(diagonal, k, 0) == ToGrid(oracles::DiagonalOutput()));
    CHECK(Correlated(Transpose(diagonal), k, 0) ==
          ToGrid(oracles::DiagonalOutputOfTransposedInput()));
    CHECK(Correlated(diagonal, Transpose(k), 0) ==
          ToGrid(oracles::DiagonalOutputByTransposedKernel()));
  });
}

TEST_CASE("every target equals the reference on small integers, whatever the sizes") {
  for (const Shape kernel : kKernels) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const std::vector<Case> cases = ExactCases(kernel, {1, 2, 3, 4, 5, 7, 8, 9, 13});
    ForEveryTarget([&] {
      for (const Case& one : cases) {
        CAPTURE(one.expected.height());
        CAPTURE(one.expected.width());
        REQUIRE(Correlated(one.x, one.k, 3) == one.expected);
      }
    });
  }
}

TEST_CASE("nothing outside the views is read or written") {
  for (const Shape kernel : kKernels) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const std::vector<Case> cases = ExactCases(kernel, {1, 4, 9});
    ForEveryTarget([&] {
      for (const Case& one : cases) {
        CAPTURE(one.expected.height());
        CAPTURE(one.expected.width());
        Framed x(one.x, 1);
        Framed k(one.k, 2);
        Framed y(one.expected.shape());
        Correlate(x.view(), k.view(), 3, y.view());
        REQUIRE(Grid(y.view()) == one.expected);
        REQUIRE(y.FrameIntact());
      }
    });
  }
}

TEST_CASE("convolution is correlation with the kernel flipped, whatever the sizes") {
  for (const Shape kernel : kKernels) {
    for (const int width : {1, 5, 18, 67}) {
      CAPTURE(kernel.height);
      CAPTURE(kernel.width);
      CAPTURE(width);
      const Grid x = SmallIntegers(InputFor({6, width}, kernel), 2);
      const Grid k = SmallIntegers(kernel, 3);
      Grid expected(6, width);
      ConvolveReference(x, k, -2, expected);
      REQUIRE(Correlated(x, FlipBoth(k), -2) == expected);
      ForEveryTarget([&] {
        Grid y(6, width);
        Apply(Operation::kConvolution, x, k, -2, y);
        REQUIRE(y == expected);
        Apply(Operation::kCorrelation, x, k, -2, y);
        REQUIRE(y == Correlated(x, k, -2));
      });
    }
  }
}

TEST_CASE("arbitrary numbers agree with the reference within rounding") {
  for (const Shape kernel : kKernels) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const Shape output{37, 151};
    const Grid x = NormalGrid(InputFor(output, kernel), 21);
    const Grid k = NormalGrid(kernel, 22);
    Grid expected(output);
    CorrelateReference(x, k, 0.5F, expected);
    Grid magnitude(output);
    CorrelateReference(Absolute(x), Absolute(k), 0.5F, magnitude);
    ForEveryTarget([&] {
      const Grid y = Correlated(x, k, 0.5F);
      CHECK(WorstExcess(y, expected, magnitude, SumTolerance(kernel.count())) <= 0);
    });
  }
}

TEST_CASE("an element's bits do not depend on where its window lies or how large the grid is") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 5}, Shape{7, 7}, Shape{9, 4}}) {
    CAPTURE(kernel.height);
    const Grid x = NormalGrid({60, 180}, 1);
    const Grid k = NormalGrid(kernel, 2);
    ForEveryTarget([&] {
      const Grid all = Correlated(x, k, 0.25F);
      for (const CellRect part : {CellRect{0, 0, 1, 1}, CellRect{3, 5, 2, 3}, CellRect{7, 1, 5, 19},
                                  CellRect{20, 33, 11, 70}}) {
        const GridView cut = GridView(x).Sub(
            {part.row, part.col, part.height + kernel.height - 1, part.width + kernel.width - 1});
        REQUIRE(Correlated(cut, k, 0.25F) == Grid(GridView(all).Sub(part)));
      }
    });
  }
}

TEST_CASE("an output larger than the cache is written whole") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}}) {
    const Grid x = SmallIntegers({701, 1903}, 4);
    const Grid k = SmallIntegers(kernel, 5);
    Grid expected(ValidOutputShape(x.shape(), kernel));
    CorrelateReference(x, k, 1, expected);
    ForEveryTarget([&] { CHECK(Correlated(x, k, 1) == expected); });
  }
}

TEST_CASE("NaN and infinity reach exactly the outputs whose window holds them") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 5}, Shape{7, 7}, Shape{4, 9}}) {
    Grid x(40, 75, 1.0F);
    x.at(12, 30) = nan;
    x.at(30, 60) = infinity;
    const Grid k(kernel, 1.0F);
    ForEveryTarget([&] {
      const Grid y = Correlated(x, k, 0);
      int wrong = 0;
      for (int r = 0; r < y.height(); ++r) {
        for (int c = 0; c < y.width(); ++c) {
          const CellRect window = WindowOf({r, c}, kernel);
          const float value = y.at(r, c);
          const bool right = window.Contains({12, 30})   ? std::isnan(value)
                             : window.Contains({30, 60}) ? value == infinity
                                                         : std::isfinite(value);
          wrong += right ? 0 : 1;
        }
      }
      CHECK(wrong == 0);
    });
  }
}

TEST_CASE("multiply-adds are outputs times kernel cells") {
  CHECK(MultiplyAdds({1080, 1920}, {3, 3}) == int64_t{1078} * 1918 * 9);
  CHECK(MultiplyAdds({2, 2}, {3, 3}) == 0);
}
