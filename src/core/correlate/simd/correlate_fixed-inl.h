// Included once for each SIMD target, by the files of the kernels with sizes known at compile time.

#if defined(CONVLENS_CORE_CORRELATE_FIXED_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_CORE_CORRELATE_FIXED_INL_H_
#undef CONVLENS_CORE_CORRELATE_FIXED_INL_H_
#else
#define CONVLENS_CORE_CORRELATE_FIXED_INL_H_
#endif

#include <type_traits>

#include "core/grid/grid.h"
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

/// A kernel of kh×kw cells, its coefficients side by side and out of reach of the output's stores.
template <int kh, int kw>
struct Taps {
  float value[kh * kw];

  explicit HWY_INLINE Taps(const GridView& k) {
    for (int a = 0; a < kh; ++a) {
      for (int b = 0; b < kw; ++b) value[a * kw + b] = k.at(a, b);
    }
  }
};

/// Coefficients as vectors, where they are few enough to stay in registers; else broadcast when
/// they are used, each for a whole row of the block.
template <class D, int taps, bool in_registers>
struct Coefficients {
  hn::Vec<D> vectors[taps];
  explicit HWY_INLINE Coefficients(const float* values) {
    CONVLENS_UNROLL
    for (int t = 0; t < taps; ++t) vectors[t] = hn::Set(D(), values[t]);
  }
  HWY_INLINE hn::Vec<D> operator[](int t) const { return vectors[t]; }
};
template <class D, int taps>
struct Coefficients<D, taps, false> {
  const float* values;
  explicit HWY_INLINE Coefficients(const float* v) : values(v) {}
  HWY_INLINE hn::Vec<D> operator[](int t) const { return hn::Set(D(), values[t]); }
};

inline constexpr int kTapsInRegisters = kManyRegisters ? 9 : 0;

/// Adds what row `line` of the block's input gives to the rows of the output that it meets.
template <int rows, int vectors, int kh, int kw, class Lanes, class Coefficient>
HWY_INLINE void AddInputRow(const Lanes& lanes, const Coefficient& k, int line, const float* x,
                            typename Lanes::V (&sum)[rows][vectors]) {
  constexpr ptrdiff_t kStep = hn::MaxLanes(typename Lanes::D());
  if constexpr (vectors > 1) PrefetchVectors<vectors>(x + 2 * vectors * kStep);
  CONVLENS_UNROLL
  for (int b = 0; b < kw; ++b) {
    typename Lanes::V in[vectors];
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      in[v] = lanes.Load(x + b + v * kStep);
      KeepInRegister(in[v]);
    }
    CONVLENS_UNROLL
    for (int r = 0; r < rows; ++r) {
      const int a = line - r;
      if (a < 0 || a >= kh) continue;
      const auto c = k[a * kw + b];
      CONVLENS_UNROLL
      for (int v = 0; v < vectors; ++v) sum[r][v] = hn::MulAdd(c, in[v], sum[r][v]);
    }
  }
}

/// rows×vectors of output at once. Each vector of input is loaded once for all rows, and every sum
/// runs over the kernel row by row, so an element's bits do not depend on its place in a block.
template <int rows, int vectors, int kh, int kw, class Lanes, class Coefficient>
HWY_INLINE void FixedBlock(const Lanes& lanes, const Coefficient& k, float bias, const float* x,
                           ptrdiff_t x_pitch, float* y, ptrdiff_t y_pitch) {
  constexpr ptrdiff_t kStep = hn::MaxLanes(typename Lanes::D());
  typename Lanes::V sum[rows][vectors];
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) sum[r][v] = hn::Set(typename Lanes::D(), bias);
  }
  CONVLENS_UNROLL
  for (int line = 0; line < rows + kh - 1; ++line) {
    AddInputRow<rows, vectors, kh, kw>(lanes, k, line, x + line * x_pitch, sum);
  }
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) lanes.Store(sum[r][v], y + r * y_pitch + v * kStep);
  }
}

/// What a block does not cover of `rows` rows, fewer than a vector wide: cell by cell or masked.
template <int rows, int kh, int kw>
HWY_INLINE void FixedRest(const float* taps, float bias, const float* x, ptrdiff_t x_pitch,
                          float* y, ptrdiff_t y_pitch, int width) {
  if constexpr (kSafeMasks) {
    const Coefficients<FullTag, kh * kw, false> k(taps);
    FixedBlock<rows, 1, kh, kw>(FirstLanes(width), k, bias, x, x_pitch, y, y_pitch);
  } else {
    const Coefficients<OneLane::D, kh * kw, false> k(taps);
    for (int j = 0; j < width; ++j) {
      FixedBlock<rows, 1, kh, kw>(OneLane(), k, bias, x + j, x_pitch, y + j, y_pitch);
    }
  }
}

