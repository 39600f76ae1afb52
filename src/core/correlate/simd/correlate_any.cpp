#include "core/correlate/simd/correlate_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/correlate_any.cpp"
#include <hwy/foreach_target.h>
//
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

// The block of output that is computed at once: as many sums as the registers hold beside a row of
// input vectors and a coefficient.
constexpr int kMostRows = kManyRegisters ? 6 : 4;
constexpr int kVectors = kManyRegisters ? 4 : HWY_TARGET == HWY_AVX2 ? 3 : 2;

/// Adds one row of input to the rows [low, high] of the block, which it meets at kernel rows
/// `line - r`.
template <int low, int high, int kw, int rows, int vectors, class Lanes>
HWY_INLINE void AddInputRow(const Lanes& lanes, const GridView& k, int line, const float* x,
                            typename Lanes::V (&sum)[rows][vectors]) {
  constexpr ptrdiff_t kStep = hn::MaxLanes(typename Lanes::D());
  const float* coefficients = k.row(line);
  if constexpr (vectors > 1) PrefetchVectors<vectors>(x + kFewTapsSide - 1 + vectors * kStep);
  const auto add = [&](int b) HWY_ATTR {
    typename Lanes::V in[vectors];
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      in[v] = lanes.Load(x + b + v * kStep);
      KeepInRegister(in[v]);
    }
    CONVLENS_UNROLL
    for (int r = low; r <= high; ++r) {
      const auto c = hn::Set(typename Lanes::D(), coefficients[b - r * k.pitch]);
      CONVLENS_UNROLL
      for (int v = 0; v < vectors; ++v) sum[r][v] = hn::MulAdd(c, in[v], sum[r][v]);
    }
  };
  if constexpr (kw > 0) {
    CONVLENS_UNROLL
    for (int b = 0; b < kw; ++b) add(b);
  } else {
    for (int b = 0; b < k.width; ++b) add(b);
  }
}

/// The input rows above the kernel's full reach: row t meets output rows 0 to t.
template <int t, int kw, int rows, int vectors, class Lanes>
HWY_INLINE void AddFirstRows(const Lanes& lanes, const GridView& k, const GridView& x,
                             typename Lanes::V (&sum)[rows][vectors]) {
  if constexpr (t < rows - 1) {
    AddInputRow<0, t, kw>(lanes, k, t, x.row(t), sum);
    AddFirstRows<t + 1, kw>(lanes, k, x, sum);
  }
}

/// Those below it: row kh - 1 + t meets output rows t and on.
template <int t, int kw, int rows, int vectors, class Lanes>
HWY_INLINE void AddLastRows(const Lanes& lanes, const GridView& k, const GridView& x,
                            typename Lanes::V (&sum)[rows][vectors]) {
  if constexpr (t < rows) {
    const int line = k.height - 1 + t;
    AddInputRow<t, rows - 1, kw>(lanes, k, line, x.row(line), sum);
    AddLastRows<t + 1, kw>(lanes, k, x, sum);
  }
}

/// rows×vectors of output at the top left of `x`. Requires rows ≤ k.height.
template <int rows, int vectors, int kw, class Lanes>
HWY_INLINE void Block(const Lanes& lanes, const GridView& x, const GridView& k, float bias,
                      float* y, ptrdiff_t y_pitch) {
  constexpr ptrdiff_t kStep = hn::MaxLanes(typename Lanes::D());
  typename Lanes::V sum[rows][vectors];
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) sum[r][v] = hn::Set(typename Lanes::D(), bias);
  }
  AddFirstRows<0, kw>(lanes, k, x, sum);
  for (int line = rows - 1; line < k.height; ++line) {
    AddInputRow<0, rows - 1, kw>(lanes, k, line, x.row(line), sum);
  }
  AddLastRows<1, kw>(lanes, k, x, sum);
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) lanes.Store(sum[r][v], y + r * y_pitch + v * kStep);
  }
}

GridView From(const GridView& x, int row, int col) {
  return {x.row(row) + col, x.height - row, x.width - col, x.pitch};
}

/// `rows` rows of output from row `i`: blocks, then vectors, then an overlapping vector.
template <int rows, int vectors, int kw>
void WideRows(const GridView& x, const GridView& k, float bias, const MutableGridView& y, int i) {
  constexpr int kStep = WholeLanes::kCount;
  constexpr int kBlock = vectors * kStep;
  const WholeLanes lanes;
  int j = 0;
  for (; j + kBlock <= y.width; j += kBlock) {
    Block<rows, vectors, kw>(lanes, From(x, i, j), k, bias, y.row(i) + j, y.pitch);
  }
  if (y.width >= kBlock && y.width - j > kBlock / 2) {
    j = y.width - kBlock;
    Block<rows, vectors, kw>(lanes, From(x, i, j), k, bias, y.row(i) + j, y.pitch);
    return;
  }
  while (j < y.width) {
    j = HWY_MIN(j, y.width - kStep);
    Block<rows, 1, kw>(lanes, From(x, i, j), k, bias, y.row(i) + j, y.pitch);
    j += kStep;
  }
}

template <int rows, int vectors = kVectors, int kw = 0>
void Wide(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  for (int next = 0; next < y.height; next += rows) {
    const int i = HWY_MIN(next, y.height - rows);  // the last block overlaps the one before
    WideRows<rows, vectors, kw>(x, k, bias, y, i);
  }
}

/// Rows narrower than a vector.
void Narrow(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  for (int i = 0; i < y.height; ++i) {
    if constexpr (kSafeMasks) {
      Block<1, 1, 0>(FirstLanes(y.width), From(x, i, 0), k, bias, y.row(i), y.pitch);
    } else {
      for (int j = 0; j < y.width; ++j) {
        Block<1, 1, 0>(OneLane(), From(x, i, j), k, bias, y.row(i) + j, y.pitch);
      }
    }
  }
}

}  // namespace

void CorrelateAnyHere(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  const int rows = HWY_MIN(k.height, y.height);
  if (y.width < WholeLanes::kCount) {
    Narrow(x, k, bias, y);
  } else if (kManyRegisters && k.width == 7 && rows >= 4) {
    Wide<4, kVectors, kManyRegisters ? 7 : 0>(x, k, bias, y);
  } else if (rows >= kMostRows) {
    Wide<kMostRows>(x, k, bias, y);
  } else if (rows >= 4) {
    Wide<4>(x, k, bias, y);
  } else if (rows >= 2) {
    Wide<2>(x, k, bias, y);
  } else {
    Wide<1, 2 * kVectors>(x, k, bias, y);  // fewer sums would wait for one another
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(CorrelateAnyHere);

void CorrelateAny(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  HWY_DYNAMIC_DISPATCH(CorrelateAnyHere)(x, k, bias, y);
}

}  // namespace convlens
#endif
