#include "core/correlate/fourier.h"

#include <algorithm>

#include "awkward.h"
#include "core/correlate/correlate.h"

using namespace convlens;
using namespace convlens::awkward;

namespace {

Shape InputOf(Shape output, Shape kernel) {
  return {output.height + kernel.height - 1, output.width + kernel.width - 1};
}

FourierKernel Prepared(const Grid& k, Shape transform) {
  return PrepareFourier(k, {k.shape(), transform});
}

/// All of an output, by tiles of the transform's shape.
Grid ByFourier(GridView x, const Grid& k, Shape transform, float bias = 0) {
  Grid y(ValidOutputShape(x.shape(), k.shape()));
  CorrelateByFourier(x, k, Prepared(k, transform), bias, WholeOf(y.shape()), y);
  return y;
}

/// The largest difference from the plain loops, in the largest magnitude of it.
double Error(const Grid& y, GridView x, const Grid& k, float bias = 0) {
  Grid expected(y.shape());
  CorrelateByLoops(x, k, bias, expected);
  double largest = 0;
  double worst = 0;
  for (int r = 0; r < y.height(); ++r) {
    for (int c = 0; c < y.width(); ++c) {
      largest = std::max(largest, std::abs(double{expected.at(r, c)}));
      const double difference = std::abs(double{y.at(r, c)} - expected.at(r, c));
      if (!(difference <= worst)) worst = difference;
    }
  }
  return worst / largest;
}

constexpr double kTolerance = 5e-6;

}  // namespace

TEST_CASE("tiles of any shape give the plain loops' sums on every target, and stay inside") {
  struct Case {
    Shape kernel;
    Shape transform;
  };
  constexpr Case kCases[] = {{{1, 1}, {16, 16}},   {{3, 3}, {16, 32}},   {{2, 4}, {32, 16}},
                             {{15, 15}, {16, 64}}, {{16, 16}, {16, 16}}, {{31, 17}, {64, 32}},
                             {{30, 32}, {128, 64}}};
  constexpr Shape kOutputs[] = {{1, 1}, {3, 15}, {17, 16}, {2, 33}, {31, 5}, {47, 131}};
  ForEveryTarget([&] {
    for (const Case& tiles : kCases) {
      const Shape kernel = tiles.kernel;
      const Shape transform = tiles.transform;
      const Grid k = NormalGrid(kernel, 1);
      const FourierKernel prepared = Prepared(k, transform);
      for (const Shape output : kOutputs) {
        CAPTURE(kernel.height);
        CAPTURE(transform.width);
        CAPTURE(output.width);
        const Grid x = NormalGrid(InputOf(output, kernel), 2);
        Framed in(x);
        Framed framed_kernel(k);
        Framed out(output);
        CorrelateByFourier(in.view(), framed_kernel.view(), prepared, 0.25F, WholeOf(output),
                           out.view());
        CHECK(Error(Grid(out.view()), x, k, 0.25F) < kTolerance);
        CHECK(out.FrameIntact());
        CHECK(in.FrameIntact());
      }
    }
  });
}

TEST_CASE("the largest kernels, and long ones, by the tiling that is the cheapest") {
  struct Case {
    Shape kernel;
    Shape output;
  };
  constexpr Case kCases[] = {{{255, 255}, {9, 21}},
                             {{254, 128}, {19, 40}},
                             {{1, 255}, {40, 300}},
                             {{255, 1}, {300, 40}},
                             {{63, 63}, {70, 65}}};
  ForEveryTarget([&] {
    for (const Case& large : kCases) {
      const Shape kernel = large.kernel;
      const Shape output = large.output;
      CAPTURE(kernel.height);
      const Grid k = NormalGrid(kernel, 3);
      const Grid x = NormalGrid(InputOf(output, kernel), 4);
      const FourierTiling tiling = BestFourierTiling(output, kernel);
      CHECK(Error(ByFourier(x, k, tiling.transform), x, k) < kTolerance);
    }
  });
}

TEST_CASE("parts of whole units, parts of these, and any number of threads have the same bits") {
  const Grid k = NormalGrid({9, 6}, 5);
  const Grid x = NormalGrid({150, 200}, 6);
  ForEveryTarget([&] {
    const FourierKernel prepared = Prepared(k, {32, 16});
    const Shape unit = prepared.tiling.unit();
    CHECK(unit == Shape{24, 22});
    const Grid whole = ByFourier(x, k, {32, 16});
    const Shape output = whole.shape();
    for (const int threads : {1, 2, 3, 7}) {
      Grid y(output);
      CorrelateByFourier(x, k, prepared, 0, WholeOf(output), y, {threads});
      CHECK(y == whole);
    }
    for (const CellRect part : {CellRect{0, 0, 1, 1}, CellRect{30, 40, 7, 60},
                                CellRect{141, 194, 1, 1}, CellRect{23, 21, 2, 2}}) {
      const CellRect held = WholeUnits(part, unit, output);
      const GridView seen = x.view().Sub({held.row, held.col, held.height + 8, held.width + 5});
      Grid copy(seen);
      Framed in(copy);
      Grid y = whole;
      y.Fill(-1);
      const MutableGridView to = y.view().Sub(part);
      CorrelateByFourier(in.view(), k, prepared, 0,
                         {part.row - held.row, part.col - held.col, part.height, part.width}, to);
      CHECK(Grid(to) == Grid(GridView(whole).Sub(part)));
    }
  });
}

