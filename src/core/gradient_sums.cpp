#include "core/gradient_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/gradient_sums.cpp"
#include <hwy/foreach_target.h>
//
#include "core/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

// Half a vector of float32 becomes a whole one of double, in which everything is summed.
using Doubles = hn::ScalableTag<double>;
using Floats = hn::Rebind<float, Doubles>;
using Sum = hn::Vec<Doubles>;

constexpr int kStep = hn::MaxLanes(Doubles());
constexpr int kWays = 4;  // sums side by side: one addition does not wait for the last

struct Cells {
  const float* cells;

  HWY_INLINE void Add(int j, Sum& sum) const {
    sum = hn::Add(sum, hn::PromoteTo(Doubles(), hn::LoadU(Floats(), cells + j)));
  }
  HWY_INLINE double One(int j) const { return double{cells[j]}; }
};

struct SquaredDifferences {
  const float* a;
  const float* b;
  float* difference;

  HWY_INLINE void Add(int j, Sum& sum) const {
    const auto d = hn::Sub(hn::LoadU(Floats(), a + j), hn::LoadU(Floats(), b + j));
    hn::StoreU(d, Floats(), difference + j);
    const Sum wide = hn::PromoteTo(Doubles(), d);
    sum = hn::MulAdd(wide, wide, sum);
  }
  HWY_INLINE double One(int j) const {
    const float d = a[j] - b[j];
    difference[j] = d;
    return double{d} * double{d};
  }
};

/// Adds `term` of the cells [0, width) of a row, each once, to `sums`; returns what is left over.
template <class Term>
HWY_INLINE double AddRow(const Term& term, int width, Sum (&sums)[kWays]) {
  constexpr int kBlock = kWays * kStep;
  int j = 0;
  for (; j + kBlock <= width; j += kBlock) {
    CONVLENS_UNROLL
    for (int w = 0; w < kWays; ++w) term.Add(j + w * kStep, sums[w]);
  }
  for (; j + kStep <= width; j += kStep) term.Add(j, sums[0]);
  double rest = 0;
  for (; j < width; ++j) rest += term.One(j);
  return rest;
}

/// The sum over rows [0, height) of `row(i)`'s terms.
template <class Row>
HWY_INLINE double SumOfRows(const Row& row, Shape shape) {
  Sum sums[kWays];
  CONVLENS_UNROLL
  for (int w = 0; w < kWays; ++w) sums[w] = hn::Zero(Doubles());
  double total = 0;
  for (int i = 0; i < shape.height; ++i) total += AddRow(row.Row(i), shape.width, sums);
  const Sum sum = hn::Add(hn::Add(sums[0], sums[1]), hn::Add(sums[2], sums[3]));
  return total + hn::GetLane(hn::SumOfLanes(Doubles(), sum));
}

struct GridCells {
  GridView g;
  HWY_INLINE Cells Row(int i) const { return {g.row(i)}; }
};

struct GridDifferences {
  GridView a;
  GridView b;
  MutableGridView difference;
  HWY_INLINE SquaredDifferences Row(int i) const { return {a.row(i), b.row(i), difference.row(i)}; }
};

}  // namespace

double SumOfCellsHere(GridView g) { return SumOfRows(GridCells{g}, g.shape()); }

double SumOfSquaredDifferencesHere(GridView a, GridView b, MutableGridView difference) {
  return SumOfRows(GridDifferences{a, b, difference}, a.shape());
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(SumOfCellsHere);
HWY_EXPORT(SumOfSquaredDifferencesHere);

double SumOfCells(GridView g) { return HWY_DYNAMIC_DISPATCH(SumOfCellsHere)(g); }

double SumOfSquaredDifferences(GridView a, GridView b, MutableGridView difference) {
  return HWY_DYNAMIC_DISPATCH(SumOfSquaredDifferencesHere)(a, b, difference);
}

}  // namespace convlens
#endif
