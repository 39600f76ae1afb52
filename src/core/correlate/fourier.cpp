#include "core/correlate/fourier.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numbers>

#include "core/correlate/correlate.h"
#include "core/correlate/simd/fourier_routines.h"

namespace convlens {
namespace {

constexpr int kLeastSide = 16;  // of a transform: as many as a vector has lanes
constexpr int kMostSide = 1024;

/// The factors of a transform of n values, as fourier_routines.h lays them out.
std::vector<float> FactorsOf(int n) {
  std::vector<float> factors;
  for (int k = n; k > 4; k /= 4) {
    for (int p = 0; p < k / 4; ++p) {
      for (int j = 1; j < 4; ++j) {
        const double angle = -2 * std::numbers::pi * p * j / k;
        factors.push_back(static_cast<float>(std::cos(angle)));
        factors.push_back(static_cast<float>(std::sin(angle)));
      }
    }
  }
  return factors;
}

/// Integers that float32 counts one by one: sums of a few are exact.
bool IsInteger(float value) {
  constexpr float kMost = 1 << 24;
  return std::abs(value) < kMost && std::nearbyint(value) == value;
}

bool AllIntegers(GridView x) {
  for (int r = 0; r < x.height; ++r) {
    if (!std::all_of(x.row(r), x.row(r) + x.width, IsInteger)) return false;
  }
  return true;
}

bool AllZero(GridView x) {
  for (int r = 0; r < x.height; ++r) {
    if (!std::all_of(x.row(r), x.row(r) + x.width, [](float v) { return v == 0; })) return false;
  }
  return true;
}

float LargestMagnitude(GridView k) {
  float largest = 0;
  for (int a = 0; a < k.height; ++a) {
    for (int b = 0; b < k.width; ++b) {
      if (!(std::abs(k.at(a, b)) <= largest)) largest = std::abs(k.at(a, b));  // NaN stays
      if (std::isnan(largest)) return largest;
    }
  }
  return largest;
}

/// `rect` as far as it lies in a grid of that shape, which it may leave at the bottom and right.
GridView Inside(GridView x, CellRect rect) {
  const CellRect inside = Intersection(rect, WholeOf(x.shape()));
  return inside.empty() ? GridView{} : x.Sub(inside);
}

/// What is common to the units of one correlation.
struct Task {
  GridView x;
  GridView k;
  const FourierKernel& prepared;
  float bias;
  CellRect region;
  MutableGridView y;

  /// Exact sums that are not to become inexact. Of zeros the transform is exact, too.
  bool WantsDirect(GridView seen) const {
    return prepared.integers && AllIntegers(seen) && !AllZero(seen);
  }

