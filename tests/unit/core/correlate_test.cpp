#include "core/correlate/correlate.h"

#include "awkward.h"
#include "core/correlate/kernel_algebra.h"

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
      CorrelateByLoops(one.x, one.k, 3, one.expected);
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

/// Small and large ones alike, anywhere.
CellRect RandomRect(Random& random, Shape shape) {
  const auto below = [&random](int limit) {
    return static_cast<int>(random.Next() % static_cast<uint64_t>(limit));
  };
  const int row = below(shape.height);
  const int col = below(shape.width);
  return {row, col, 1 + below(shape.height - row), 1 + below(shape.width - col)};
}

/// The input that the outputs `part` are computed from.
GridView InputOf(GridView x, CellRect part, Shape kernel) {
  return x.Sub(
      {part.row, part.col, part.height + kernel.height - 1, part.width + kernel.width - 1});
}

/// Whether `patched` has the bits of `all` inside `part`, and -1 elsewhere.
bool SameInside(const Grid& patched, const Grid& all, CellRect part) {
  Grid expected(all.shape(), -1.0F);
  CopyGrid(GridView(all).Sub(part), expected.view().Sub(part));
  return patched == expected;
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
    CHECK(Correlated(kernel_algebra::Transpose(x), k, 0) ==
          ToGrid(oracles::EdgesOfTransposedInput()));
    CHECK(Correlated(x, kernel_algebra::Transpose(k), 0) ==
          ToGrid(oracles::EdgesByTransposedKernel()));
    CHECK(Correlated(diagonal, k, 0) == ToGrid(oracles::DiagonalOutput()));
    CHECK(Correlated(kernel_algebra::Transpose(diagonal), k, 0) ==
          ToGrid(oracles::DiagonalOutputOfTransposedInput()));
    CHECK(Correlated(diagonal, kernel_algebra::Transpose(k), 0) ==
          ToGrid(oracles::DiagonalOutputByTransposedKernel()));
  });
}

TEST_CASE("every target equals the plain loops on small integers, whatever the sizes") {
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
      ConvolveByLoops(x, k, -2, expected);
      REQUIRE(Correlated(x, kernel_algebra::FlipBoth(k), -2) == expected);
      ForEveryTarget([&] {
        Grid y(6, width);
        CorrelateBy(Operation::kConvolution, x, k, -2, y);
        REQUIRE(y == expected);
        CorrelateBy(Operation::kCorrelation, x, k, -2, y);
        REQUIRE(y == Correlated(x, k, -2));
      });
    }
  }
}

TEST_CASE("arbitrary numbers agree with the plain loops within rounding") {
  for (const Shape kernel : kKernels) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const Shape output{37, 151};
    const Grid x = NormalGrid(InputFor(output, kernel), 21);
    const Grid k = NormalGrid(kernel, 22);
    Grid expected(output);
    CorrelateByLoops(x, k, 0.5F, expected);
    Grid magnitude(output);
    CorrelateByLoops(Absolute(x), Absolute(k), 0.5F, magnitude);
    ForEveryTarget([&] {
      const Grid y = Correlated(x, k, 0.5F);
      CHECK(WorstExcess(y, expected, magnitude, SumTolerance(kernel.count())) <= 0);
    });
  }
}

TEST_CASE("any rectangle evaluated alone has the bits that it has in the whole") {
  for (const Shape kernel : kKernels) {
    CAPTURE(kernel.height);
    CAPTURE(kernel.width);
    const Grid x = NormalGrid({71, 187}, 1);
    const Grid k = NormalGrid(kernel, 2);
    ForEveryTarget([&] {
      const Grid all = Correlated(x, k, 0.25F);
      Random random(7);
      for (int i = 0; i < 40; ++i) {
        const CellRect part = RandomRect(random, all.shape());
        CAPTURE(part.row);
        CAPTURE(part.col);
        CAPTURE(part.height);
        CAPTURE(part.width);
        Grid patched(all.shape(), -1.0F);
        Correlate(InputOf(x, part, kernel), k, 0.25F, patched.view().Sub(part));
        REQUIRE(SameInside(patched, all, part));
        REQUIRE(Correlated(InputOf(x, part, kernel), k, 0.25F) == Grid(GridView(all).Sub(part)));
      }
    });
  }
}

TEST_CASE("rectangles of an output that goes past the cache have the bits of the whole, too") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 5}, Shape{7, 7}}) {
    CAPTURE(kernel.height);
    const Grid x = NormalGrid({607, 1003}, 1);
    const Grid k = NormalGrid(kernel, 2);
    ForEveryTarget([&] {
      Grid all(ValidOutputShape(x.shape(), kernel));
      Convolve(x, k, -1, all);
      Random random(8);
      for (int i = 0; i < 12; ++i) {
        const CellRect part = RandomRect(random, all.shape());
        Grid patched(all);
        Convolve(InputOf(x, part, kernel), k, -1, patched.view().Sub(part));
        REQUIRE(patched == all);
      }
    });
  }
}

TEST_CASE("an output larger than the cache is written whole") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}}) {
    const Grid x = SmallIntegers({701, 1903}, 4);
    const Grid k = SmallIntegers(kernel, 5);
    Grid expected(ValidOutputShape(x.shape(), kernel));
    CorrelateByLoops(x, k, 1, expected);
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
