#include "core/correlate/low_rank.h"

#include <algorithm>
#include <cmath>

#include "awkward.h"
#include "core/correlate/correlate.h"
#include "core/kernel/kernel_presets.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

Grid Product(const LowRankKernel& k) {
  Grid sum(k.shape());
  for (int a = 0; a < sum.height(); ++a) {
    for (int b = 0; b < sum.width(); ++b) {
      for (int r = 0; r < k.rank; ++r) sum.at(a, b) += k.columns.at(r, a) * k.rows.at(r, b);
    }
  }
  return sum;
}

/// A kernel of `rank` random products.
Grid RandomKernel(Shape shape, int rank) {
  LowRankKernel k{rank, NormalGrid({rank, shape.height}, 5), NormalGrid({rank, shape.width}, 6)};
  return Product(k);
}

}  // namespace

TEST_CASE("textbook kernels come apart without any rounding") {
  for (const char* id : {"box3", "gaussian3", "gaussian5", "sobel_left", "sobel_top", "prewitt_x",
                         "edge_vertical", "edge_horizontal", "second_derivative", "identity"}) {
    CAPTURE(id);
    const Grid kernel = FindKernelPreset(id)->Kernel();
    const LowRankKernel factored = FactorKernel(kernel);
    CHECK(factored.rank == 1);
    CHECK(Product(factored) == kernel);
  }
  CHECK(FactorKernel(FindKernelPreset("laplacian4")->Kernel()).rank == 2);
  CHECK(FactorKernel(FindKernelPreset("scharr_x")->Kernel()).rank == 1);
}

TEST_CASE("the rank of a sum of products is found again, up to the full rank") {
  for (const Shape shape : {Shape{7, 7}, Shape{11, 5}, Shape{4, 31}, Shape{31, 31}}) {
    for (const int rank : {1, 2, 3, 4}) {
      CAPTURE(shape.height);
      CAPTURE(rank);
      const Grid kernel = RandomKernel(shape, rank);
      const LowRankKernel factored = FactorKernel(kernel);
      CHECK(factored.rank == rank);
      CHECK(NumericalRank(SingularValues(kernel)) == factored.rank);
      CHECK(WorstExcess(Product(factored), kernel, Grid(shape, 30.0F), 1e-6) <= 0);
    }
  }
  const Grid full = NormalGrid({6, 9}, 1);
  CHECK(FactorKernel(full).rank == 6);
  CHECK(WorstExcess(Product(FactorKernel(full)), full, Grid(6, 9, 3.0F), 1e-6) <= 0);
}

TEST_CASE("kernels with nothing in them or nothing finite have rank 0") {
  CHECK(FactorKernel(Grid(3, 3)).rank == 0);
  CHECK(FactorKernel(Grid{{1, std::numeric_limits<float>::quiet_NaN()}}).rank == 0);
  CHECK(FactorKernel(Grid{{std::numeric_limits<float>::infinity()}}).rank == 0);
  CHECK(FactorKernel(Grid()).rank == 0);
}

TEST_CASE("passes equal the direct correlation exactly on small integers, inside a frame") {
  for (const Shape kernel : {Shape{1, 2}, Shape{3, 3}, Shape{5, 4}, Shape{15, 15}, Shape{31, 31}}) {
    // A product of a column of ones and twos with a row of such.
    Grid k(kernel);
    for (int a = 0; a < kernel.height; ++a) {
      for (int b = 0; b < kernel.width; ++b) {
        k.at(a, b) = static_cast<float>((1 + a % 2) * (1 + b % 3 % 2));
      }
    }
    const LowRankKernel factored = FactorKernel(k);
    REQUIRE(factored.rank == 1);
    for (const Shape output : {Shape{1, 1}, Shape{5, 17}, Shape{40, 33}, Shape{300, 129}}) {
      CAPTURE(kernel.height);
      CAPTURE(output.height);
      const Grid x =
          SmallIntegers({output.height + kernel.height - 1, output.width + kernel.width - 1}, 3);
      Grid expected(output);
      CorrelateByLoops(x, k, 2, expected);
      ForEveryTarget([&] {
        Framed framed_x(x, 1);
        Framed y(output);
        CorrelateInPasses(framed_x.view(), factored, 2, y.view());
        CHECK(Grid(y.view()) == expected);
        CHECK(y.FrameIntact());
      });
    }
  }
}

