#include "core/correlate/simd/low_rank_passes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/low_rank_passes.cpp"
#include <hwy/foreach_target.h>
//
#include "core/correlate/simd/low_rank_columns-inl.h"
#include "core/correlate/simd/low_rank_rows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

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
