// Included once for each SIMD target, by low_rank_passes.cpp: the row pass of a low-rank kernel.
// One input row is filtered with the rows of all products.

#if defined(CONVLENS_CORE_LOW_RANK_ROWS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_CORE_LOW_RANK_ROWS_INL_H_
#undef CONVLENS_CORE_LOW_RANK_ROWS_INL_H_
#else
#define CONVLENS_CORE_LOW_RANK_ROWS_INL_H_
#endif

#include "core/grid/grid.h"
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

// Sums of the row pass: enough that none waits for the one before it.
inline constexpr int kRowSums = kManyRegisters ? 16 : 8;

/// Vectors of at most eight floats, for the row pass: it loads a vector for each multiply-add, from
/// any address, and of those fewer straddle two cache lines than of longer vectors.
struct RowLanes {
  using D = hn::CappedTag<float, 8>;
  using V = hn::Vec<D>;
  static constexpr ptrdiff_t kCount = hn::MaxLanes(D());

  static HWY_INLINE V Load(const float* p) { return hn::LoadU(D(), p); }
  static HWY_INLINE void Store(V v, float* p) { hn::StoreU(v, D(), p); }
};

/// `vectors` vectors of one input row, filtered with the rows of `products` products: each input
/// vector is loaded once for all of them. Requires kw ≥ 1 coefficients a row of `k`.
template <int products, int vectors, class Lanes>
HWY_INLINE void RowBlock(const Lanes& lanes, const float* x, GridView k, float* out,
                         ptrdiff_t product_pitch) {
  using D = typename Lanes::D;
  constexpr ptrdiff_t kStep = hn::MaxLanes(D());
  typename Lanes::V sum[products][vectors];
  CONVLENS_UNROLL
  for (int p = 0; p < products; ++p) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) sum[p][v] = hn::Zero(D());
  }
  for (int b = 0; b < k.width; ++b) {
    typename Lanes::V in[vectors];
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      in[v] = lanes.Load(x + b + v * kStep);
      if (products > 1) KeepInRegister(in[v]);
    }
    CONVLENS_UNROLL
    for (int p = 0; p < products; ++p) {
      const auto c = hn::Set(D(), k.row(p)[b]);
      CONVLENS_UNROLL
      for (int v = 0; v < vectors; ++v) sum[p][v] = hn::MulAdd(c, in[v], sum[p][v]);
    }
  }
  CONVLENS_UNROLL
  for (int p = 0; p < products; ++p) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) lanes.Store(sum[p][v], out + p * product_pitch + v * kStep);
  }
}

/// Blocks of `vectors` vectors from column `j` on while they fit, then one that overlaps the last
/// of them where more than half of it is left to do; returns the first column that is not done.
template <int products, int vectors>
HWY_INLINE int FilterBlocks(const float* x, GridView k, float* out, ptrdiff_t product_pitch, int j,
                            int width) {
  constexpr int kBlock = vectors * RowLanes::kCount;
  const RowLanes lanes;
  for (; j + kBlock <= width; j += kBlock) {
    RowBlock<products, vectors>(lanes, x + j, k, out + j, product_pitch);
  }
  if (j == width || width < kBlock || (width - j <= kBlock / 2 && vectors > 1)) return j;
  j = width - kBlock;
  RowBlock<products, vectors>(lanes, x + j, k, out + j, product_pitch);
  return width;
}

/// From wide blocks to single vectors: these wait for their own sums.
template <int products>
HWY_INLINE void FilterProducts(const float* x, GridView k, float* out, ptrdiff_t product_pitch,
                               int width) {
  constexpr int kVectors = kRowSums / products;
  int j = FilterBlocks<products, kVectors>(x, k, out, product_pitch, 0, width);
  j = FilterBlocks<products, kVectors / 4>(x, k, out, product_pitch, j, width);
  FilterBlocks<products, 1>(x, k, out, product_pitch, j, width);
}

/// One input row filtered with all rows of `k`, into `out`, `product_pitch` floats from one
/// product's row to the next. Requires width ≥ WholeLanes::kCount.
inline void FilterRow(const float* x, GridView k, float* out, ptrdiff_t product_pitch, int width) {
  int p = 0;
  for (; p + 2 <= k.height; p += 2) {
    const GridView two{k.row(p), 2, k.width, k.pitch};
    FilterProducts<2>(x, two, out + p * product_pitch, product_pitch, width);
  }
  if (p < k.height) {
    const GridView one{k.row(p), 1, k.width, k.pitch};
    FilterProducts<1>(x, one, out + p * product_pitch, product_pitch, width);
  }
}

/// The same for rows narrower than a vector.
inline void FilterNarrowRow(const float* x, GridView k, float* out, ptrdiff_t product_pitch,
                            int width) {
  for (int p = 0; p < k.height; ++p) {
    const GridView one{k.row(p), 1, k.width, k.pitch};
    float* to = out + p * product_pitch;
    if constexpr (kSafeMasks) {
      RowBlock<1, 1>(FirstLanes(width), x, one, to, 0);
    } else {
      for (int j = 0; j < width; ++j) RowBlock<1, 1>(OneLane(), x + j, one, to + j, 0);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
