#include "core/low_rank_passes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/low_rank_passes.cpp"
#include <hwy/foreach_target.h>
//
#include "core/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

// The block of output that the column pass sums at once.
constexpr int kBlockRows = kManyRegisters ? 6 : 4;
constexpr int kBlockVectors = kManyRegisters ? 4 : HWY_TARGET == HWY_AVX2 ? 3 : 2;
// Sums of the row pass: enough that none waits for the one before it.
constexpr int kRowSums = kManyRegisters ? 16 : 8;

/// Vectors of at most eight floats, for the row pass: it loads a vector for each multiply-add, from
/// any address, and of those fewer straddle two cache lines than of longer vectors.
struct RowLanes {
  using D = hn::CappedTag<float, 8>;
  using V = hn::Vec<D>;
  static constexpr ptrdiff_t kCount = hn::MaxLanes(D());

  static HWY_INLINE V Load(const float* p) { return hn::LoadU(D(), p); }
  static HWY_INLINE void Store(V v, float* p) { hn::StoreU(v, D(), p); }
};

// --- rows

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
void FilterRow(const float* x, GridView k, float* out, ptrdiff_t product_pitch, int width) {
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
void FilterNarrowRow(const float* x, GridView k, float* out, ptrdiff_t product_pitch, int width) {
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

// --- columns

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

void CombineNarrow(Filtered in, GridView columns, float bias, MutableGridView y, float* flags) {
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

/// Whether `y` is so large that nobody reads it again before it has left the cache, and its rows
/// start where vectors may be stored past the cache.
bool MayStream(MutableGridView y) {
  constexpr int64_t kCached = int64_t{1} << 18;  // cells: 1 MiB, about one core's cache
  constexpr ptrdiff_t kStep = WholeLanes::kCount;
  return y.shape().count() >= kCached && y.pitch % kStep == 0 &&
         reinterpret_cast<uintptr_t>(y.data) % (kStep * sizeof(float)) == 0;
}

/// One strip of columns of the output, from top to bottom. The filtered rows are kept for as long
/// as a row of output still needs them, and never leave the cache.
class Strip {
 public:
  Strip(const LowRankKernel& k, float bias, MutableGridView scratch)
      : k_(k), bias_(bias), scratch_(scratch) {}

  void Run(GridView x, MutableGridView y, bool stream) {
    const int overlap = k_.columns.width() - 1;
    const int chunk = scratch_.height / k_.rank - overlap;
    for (int first = 0; first < y.height; first += chunk) {
      const int kept = first == 0 ? 0 : overlap;
      if (kept > 0) KeepLast(overlap, chunk, y.width);
      const int rows = HWY_MIN(chunk, y.height - first);
      Filter(x, first, kept, rows + overlap, y.width);
      Combine(y.Sub({first, 0, rows, y.width}), stream);
    }
  }

  /// Of everything so far. A total of finite sums that overflows errs on the side of "no".
  bool all_finite() const {
    return std::none_of(std::begin(flags_), std::end(flags_),
                        [](float flag) { return std::isnan(flag); });
  }

 private:
  ptrdiff_t product_pitch() const { return scratch_.pitch * (scratch_.height / k_.rank); }

  /// The filtered rows that the next chunk needs again go to the top.
  void KeepLast(int overlap, int chunk, int width) {
    for (int p = 0; p < k_.rank; ++p) {
      float* rows = scratch_.data + p * product_pitch();
      for (int i = 0; i < overlap; ++i) {
        std::memcpy(rows + i * scratch_.pitch, rows + (chunk + i) * scratch_.pitch,
                    sizeof(float) * static_cast<size_t>(width));
      }
    }
  }

  void Filter(GridView x, int first, int from, int to, int width) {
    const auto filter = width >= WholeLanes::kCount ? FilterRow : FilterNarrowRow;
    for (int i = from; i < to; ++i) {
      filter(x.row(first + i), k_.rows, scratch_.row(i), product_pitch(), width);
    }
  }

  void Combine(MutableGridView y, bool stream) {
    const Filtered in{scratch_.data, scratch_.pitch, product_pitch()};
    if (y.width < WholeLanes::kCount) {
      CombineNarrow(in, k_.columns, bias_, y, flags_);
    } else if (stream) {
      CombineWide(StreamedLanes(), in, k_.columns, bias_, y, flags_);
    } else {
      CombineWide(WholeLanes(), in, k_.columns, bias_, y, flags_);
    }
  }

  const LowRankKernel& k_;
  float bias_;
  MutableGridView scratch_;
  float flags_[kBlockVectors * WholeLanes::kCount] = {};
};

}  // namespace

bool CorrelateInStripsHere(GridView x, const LowRankKernel& k, float bias, MutableGridView scratch,
                           MutableGridView y) {
  Strip strip(k, bias, scratch);
  const bool stream = MayStream(y);
  const int kw = k.rows.width();
  for (int next = 0; next < y.width; next += scratch.width) {
    // The last strip is at least a vector wide, where the output is.
    const int j = HWY_MAX(0, HWY_MIN(next, y.width - static_cast<int>(WholeLanes::kCount)));
    const int width = HWY_MIN(scratch.width, y.width - j);
    strip.Run(x.Sub({0, j, x.height, width + kw - 1}), y.Sub({0, j, y.height, width}),
              stream && j == next);
  }
  if (stream) hwy::FlushStream();
  return strip.all_finite();
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(CorrelateInStripsHere);

bool CorrelateInStrips(GridView x, const LowRankKernel& k, float bias, MutableGridView scratch,
                       MutableGridView y) {
  return HWY_DYNAMIC_DISPATCH(CorrelateInStripsHere)(x, k, bias, scratch, y);
}

}  // namespace convlens
#endif
