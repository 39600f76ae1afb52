#include "core/correlate/simd/fourier_routines.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/fourier_routines.cpp"
#include <hwy/foreach_target.h>
//
#include "core/correlate/simd/fourier_transform-inl.h"
#include "core/correlate/simd/transpose-inl.h"

// A transform in two dimensions goes by columns, then by rows. Rows are taken as many at once as a
// vector has lanes, and transposed on their way in and out: lanes always lie across.

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

/// The two planes between the passes, [rows × cols of the transform] with rows apart from a power
/// of two, and room for columns under way.
struct Workspace {
  Shape transform;
  ptrdiff_t pitch;
  float* re;
  float* im;
  ComplexRows a;
  ComplexRows b;
  ComplexRows c;

  Workspace(Shape shape, MutableGridView scratch)
      : transform(shape), pitch(shape.width + kFourierPadding) {
    const ptrdiff_t columns = 2 * kLanes * HWY_MAX(shape.height, shape.width);
    re = scratch.data;
    im = re + shape.height * pitch;
    a.data = im + shape.height * pitch;
    b.data = a.data + columns;
    c.data = b.data + columns;
  }
};

/// Some columns of a view, zero beyond it.
class Columns {
 public:
  /// Columns from `col` on; `edge` holds a copy of those that the view has only some of.
  Columns(GridView x, ptrdiff_t col, float* edge) : rows_(x.height), pitch_(x.pitch) {
    const ptrdiff_t count = HWY_MIN(kLanes, x.width - col);
    if (x.height == 0 || count <= 0) {
      rows_ = 0;
    } else if (count == kLanes) {
      data_ = x.data + col;
    } else {
      for (int r = 0; r < x.height; ++r) {
        float* to = edge + r * kLanes;
        std::copy_n(x.row(r) + col, count, to);
        std::fill(to + count, to + kLanes, 0.0F);
      }
      data_ = edge;
      pitch_ = kLanes;
    }
  }
  bool empty() const { return rows_ == 0; }
  HWY_INLINE Lanes Load(ptrdiff_t row) const {
    return row < rows_ ? WholeLanes::Load(data_ + row * pitch_) : hn::Zero(FullTag());
  }

 private:
  const float* data_ = nullptr;
  ptrdiff_t rows_;
  ptrdiff_t pitch_;
};

/// Two real views as one complex one.
struct TwoColumns {
  Columns first;
  Columns second;
  HWY_INLINE Complex Load(ptrdiff_t row) const { return {first.Load(row), second.Load(row)}; }
};

/// Some columns of the two planes.
struct PlaneColumns {
  float* re;
  float* im;
  ptrdiff_t pitch;

  HWY_INLINE Complex Load(ptrdiff_t row) const {
    return {WholeLanes::Load(re + row * pitch), WholeLanes::Load(im + row * pitch)};
  }
  HWY_INLINE void Store(ptrdiff_t row, Complex z) const {
    WholeLanes::Store(z.re, re + row * pitch);
    WholeLanes::Store(z.im, im + row * pitch);
  }
};

PlaneColumns ColumnsOf(const Workspace& w, ptrdiff_t col) {
  return {w.re + col, w.im + col, w.pitch};
}

/// The forward transforms of all columns of two views, into the planes.
void TransformColumns(GridView first, GridView second, const float* factors, const Workspace& w) {
  for (ptrdiff_t col = 0; col < w.transform.width; col += kLanes) {
    const TwoColumns from{{first, col, w.b.data}, {second, col, w.c.data}};
    const PlaneColumns to = ColumnsOf(w, col);
    if (from.first.empty() && from.second.empty()) {
      const Complex zero{hn::Zero(FullTag()), hn::Zero(FullTag())};
      for (int r = 0; r < w.transform.height; ++r) to.Store(r, zero);
      continue;
    }
    // Both copies of edges are used up by the first stage.
    Transform<false>(w.transform.height, factors, from, w.a, w.b, to);
  }
}