TEST_CASE("passes of any rank agree with the plain loops within rounding") {
  for (const int rank : {1, 2, 3}) {
    for (const Shape kernel : {Shape{7, 7}, Shape{15, 11}, Shape{31, 31}}) {
      CAPTURE(rank);
      CAPTURE(kernel.height);
      const Shape output{270, 95};
      const Grid k = RandomKernel(kernel, rank);
      const Grid x =
          NormalGrid({output.height + kernel.height - 1, output.width + kernel.width - 1}, 8);
      Grid expected(output);
      CorrelateByLoops(x, k, 0.5F, expected);
      Grid magnitude(output);
      CorrelateByLoops(Absolute(x), Absolute(k), 0.5F, magnitude);
      const LowRankKernel factored = FactorKernel(k);
      ForEveryTarget([&] {
        Grid y(output);
        CorrelateInPasses(x, factored, 0.5F, y);
        CHECK(WorstExcess(y, expected, magnitude, SumTolerance(kernel.count())) <= 0);
      });
    }
  }
}

TEST_CASE("singular values are those of the matrix, falling") {
  // [[3, 0], [4, 5]]: KᵀK = [[25, 20], [20, 25]] has the eigenvalues 45 and 5.
  const std::vector<double> values = SingularValues(Grid{{3, 0}, {4, 5}});
  REQUIRE(values.size() == 2);
  CHECK(values[0] == doctest::Approx(std::sqrt(45.0)));
  CHECK(values[1] == doctest::Approx(std::sqrt(5.0)));
  CHECK(SingularValues(Grid()).empty());
  CHECK(SingularValues(Grid{{1, std::numeric_limits<float>::infinity()}}).empty());
  CHECK(NumericalRank({}) == 0);
  CHECK(NumericalRank({0, 0}) == 0);
  CHECK(NumericalRank({1, 1e-3, 1e-9}) == 2);
}

TEST_CASE("a row of every product has a largest magnitude of 1") {
  for (const int rank : {1, 2, 3}) {
    const LowRankKernel factored = FactorKernel(RandomKernel({9, 7}, rank));
    for (int r = 0; r < factored.rank; ++r) {
      float largest = 0;
      for (int b = 0; b < 7; ++b) largest = std::max(largest, std::abs(factored.rows.at(r, b)));
      CHECK(largest == 1);
    }
  }
}

TEST_CASE("bands of rows computed one by one equal the whole to the bit") {
  for (const int rank : {1, 2, 3}) {
    const LowRankKernel factored = FactorKernel(RandomKernel({9, 6}, rank));
    const Grid x = NormalGrid({120, 205}, 8);
    ForEveryTarget([&] {
      Grid whole(112, 200);
      CorrelateInPasses(x, factored, 0.25F, whole);
      Grid bands(112, 200);
      for (int first = 0, rows = 1; first < 112;
           first += rows, rows = std::min(rows * 2 + 1, 112 - first)) {
        CorrelateInPasses(x.view().Sub({first, 0, rows + 8, 205}), factored, 0.25F,
                          bands.view().Sub({first, 0, rows, 200}));
      }
      CHECK(bands == whole);
      // A part of the columns, too, however narrow.
      for (const int width : {1, 7, 19, 64}) {
        Grid part(112, width);
        CorrelateInPasses(x.view().Sub({0, 3, 120, width + 5}), factored, 0.25F, part);
        CHECK(part == Grid(whole.view().Sub({0, 3, 112, width})));
      }
    });
  }
}

TEST_CASE("outputs wider than a strip and larger than the cache are whole") {
  const LowRankKernel factored = FactorKernel(Grid(7, 5, 1.0F));
  const Grid x = SmallIntegers({146, 4100}, 3);
  Grid expected(140, 4096);
  CorrelateByLoops(x, Grid(7, 5, 1.0F), 1, expected);
  ForEveryTarget([&] {
    Grid y(140, 4096);
    CorrelateInPasses(x, factored, 1, y);
    CHECK(y == expected);
  });
}
