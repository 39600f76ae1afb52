#include "core/correlate/simd/gradient_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/gradient_sums.cpp"
#include <hwy/foreach_target.h>
//
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

// Half a vector of float32 becomes a whole one of double, in which everything is summed.
using Doubles = hn::ScalableTag<double>;
using Floats = hn::Rebind<float, Doubles>;
using Cells = hn::Vec<Floats>;
#if HWY_TARGET == HWY_WASM
// Highway 1.0.3 has no arithmetic of doubles for WebAssembly.
struct Sum {
  v128_t raw;
};
HWY_INLINE Sum NoSum() { return {wasm_f64x2_splat(0)}; }
HWY_INLINE Sum Wide(Cells v) { return {wasm_f64x2_promote_low_f32x4(v.raw)}; }
HWY_INLINE Sum Plus(Sum a, Sum b) { return {wasm_f64x2_add(a.raw, b.raw)}; }
HWY_INLINE Sum PlusSquare(Sum a, Sum sum) { return Plus({wasm_f64x2_mul(a.raw, a.raw)}, sum); }
HWY_INLINE double SumOfLanes(Sum a) {
  return wasm_f64x2_extract_lane(a.raw, 0) + wasm_f64x2_extract_lane(a.raw, 1);
}
#else
using Sum = hn::Vec<Doubles>;
HWY_INLINE Sum NoSum() { return hn::Zero(Doubles()); }
HWY_INLINE Sum Wide(Cells v) { return hn::PromoteTo(Doubles(), v); }
HWY_INLINE Sum Plus(Sum a, Sum b) { return hn::Add(a, b); }
HWY_INLINE Sum PlusSquare(Sum a, Sum sum) { return hn::MulAdd(a, a, sum); }
HWY_INLINE double SumOfLanes(Sum a) { return SumByHalves(Doubles(), a); }
#endif

constexpr int kStep = hn::MaxLanes(Doubles());
constexpr int kWays = 4;  // sums side by side: one addition does not wait for the last

/// As many cells as fit, or the first of them; the others load as 0 and are not stored.
struct AllCells {
  static HWY_INLINE Cells Load(const float* p) { return hn::LoadU(Floats(), p); }
  static HWY_INLINE void Store(Cells v, float* p) { hn::StoreU(v, Floats(), p); }
};
struct FirstCells {
  hn::Mask<Floats> mask;
  explicit HWY_INLINE FirstCells(int count)
      : mask(hn::FirstN(Floats(), static_cast<size_t>(count))) {}
  HWY_INLINE Cells Load(const float* p) const { return hn::MaskedLoad(mask, Floats(), p); }
  HWY_INLINE void Store(Cells v, float* p) const { hn::BlendedStore(v, mask, Floats(), p); }
};

/// The sum of a grid's cells.
struct CellSums {
  Sum ways[kWays];
  double rest = 0;

  HWY_INLINE CellSums() {
    CONVLENS_UNROLL
    for (int w = 0; w < kWays; ++w) ways[w] = NoSum();
  }
  HWY_INLINE void Add(int way, Cells v) { ways[way] = Plus(ways[way], Wide(v)); }
  HWY_INLINE double Total() const {
    return rest + SumOfLanes(Plus(Plus(ways[0], ways[1]), Plus(ways[2], ways[3])));
  }
};

struct CellRow {
  const float* cells;
  CellSums& sums;

  template <class Some>
  HWY_INLINE void Add(const Some& some, int j, int way) const {
    sums.Add(way, some.Load(cells + j));
  }
  HWY_INLINE void AddOne(int j) const { sums.rest += double{cells[j]}; }
};

struct DifferenceRow {
  const float* a;
  const float* b;
  float* difference;
  CellSums& sums;
  CellSums& squares;

  template <class Some>
  HWY_INLINE void Add(const Some& some, int j, int way) const {
    const Cells d = hn::Sub(some.Load(a + j), some.Load(b + j));
    some.Store(d, difference + j);
    sums.Add(way, d);
    squares.ways[way] = PlusSquare(Wide(d), squares.ways[way]);
  }
  HWY_INLINE void AddOne(int j) const {
    const float d = a[j] - b[j];
    difference[j] = d;
    sums.rest += double{d};
    squares.rest += double{d} * double{d};
  }
};

/// Adds the cells [0, width) of a row, each once.
template <class Row>
HWY_INLINE void AddRow(const Row& row, int width) {
  constexpr int kBlock = kWays * kStep;
  int j = 0;
  for (; j + kBlock <= width; j += kBlock) {
    CONVLENS_UNROLL
    for (int w = 0; w < kWays; ++w) row.Add(AllCells(), j + w * kStep, w);
  }
  for (; j + kStep <= width; j += kStep) row.Add(AllCells(), j, 0);  // constant: in a register
  if constexpr (kSafeMasks) {
    if (j < width) row.Add(FirstCells(width - j), j, kWays - 1);
  } else {
    for (; j < width; ++j) row.AddOne(j);
  }
}

}  // namespace

double SumOfCellsHere(const GridView& g) {
  CellSums sums;
  for (int i = 0; i < g.height; ++i) AddRow(CellRow{g.row(i), sums}, g.width);
  return sums.Total();
}

DifferenceSums SumDifferencesHere(const GridView& a, const GridView& b,
                                  const MutableGridView& difference) {
  CellSums sums;
  CellSums squares;
  for (int i = 0; i < a.height; ++i) {
    AddRow(DifferenceRow{a.row(i), b.row(i), difference.row(i), sums, squares}, a.width);
  }
  return {squares.Total(), sums.Total()};
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(SumOfCellsHere);
HWY_EXPORT(SumDifferencesHere);

double SumOfCells(const GridView& g) { return HWY_DYNAMIC_DISPATCH(SumOfCellsHere)(g); }

DifferenceSums SumDifferences(const GridView& a, const GridView& b,
                              const MutableGridView& difference) {
  return HWY_DYNAMIC_DISPATCH(SumDifferencesHere)(a, b, difference);
}

}  // namespace convlens
#endif