/// Rows of the planes from `row` on, as columns in `to`; and the first `cols` of these back.
void LoadRows(const Workspace& w, ptrdiff_t row, ComplexRows to) {
  for (ptrdiff_t col = 0; col < w.transform.width; col += kLanes) {
    Lanes re[kLanes];
    Lanes im[kLanes];
    const PlaneColumns from = ColumnsOf(w, col);
    CONVLENS_UNROLL
    for (ptrdiff_t i = 0; i < kLanes; ++i) re[i] = from.Load(row + i).re;
    Transpose(FullTag(), re);
    CONVLENS_UNROLL
    for (ptrdiff_t i = 0; i < kLanes; ++i) im[i] = from.Load(row + i).im;
    Transpose(FullTag(), im);
    CONVLENS_UNROLL
    for (ptrdiff_t i = 0; i < kLanes; ++i) to.Store(col + i, {re[i], im[i]});
  }
}
void StoreRows(ComplexRows from, ptrdiff_t cols, ptrdiff_t row, const Workspace& w) {
  for (ptrdiff_t col = 0; col < cols; col += kLanes) {
    Lanes re[kLanes];
    Lanes im[kLanes];
    CONVLENS_UNROLL
    for (ptrdiff_t i = 0; i < kLanes; ++i) {
      re[i] = from.Load(col + i).re;
      im[i] = from.Load(col + i).im;
    }
    Transpose(FullTag(), re);
    Transpose(FullTag(), im);
    const PlaneColumns to = ColumnsOf(w, col);
    CONVLENS_UNROLL
    for (ptrdiff_t i = 0; i < kLanes; ++i) to.Store(row + i, {re[i], im[i]});
  }
}

/// Takes a spectrum times the kernel's.
struct TimesSpectrum {
  PlaneColumns spectrum;
  ComplexRows to;
  HWY_INLINE void Store(ptrdiff_t i, Complex z) const { to.Store(i, z * spectrum.Load(i)); }
};

/// Along rows: to the spectrum, times the kernel's, and back, for the first `cols` columns.
void FilterRows(const FourierKernel& k, ptrdiff_t cols, const Workspace& w) {
  const ptrdiff_t n = w.transform.width;
  // The spectrum is only read.
  auto* re = const_cast<float*>(k.real.row(0));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  auto* im =
      const_cast<float*>(k.imaginary.row(0));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  for (ptrdiff_t row = 0; row < w.transform.height; row += kLanes) {
    const TimesSpectrum product{{re + row, im + row, k.real.pitch()}, w.c};
    LoadRows(w, row, w.c);
    Transform<false>(n, k.col_factors.data(), w.c, w.a, w.b, product);
    Transform<true>(n, k.col_factors.data(), w.c, w.a, w.b, w.c);
    StoreRows(w.c, cols, row, w);
  }
}

/// Takes rows of two tiles, plus the bias, and looks whether all are finite.
struct TileRows {
  float* first;
  ptrdiff_t first_pitch;
  float* second;
  ptrdiff_t second_pitch;
  ptrdiff_t begin;  // rows that are stored
  ptrdiff_t end;
  ptrdiff_t rows;  // of the tile
  Lanes bias;
  Lanes* flags;

  HWY_INLINE void Store(ptrdiff_t row, Complex z) const {
    if (row >= rows) return;
    // 0·z is NaN where z is not finite.
    *flags = hn::MulAdd(hn::Zero(FullTag()), hn::Add(hn::Abs(z.re), hn::Abs(z.im)), *flags);
    if (row < begin || row >= end) return;
    WholeLanes::Store(hn::Add(z.re, bias), first + (row - begin) * first_pitch);
    WholeLanes::Store(hn::Add(z.im, bias), second + (row - begin) * second_pitch);
  }
};

/// Where the columns [col, col + kLanes) of a tile go: into the result, or, where it takes only
/// some of them, into `edge` first.
class TileColumns {
 public:
  /// `left` is the tile's first column within `y`.
  TileColumns(MutableGridView y, ptrdiff_t left, ptrdiff_t col, ptrdiff_t tile, float* edge)
      : y_(y), edge_(edge), from_(left + col) {
    begin_ = HWY_MAX(ptrdiff_t{0}, -from_);
    end_ = HWY_MIN(HWY_MIN(kLanes, tile - col), y.width - from_);
    whole_ = begin_ == 0 && end_ == kLanes;
  }
  float* data() const { return whole_ ? y_.data + from_ : edge_; }
  ptrdiff_t pitch() const { return whole_ ? y_.pitch : kLanes; }
  void Finish() const {
    if (whole_ || end_ <= begin_) return;
    for (int r = 0; r < y_.height; ++r) {
      std::copy(edge_ + r * kLanes + begin_, edge_ + r * kLanes + end_, y_.row(r) + from_ + begin_);
    }
  }