  /// The unit whose first element is `at`.
  void Compute(Cell at, MutableGridView scratch) const {
    const FourierTiling& tiling = prepared.tiling;
    const Shape unit = tiling.unit();
    const Shape tile = tiling.tile();
    const Shape transform = tiling.transform;
    const CellRect wanted = Intersection(region, {at.row, at.col, unit.height, unit.width});
    const MutableGridView to =
        y.Sub({wanted.row - region.row, wanted.col - region.col, wanted.height, wanted.width});
    const GridView seen =
        Inside(x, {at.row, at.col, transform.height, transform.width + tile.width});
    if (!WantsDirect(seen)) {
      const FourierUnit task{
          Inside(x, {at.row, at.col, transform.height, transform.width}),
          Inside(x, {at.row, at.col + tile.width, transform.height, transform.width}),
          {wanted.row - at.row, wanted.col - at.col, wanted.height, wanted.width},
          to};
      if (ComputeFourierUnit(task, prepared, bias, scratch)) return;
    }
    Correlate(
        x.Sub({wanted.row, wanted.col, wanted.height + k.height - 1, wanted.width + k.width - 1}),
        k, bias, to);
  }
};

/// Transforms along one side that cover `outputs` elements.
int TilesAlong(int outputs, int tile) { return (outputs + tile - 1) / tile; }

/// The shapes of transform that are worth a try along a side: up to the first that holds all.
std::vector<int> Sides(int outputs, int kernel) {
  std::vector<int> sides;
  for (int side = kLeastSide; side <= kMostSide; side *= 2) {
    if (side < kernel) continue;
    sides.push_back(side);
    if (side >= outputs + kernel - 1) break;
  }
  return sides;
}

}  // namespace

double FourierCost(const FourierTiling& tiling, Shape output) {
  // Measured at 1080×1920 against the direct kernels.
  constexpr double kStage = 12;  // a value in one stage of radix 2
  constexpr double kBeyondCache = 1.25;
  constexpr double kCached = 1 << 17;  // values: 1 MiB
  const Shape unit = tiling.unit();
  const double values = static_cast<double>(tiling.transform.count());
  const double units = static_cast<double>(TilesAlong(output.height, unit.height)) *
                       TilesAlong(output.width, unit.width);
  const double stages = std::log2(values) * (values > kCached ? kBeyondCache : 1);
  return kStage * stages * values * units / static_cast<double>(output.count());
}

FourierTiling BestFourierTiling(Shape output, Shape kernel) {
  FourierTiling best;
  double least = 0;
  for (const int height : Sides(output.height, kernel.height)) {
    for (const int width : Sides(output.width, kernel.width)) {
      const FourierTiling tiling{kernel, {height, width}};
      const double cost = FourierCost(tiling, output);
      if (best.transform.empty() || cost < least) {
        best = tiling;
        least = cost;
      }
    }
  }
  return best;
}

CellRect WholeUnits(CellRect rect, Shape unit, Shape output) {
  if (rect.empty()) return rect;
  const int top = rect.row / unit.height * unit.height;
  const int left = rect.col / unit.width * unit.width;
  const int bottom = TilesAlong(rect.row + rect.height, unit.height) * unit.height;
  const int right = TilesAlong(rect.col + rect.width, unit.width) * unit.width;
  return Intersection({top, left, bottom - top, right - left}, WholeOf(output));
}

bool HasSpectrum(GridView k) {
  const float largest = LargestMagnitude(k);
  return largest >= 0x1p-80F && largest <= 0x1p+80F;
}

FourierKernel PrepareFourier(GridView k, const FourierTiling& tiling) {
  FourierKernel made;
  assert(HasSpectrum(k));
  const Shape transform = tiling.transform;
  made.tiling = tiling;
  made.integers = AllIntegers(k);
  made.real = Grid::Unfilled({transform.width, transform.height});
  made.imaginary = Grid::Unfilled({transform.width, transform.height});
  made.row_factors = FactorsOf(transform.height);
  made.col_factors = FactorsOf(transform.width);
  Grid scratch = Grid::Unfilled(FourierScratchShape(transform));
  TransformFourierKernel(k, 1 / static_cast<float>(transform.count()), made, scratch);
  return made;
}

void CorrelateByFourier(GridView x, GridView k, const FourierKernel& prepared, float bias,
                        CellRect region, MutableGridView y, Threads threads) {
  assert(y.shape() == region.shape());
  if (region.empty()) return;
  const FourierTiling& tiling = prepared.tiling;
  const Shape unit = tiling.unit();
  const CellRect whole = WholeUnits(region, unit, ValidOutputShape(x.shape(), k.shape()));
  const int down = TilesAlong(whole.height, unit.height);
  const int across = TilesAlong(whole.width, unit.width);
  const Task task{x, k, prepared, bias, region, y};
  std::atomic<int> next{0};
  ForEachPart(std::min(threads.count, down * across), threads, [&](int) {
    Grid scratch = Grid::Unfilled(FourierScratchShape(tiling.transform));
    for (int i = next++; i < down * across; i = next++) {
      task.Compute({whole.row + i / across * unit.height, whole.col + i % across * unit.width},
                   scratch);
    }
  });
}

}  // namespace convlens