TEST_CASE("whole units around a rectangle, as far as there is an output") {
  constexpr Shape kUnit{24, 22};
  CHECK(WholeUnits({0, 0, 1, 1}, kUnit, {100, 100}) == CellRect{0, 0, 24, 22});
  CHECK(WholeUnits({23, 21, 2, 2}, kUnit, {100, 100}) == CellRect{0, 0, 48, 44});
  CHECK(WholeUnits({96, 99, 4, 1}, kUnit, {100, 100}) == CellRect{96, 88, 4, 12});
  CHECK(WholeUnits({24, 22, 24, 22}, kUnit, {100, 100}) == CellRect{24, 22, 24, 22});
  CHECK(WholeUnits({3, 3, 0, 0}, kUnit, {100, 100}).empty());
}

TEST_CASE("sums of integers stay exact, also beside others") {
  const Grid k = SmallIntegers({9, 6}, 7);
  Grid x = SmallIntegers({80, 100}, 8);
  ForEveryTarget([&] {
    Grid expected(72, 95);
    CorrelateByLoops(x, k, 1, expected);
    CHECK(ByFourier(x, k, {32, 16}, 1) == expected);
    // One unit of others: those that do not see it are exact still.
    Grid changed = x;
    changed.at(79, 99) = 0.3F;
    const Grid y = ByFourier(changed, k, {32, 16}, 1);
    CHECK(Error(y, changed, k, 1) < kTolerance);
    CHECK(Grid(GridView(y).Sub({0, 0, 72, 66})) == Grid(GridView(expected).Sub({0, 0, 72, 66})));
    // Of zeros, the transform itself is exact.
    const Grid zeros = ByFourier(Grid(80, 100), k, {32, 16}, 2);
    CHECK(zeros == Grid(72, 95, 2.0F));
  });
}

TEST_CASE("NaN, infinity and overflow come out as they do directly") {
  const float huge = std::numeric_limits<float>::max();
  const Grid k = NormalGrid({9, 6}, 9);
  for (const float value :
       {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(), huge}) {
    CAPTURE(value);
    Grid x = NormalGrid({80, 100}, 10);
    x.at(20, 30) = value;
    x.at(79, 99) = value;
    ForEveryTarget([&] {
      Grid direct(72, 95);
      Correlate(x, k, 0, direct);
      const Grid y = ByFourier(x, k, {32, 16});
      int different = 0;
      for (int r = 0; r < y.height(); ++r) {
        for (int c = 0; c < y.width(); ++c) {
          const float a = direct.at(r, c);
          const float b = y.at(r, c);
          const bool same = std::isfinite(a) ? std::abs(a - b) <= 1e-5F * (1 + std::abs(a))
                                             : a == b || (std::isnan(a) && std::isnan(b));
          different += same ? 0 : 1;
        }
      }
      CHECK(different == 0);
    });
  }
}

TEST_CASE("a kernel has a spectrum unless it is zero, not finite, or out of all proportion") {
  CHECK(HasSpectrum(Grid(3, 3, 1.0F)));
  CHECK(HasSpectrum(Grid(3, 3, -1e-20F)));
  CHECK(!HasSpectrum(Grid(3, 3)));
  CHECK(!HasSpectrum(Grid(3, 3, 1e-30F)));
  CHECK(!HasSpectrum(Grid(3, 3, 1e30F)));
  Grid k(3, 3, 1.0F);
  k.at(1, 1) = std::numeric_limits<float>::quiet_NaN();
  CHECK(!HasSpectrum(k));
  k.at(1, 1) = std::numeric_limits<float>::infinity();
  CHECK(!HasSpectrum(k));
}

TEST_CASE("time grows little with the kernel's size, in the model") {
  const auto cost = [](int side) {
    const Shape output{1080 - side + 1, 1920 - side + 1};
    return FourierCost(BestFourierTiling(output, {side, side}), output);
  };
  CHECK(cost(7) > 49);
  CHECK(cost(15) < 225);
  CHECK(cost(31) < 2 * cost(15));
  CHECK(cost(127) < 3 * cost(31));
}