 private:
  MutableGridView y_;
  float* edge_;
  ptrdiff_t from_;
  ptrdiff_t begin_;
  ptrdiff_t end_;
  bool whole_;
};

/// The elements of a tile that the input has windows for.
Shape TileOf(const FourierUnit& unit, const FourierTiling& tiling) {
  const Shape there = ValidOutputShape(unit.first.shape(), tiling.kernel);
  return {HWY_MIN(tiling.tile().height, there.height), HWY_MIN(tiling.tile().width, there.width)};
}

/// Back along columns, into the two tiles.
bool StoreTiles(const FourierUnit& unit, const FourierKernel& k, float bias, const Workspace& w) {
  const Shape tile = TileOf(unit, k.tiling);
  const int second_tile = k.tiling.tile().width;
  float* edge = w.c.data;
  float* second_edge = edge + w.transform.height * kLanes;
  Lanes flags = hn::Zero(FullTag());
  for (ptrdiff_t col = 0; col < tile.width; col += kLanes) {
    const TileColumns first(unit.y, -unit.clip.col, col, tile.width, edge);
    const TileColumns second(unit.y, second_tile - unit.clip.col, col, tile.width, second_edge);
    const TileRows rows{first.data(),  first.pitch(),
                        second.data(), second.pitch(),
                        unit.clip.row, unit.clip.row + unit.clip.height,
                        tile.height,   hn::Set(FullTag(), bias),
                        &flags};
    Transform<true>(w.transform.height, k.row_factors.data(), ColumnsOf(w, col), w.a, w.b, rows);
    first.Finish();
    second.Finish();
  }
  return !std::isnan(hn::GetLane(hn::SumOfLanes(FullTag(), flags)));
}

}  // namespace

void TransformFourierKernelHere(GridView k, float scale, FourierKernel& prepared,
                                MutableGridView scratch) {
  const Workspace w(prepared.tiling.transform, scratch);
  TransformColumns(k, {}, prepared.row_factors.data(), w);
  const Lanes scales = hn::Set(FullTag(), scale);
  for (ptrdiff_t row = 0; row < w.transform.height; row += kLanes) {
    LoadRows(w, row, w.c);
    Transform<false>(w.transform.width, prepared.col_factors.data(), w.c, w.a, w.b, w.c);
    const PlaneColumns to{prepared.real.row(0) + row, prepared.imaginary.row(0) + row,
                          prepared.real.pitch()};
    for (int i = 0; i < w.transform.width; ++i) {
      const Complex z = w.c.Load(i);
      to.Store(i, {hn::Mul(z.re, scales), hn::Neg(hn::Mul(z.im, scales))});
    }
  }
}

bool ComputeFourierUnitHere(const FourierUnit& unit, const FourierKernel& prepared, float bias,
                            MutableGridView scratch) {
  const Workspace w(prepared.tiling.transform, scratch);
  TransformColumns(unit.first, unit.second, prepared.row_factors.data(), w);
  FilterRows(prepared, TileOf(unit, prepared.tiling).width, w);
  return StoreTiles(unit, prepared, bias, w);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(TransformFourierKernelHere);
HWY_EXPORT(ComputeFourierUnitHere);

Shape FourierScratchShape(Shape transform) {
  constexpr int kMostLanes = 16;
  constexpr int kBuffers = 3;
  const int pitch = transform.width + kFourierPadding;
  const int columns = 2 * kMostLanes * std::max(transform.height, transform.width);
  return {1, 2 * transform.height * pitch + kBuffers * columns};
}

void TransformFourierKernel(GridView k, float scale, FourierKernel& prepared,
                            MutableGridView scratch) {
  HWY_DYNAMIC_DISPATCH(TransformFourierKernelHere)(k, scale, prepared, scratch);
}

bool ComputeFourierUnit(const FourierUnit& unit, const FourierKernel& prepared, float bias,
                        MutableGridView scratch) {
  return HWY_DYNAMIC_DISPATCH(ComputeFourierUnitHere)(unit, prepared, bias, scratch);
}

}  // namespace convlens
#endif