/// `rows` rows of output, from left to right in blocks, then vectors, then an overlapping vector.
template <int rows, int vectors, int kh, int kw, class Lanes, class Coefficient>
HWY_INLINE void FixedRows(const Lanes& lanes, const Taps<kh, kw>& taps, const Coefficient& k,
                          float bias, const float* x, ptrdiff_t x_pitch, float* y,
                          ptrdiff_t y_pitch, int width) {
  constexpr int kStep = hn::MaxLanes(FullTag());
  constexpr int kBlock = vectors * kStep;
  constexpr bool kStreamed = std::is_same_v<Lanes, StreamedLanes>;
  int j = 0;
  for (; j + kBlock <= width; j += kBlock) {
    FixedBlock<rows, vectors, kh, kw>(lanes, k, bias, x + j, x_pitch, y + j, y_pitch);
  }
  if (!kStreamed && vectors > 1 && width >= kBlock && width - j > kBlock / 2) {
    j = width - kBlock;
    FixedBlock<rows, vectors, kh, kw>(lanes, k, bias, x + j, x_pitch, y + j, y_pitch);
    return;
  }
  for (; j + kStep <= width; j += kStep) {
    FixedBlock<rows, 1, kh, kw>(lanes, k, bias, x + j, x_pitch, y + j, y_pitch);
  }
  if (j == width) return;
  if constexpr (kStreamed) {
    // An overlapping vector would wait for lines that have just been sent to memory.
    FixedRest<rows, kh, kw>(taps.value, bias, x + j, x_pitch, y + j, y_pitch, width - j);
  } else {
    j = width - kStep;
    FixedBlock<rows, 1, kh, kw>(lanes, k, bias, x + j, x_pitch, y + j, y_pitch);
  }
}

/// Rows narrower than a vector, four at a time.
template <int kh, int kw>
HWY_INLINE void FixedNarrow(const Taps<kh, kw>& taps, const GridView& x, float bias,
                            const MutableGridView& y) {
  int i = 0;
  for (; i + 4 <= y.height; i += 4) {
    FixedRest<4, kh, kw>(taps.value, bias, x.row(i), x.pitch, y.row(i), y.pitch, y.width);
  }
  for (; i < y.height; ++i) {
    FixedRest<1, kh, kw>(taps.value, bias, x.row(i), x.pitch, y.row(i), y.pitch, y.width);
  }
}

template <int rows, int vectors, int kh, int kw, class Lanes>
HWY_INLINE void FixedWide(const Lanes& lanes, const Taps<kh, kw>& taps, const GridView& x,
                          float bias, const MutableGridView& y) {
  const Coefficients<FullTag, kh * kw, (kh * kw <= kTapsInRegisters)> k(taps.value);
  if (y.height < rows) {
    for (int i = 0; i < y.height; ++i) {
      FixedRows<1, 1>(WholeLanes(), taps, k, bias, x.row(i), x.pitch, y.row(i), y.pitch, y.width);
    }
    return;
  }
  for (int next = 0; next < y.height; next += rows) {
    if constexpr (rows >= 6) {
      if (y.height - next <= rows / 2) {  // half a block does
        const int i = y.height - rows / 2;
        FixedRows<rows / 2, vectors>(lanes, taps, k, bias, x.row(i), x.pitch, y.row(i), y.pitch,
                                     y.width);
        return;
      }
    }
    const int i = HWY_MIN(next, y.height - rows);  // the last block overlaps the one before
    FixedRows<rows, vectors>(lanes, taps, k, bias, x.row(i), x.pitch, y.row(i), y.pitch, y.width);
  }
}

/// Valid correlation with a kernel of kh×kw cells, in blocks of rows×vectors.
template <int rows, int vectors, int kh, int kw>
HWY_INLINE void CorrelateFixed(const GridView& x, const GridView& k, float bias,
                               const MutableGridView& y) {
  const Taps<kh, kw> taps(k);
  if (y.width < WholeLanes::kCount) {
    FixedNarrow(taps, x, bias, y);
  } else {
    FixedWide<rows, vectors>(WholeLanes(), taps, x, bias, y);
  }
}

/// The same for kernels so small that memory is the limit: a large output, which nobody reads again
/// before it has left the cache, goes past the cache.
template <int rows, int vectors, int kh, int kw>
HWY_INLINE void CorrelateStreamed(const GridView& x, const GridView& k, float bias,
                                  const MutableGridView& y) {
  constexpr int64_t kCached = int64_t{1} << 18;  // cells: 1 MiB, about one core's cache
  constexpr ptrdiff_t kStep = WholeLanes::kCount;
  const bool aligned =
      y.pitch % kStep == 0 && reinterpret_cast<uintptr_t>(y.data) % (kStep * sizeof(float)) == 0;
  if (!aligned || y.width < kStep || y.shape().count() < kCached) {
    CorrelateFixed<rows, vectors, kh, kw>(x, k, bias, y);
    return;
  }
  FixedWide<rows, vectors>(StreamedLanes(), Taps<kh, kw>(k), x, bias, y);
  hwy::FlushStream();
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
