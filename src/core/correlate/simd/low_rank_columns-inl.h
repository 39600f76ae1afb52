// Included once for each SIMD target, by low_rank_passes.cpp: the column pass of a low-rank kernel.
// It sums filtered rows down the columns of all products to blocks of output.

#if defined(CONVLENS_CORE_LOW_RANK_COLUMNS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_CORE_LOW_RANK_COLUMNS_INL_H_
#undef CONVLENS_CORE_LOW_RANK_COLUMNS_INL_H_
#else
#define CONVLENS_CORE_LOW_RANK_COLUMNS_INL_H_
#endif

#include "core/grid/grid.h"
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

// The block of output that the column pass sums at once.
inline constexpr int kBlockRows = kManyRegisters ? 6 : 4;
inline constexpr int kBlockVectors = kManyRegisters ? 4 : HWY_TARGET == HWY_AVX2 ? 3 : 2;

/// The filtered rows of all products, `product_pitch` floats from one product to the next.
struct Filtered {
  const float* data;
  ptrdiff_t pitch;
  ptrdiff_t product_pitch;

  Filtered From(int row, int col) const { return {data + row * pitch + col, pitch, product_pitch}; }
};

/// Adds filtered row `line` to the rows [low, high] of the block, which it meets at coefficients
/// `line - r`.
template <int low, int high, int rows, int vectors, class Lanes>
HWY_INLINE void AddLine(const Lanes& lanes, const float* in_row, const float* column, int line,
                        typename Lanes::V (&sum)[rows][vectors]) {
  using D = typename Lanes::D;
  constexpr ptrdiff_t kStep = hn::MaxLanes(D());
  typename Lanes::V in[vectors];
  CONVLENS_UNROLL
  for (int v = 0; v < vectors; ++v) {
    in[v] = lanes.Load(in_row + v * kStep);
    KeepInRegister(in[v]);
  }
  CONVLENS_UNROLL
  for (int r = low; r <= high; ++r) {
    const auto c = hn::Set(D(), column[line - r]);
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) sum[r][v] = hn::MulAdd(c, in[v], sum[r][v]);
  }
}

template <int t, int rows, int vectors, class Lanes>
HWY_INLINE void AddFirstLines(const Lanes& lanes, const float* in, ptrdiff_t pitch,
                              const float* column, typename Lanes::V (&sum)[rows][vectors]) {
  if constexpr (t < rows - 1) {
    AddLine<0, t>(lanes, in + t * pitch, column, t, sum);
    AddFirstLines<t + 1>(lanes, in, pitch, column, sum);
  }
}

template <int t, int rows, int vectors, class Lanes>
HWY_INLINE void AddLastLines(const Lanes& lanes, const float* in, ptrdiff_t pitch,
                             const float* column, int height,
                             typename Lanes::V (&sum)[rows][vectors]) {
  if constexpr (t < rows) {
    const int line = height - 1 + t;
    AddLine<t, rows - 1>(lanes, in + line * pitch, column, line, sum);
    AddLastLines<t + 1>(lanes, in, pitch, column, height, sum);
  }
}

/// rows×vectors of output: over the products in order, and down each column, whatever the block's
/// size, so an element's bits do not depend on its place. Requires rows ≤ height of the columns.
/// Whatever is not finite among them makes a NaN of `flags`, which otherwise stay 0.
template <int rows, int vectors, class Lanes>
HWY_INLINE void ColumnBlock(const Lanes& lanes, Filtered in, GridView columns, float bias, float* y,
                            ptrdiff_t y_pitch, float* flags) {
  using D = typename Lanes::D;
  constexpr ptrdiff_t kStep = hn::MaxLanes(D());
  const int height = columns.width;
  typename Lanes::V sum[rows][vectors];
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) sum[r][v] = hn::Set(D(), bias);
  }
  for (int p = 0; p < columns.height; ++p) {
    const float* column = columns.row(p);
    const float* data = in.data + p * in.product_pitch;
    AddFirstLines<0>(lanes, data, in.pitch, column, sum);
    for (int line = rows - 1; line < height; ++line) {
      AddLine<0, rows - 1>(lanes, data + line * in.pitch, column, line, sum);
    }
    AddLastLines<1>(lanes, data, in.pitch, column, height, sum);
  }
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) lanes.Store(sum[r][v], y + r * y_pitch + v * kStep);
  }
  CONVLENS_UNROLL
  for (int v = 0; v < vectors; ++v) {
    auto total = sum[0][v];
    CONVLENS_UNROLL
    for (int r = 1; r < rows; ++r) total = hn::Add(total, sum[r][v]);
    float* flag = flags + v * kStep;
    hn::StoreU(hn::MulAdd(total, hn::Zero(D()), hn::LoadU(D(), flag)), D(), flag);
  }
}

/// `rows` rows of output. Requires width ≥ WholeLanes::kCount.
template <int rows, class Lanes>
HWY_INLINE void ColumnRows(const Lanes& lanes, Filtered in, GridView columns, float bias, float* y,
                           ptrdiff_t y_pitch, int width, float* flags) {
  constexpr int kStep = WholeLanes::kCount;
  constexpr int kBlock = kBlockVectors * kStep;
  int j = 0;
  for (; j + kBlock <= width; j += kBlock) {
    ColumnBlock<rows, kBlockVectors>(lanes, in.From(0, j), columns, bias, y + j, y_pitch, flags);
  }
  while (j < width) {
    j = HWY_MIN(j, width - kStep);
    ColumnBlock<rows, 1>(WholeLanes(), in.From(0, j), columns, bias, y + j, y_pitch, flags);
    j += kStep;
  }
}

template <class Lanes>
void CombineWide(const Lanes& lanes, Filtered in, GridView columns, float bias, MutableGridView y,
                 float* flags) {
  int i = 0;
  if (columns.width >= kBlockRows) {
    for (; i + kBlockRows <= y.height; i += kBlockRows) {
      ColumnRows<kBlockRows>(lanes, in.From(i, 0), columns, bias, y.row(i), y.pitch, y.width,
                             flags);
    }
  }
  for (; i < y.height; ++i) {
    ColumnRows<1>(lanes, in.From(i, 0), columns, bias, y.row(i), y.pitch, y.width, flags);
  }
}

inline void CombineNarrow(Filtered in, GridView columns, float bias, MutableGridView y,
                          float* flags) {
  for (int i = 0; i < y.height; ++i) {
    if constexpr (kSafeMasks) {
      ColumnBlock<1, 1>(FirstLanes(y.width), in.From(i, 0), columns, bias, y.row(i), y.pitch,
                        flags);
    } else {
      for (int j = 0; j < y.width; ++j) {
        ColumnBlock<1, 1>(OneLane(), in.From(i, j), columns, bias, y.row(i) + j, y.pitch, flags);
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
