#include "layer/compute/simd/tap_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/pool_windows.cpp"
#include <hwy/foreach_target.h>
//
#include "layer/compute/simd/tap_places-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

struct Largest {
  static HWY_INLINE V First(V x) { return x; }
  static HWY_INLINE V Next(V so_far, V x) {
    return hn::IfThenElse(hn::Or(hn::Gt(x, so_far), hn::IsNaN(x)), x, so_far);
  }
};
struct Sum {
  static HWY_INLINE V First(V x) { return x; }
  static HWY_INLINE V Next(V so_far, V x) { return hn::Add(so_far, x); }
};

/// Several vectors of windows at once: their chains of operations run beside each other.
template <class Fold, int vectors>
HWY_INLINE void FoldWindows(const TapInputs& inputs, const Place* places, V (&folded)[vectors]) {
  const float* x = inputs.channels[0];
  CONVLENS_UNROLL
  for (int v = 0; v < vectors; ++v) {
    folded[v] = Fold::First(hn::LoadU(D(), x + inputs.taps[0] + places[v].in));
  }
  for (int t = 1; t < inputs.tap_count; ++t) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      folded[v] = Fold::Next(folded[v], hn::LoadU(D(), x + inputs.taps[t] + places[v].in));
    }
  }
}

/// Folds every window of the region and stores `finish(folded, place)`.
template <class Fold, class Finish>
HWY_INLINE void PoolRegion(const TapInputs& inputs, CellRect region, MutableGridView y,
                           const Finish& finish) {
  constexpr int kVectors = 4;
  Places places(inputs, region, y.pitch, 1);
  while (!places.Done()) {
    Place tile[kVectors];
    int count = 0;
    while (count < kVectors && !places.Done()) tile[count++] = places.Next();
    // What is missing to a whole tile is folded like its first vector and not stored.
    for (int v = count; v < kVectors; ++v) tile[v] = tile[0];
    V folded[kVectors];
    FoldWindows<Fold>(inputs, tile, folded);
    for (int v = 0; v < count; ++v) {
      StoreLanes(finish(folded[v], tile[v]), tile[v], 1, y.data);
    }
  }
}

/// The windows whose first element is at column 2 · col of the rows x and `below`.
template <class Fold>
HWY_INLINE V FoldFour(const float* x, const float* below, int col) {
#if HWY_TARGET == HWY_SCALAR
  const V a0 = hn::LoadU(D(), x + 2 * col);
  const V a1 = hn::LoadU(D(), x + 2 * col + 1);
  const V b0 = hn::LoadU(D(), below + 2 * col);
  const V b1 = hn::LoadU(D(), below + 2 * col + 1);
#else
  V a0, a1, b0, b1;
  hn::LoadInterleaved2(D(), x + 2 * col, a0, a1);
  hn::LoadInterleaved2(D(), below + 2 * col, b0, b1);
#endif
  return Fold::Next(Fold::Next(Fold::Next(Fold::First(a0), a1), b0), b1);
}

/// Windows of 2×2 that tile the input: read where it is, in pairs of vectors. The last vector of a
/// row overlaps the one before; a row of less than a vector is copied first.
template <class Fold, class Finish>
HWY_INLINE void PoolTiles(GridView x, MutableGridView y, const Finish& finish) {
  for (int r = 0; r < y.height; ++r) {
    const float* above = x.row(2 * r);
    const float* below = x.row(2 * r + 1);
    float* to = y.row(r);
    if (y.width < kLanes) {
      HWY_ALIGN float rows[2][2 * kLanes] = {};
      HWY_ALIGN float pooled[kLanes];
      for (int c = 0; c < 2 * y.width; ++c) {
        rows[0][c] = above[c];
        rows[1][c] = below[c];
      }
      hn::Store(finish(FoldFour<Fold>(rows[0], rows[1], 0)), D(), pooled);
      for (int c = 0; c < y.width; ++c) to[c] = pooled[c];
      continue;
    }
    for (int c = 0; c < y.width; c += kLanes) {
      const int at = HWY_MIN(c, y.width - kLanes);
      hn::StoreU(finish(FoldFour<Fold>(above, below, at)), D(), to + at);
    }
  }
}

}  // namespace

void PoolLargestTilesHere(GridView x, MutableGridView y) {
  PoolTiles<Largest>(x, y, [](V largest) HWY_ATTR { return largest; });
}

void PoolAverageTilesHere(GridView x, MutableGridView y) {
  PoolTiles<Sum>(x, y, [](V sum) HWY_ATTR { return hn::Div(sum, hn::Set(D(), 4.0F)); });
}

void PoolLargestHere(const TapInputs& inputs, CellRect region, MutableGridView y) {
  PoolRegion<Largest>(inputs, region, y, [](V largest, const Place&) HWY_ATTR { return largest; });
}

void PoolAverageHere(const TapInputs& inputs, CellRect region, const float* row_counts,
                     const float* col_counts, MutableGridView y) {
  PoolRegion<Sum>(inputs, region, y, [&](V sum, const Place& place) HWY_ATTR {
    const V rows = hn::Set(D(), row_counts[place.row]);
    return hn::Div(sum, hn::Mul(rows, hn::LoadU(D(), col_counts + place.col)));
  });
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(PoolLargestTilesHere);
HWY_EXPORT(PoolAverageTilesHere);
HWY_EXPORT(PoolLargestHere);
HWY_EXPORT(PoolAverageHere);

void PoolLargestTiles(GridView x, MutableGridView y) {
  HWY_DYNAMIC_DISPATCH(PoolLargestTilesHere)(x, y);
}

void PoolAverageTiles(GridView x, MutableGridView y) {
  HWY_DYNAMIC_DISPATCH(PoolAverageTilesHere)(x, y);
}

void PoolLargest(const TapInputs& inputs, CellRect region, MutableGridView y) {
  if (region.empty()) return;
  HWY_DYNAMIC_DISPATCH(PoolLargestHere)(inputs, region, y);
}

void PoolAverage(const TapInputs& inputs, CellRect region, const float* row_counts,
                 const float* col_counts, MutableGridView y) {
  if (region.empty()) return;
  HWY_DYNAMIC_DISPATCH(PoolAverageHere)(inputs, region, row_counts, col_counts, y);
}

}  // namespace convlens
#endif
