#include "core/grid/simd/summary_routines.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/grid/simd/summary_routines.cpp"
#include <hwy/foreach_target.h>
//
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

// Sixteen sums side by side, in as many vectors as the target needs for them: so every target adds
// the same numbers in the same order.
constexpr int kSums = 16;
using Lanes = hn::CappedTag<float, kSums>;
using V = hn::Vec<Lanes>;
constexpr int kStep = hn::MaxLanes(Lanes());
constexpr int kVectors = kSums / kStep;

/// Minimum, maximum and sum of columns j, j + 16, …
struct Columns {
  V min[kVectors];
  V max[kVectors];
  V sum[kVectors];

  explicit HWY_INLINE Columns(const RowStatistics& none) {
    CONVLENS_UNROLL
    for (int v = 0; v < kVectors; ++v) {
      min[v] = hn::Set(Lanes(), none.min);
      max[v] = hn::Set(Lanes(), none.max);
      sum[v] = hn::Zero(Lanes());
    }
  }
  HWY_INLINE void Add(const float* cells) {
    CONVLENS_UNROLL
    for (int v = 0; v < kVectors; ++v) {
      const V cell = hn::LoadU(Lanes(), cells + v * kStep);
      min[v] = hn::Min(cell, min[v]);
      max[v] = hn::Max(cell, max[v]);
      sum[v] = hn::Add(cell, sum[v]);
    }
  }
  /// Hands the sums over to double precision.
  HWY_INLINE void Flush(double* wide) {
    float narrow[kSums];
    CONVLENS_UNROLL
    for (int v = 0; v < kVectors; ++v) {
      hn::StoreU(sum[v], Lanes(), narrow + v * kStep);
      sum[v] = hn::Zero(Lanes());
    }
    for (int i = 0; i < kSums; ++i) wide[i] += double{narrow[i]};
  }
  HWY_INLINE void Extremes(RowStatistics& row) const {
    float low[kSums];
    float high[kSums];
    CONVLENS_UNROLL
    for (int v = 0; v < kVectors; ++v) {
      hn::StoreU(min[v], Lanes(), low + v * kStep);
      hn::StoreU(max[v], Lanes(), high + v * kStep);
    }
    for (int i = 0; i < kSums; ++i) {
      row.min = std::min(row.min, low[i]);
      row.max = std::max(row.max, high[i]);
    }
  }
};

}  // namespace

RowStatistics StatisticsOfFiniteRowHere(const float* cells, int width) {
  constexpr int kFlush = 256;  // cells, 16 a sum, before double takes over
  RowStatistics row;
  int c = 0;
  if (width >= kSums) {
    Columns columns(row);
    double wide[kSums] = {};
    while (c + kSums <= width) {
      const int end = std::min(width, c + kFlush);
      for (; c + kSums <= end; c += kSums) columns.Add(cells + c);
      columns.Flush(wide);
    }
    columns.Extremes(row);
    for (const double sum : wide) row.sum += sum;
  }
  for (; c < width; ++c) {
    row.min = std::min(row.min, cells[c]);
    row.max = std::max(row.max, cells[c]);
    row.sum += double{cells[c]};
  }
  return row;
}

void HalveRowsHere(const float* top, const float* bottom, int pairs, float* out) {
  using D = FullTag;
  constexpr int kLanes = hn::MaxLanes(D());
  const auto quarter = hn::Set(D(), 0.25F);
  int c = 0;
  for (; c + kLanes <= pairs; c += kLanes) {
    hn::Vec<D> top_even, top_odd, bottom_even, bottom_odd;
    hn::LoadInterleaved2(D(), top + 2 * c, top_even, top_odd);
    hn::LoadInterleaved2(D(), bottom + 2 * c, bottom_even, bottom_odd);
    const auto sum = hn::Add(hn::Add(top_even, top_odd), hn::Add(bottom_even, bottom_odd));
    hn::StoreU(hn::Mul(quarter, sum), D(), out + c);
  }
  for (; c < pairs; ++c) {
    out[c] = 0.25F * ((top[2 * c] + top[2 * c + 1]) + (bottom[2 * c] + bottom[2 * c + 1]));
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(StatisticsOfFiniteRowHere);
HWY_EXPORT(HalveRowsHere);

RowStatistics StatisticsOfFiniteRow(const float* cells, int width) {
  return HWY_DYNAMIC_DISPATCH(StatisticsOfFiniteRowHere)(cells, width);
}

void HalveRows(const float* top, const float* bottom, int pairs, float* out) {
  HWY_DYNAMIC_DISPATCH(HalveRowsHere)(top, bottom, pairs, out);
}

}  // namespace convlens
#endif
