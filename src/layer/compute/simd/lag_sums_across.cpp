#include "layer/compute/simd/tap_routines.h"
#include "layer/compute/thread_scratch.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/lag_sums_across.cpp"
#include <hwy/foreach_target.h>
//
#include "layer/compute/simd/output_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

/// The elements of all channels, [row][column][lane]; lanes without a channel are 0.
void LayAcross(const LagInputs& in, int lanes, float* to) {
  const float* const* const from = in.elements;
  for (int r = 0; r < in.shape.height; ++r) {
    const ptrdiff_t row = r * in.element_pitch;
    int c = 0;
    for (; c + 4 <= in.shape.width; c += 4, to += 4 * lanes) {
      const ptrdiff_t at = row + c;
      int e = 0;
      for (; e + 4 <= in.element_count; e += 4) {
        float* const four[] = {to + e, to + e + lanes, to + e + 2 * lanes, to + e + 3 * lanes};
        TransposeFour(from[e] + at, from[e + 1] + at, from[e + 2] + at, from[e + 3] + at, four);
      }
      for (; e < lanes; ++e) {
        for (int i = 0; i < 4; ++i) to[e + i * lanes] = e < in.element_count ? from[e][at + i] : 0;
      }
    }
    for (; c < in.shape.width; ++c, to += lanes) {
      for (int e = 0; e < lanes; ++e) to[e] = e < in.element_count ? from[e][row + c] : 0;
    }
  }
}

/// What a tile does for the outputs of a layer: sources take the place of its elements, the cells
/// of a row that of its taps, rows that of its channels, and elements that of its weights.
template <int vectors>
void AddSums(const LagInputs& in, const float* elements, float* tile_sums, double* sums) {
  constexpr int kWide = vectors * kLanes;
  HWY_ALIGN const float zeros[kWide] = {};
  const Terms terms{in.rows, in.shape.height, in.columns, in.shape.width, elements, zeros};
  for (int s = 0; s < in.source_count; s += kElements) {
    const int count = HWY_MIN(kElements, in.source_count - s);
    Anywhere inputs;
    for (int i = 0; i < kElements; ++i) {
      inputs.at[i] = in.sources[s + HWY_MIN(i, count - 1)] - in.sources[0];
    }
    if (count <= kElements / 2) {
      Tile<kElements / 2, vectors>(terms, inputs, tile_sums);
    } else {
      Tile<kElements, vectors>(terms, inputs, tile_sums);
    }
    double* const to = sums + ptrdiff_t{s} * kWide;
    for (int i = 0; i < count * kWide; ++i) to[i] += double{tile_sums[i]};
  }
}

}  // namespace

void AddLagSumsAcrossHere(const LagInputs& in, double* sums) {
  const int lanes = in.element_count > kLanes ? kMostVectors * kLanes : kLanes;
  const auto cells = static_cast<ptrdiff_t>(in.shape.count()) * lanes;
  float* const elements = ThreadScratch(cells + kElements * kMostVectors * kLanes);
  LayAcross(in, lanes, elements);
  if (lanes == kLanes) return AddSums<1>(in, elements, elements + cells, sums);
  AddSums<kMostVectors>(in, elements, elements + cells, sums);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(AddLagSumsAcrossHere);

void AddLagSumsAcross(const LagInputs& inputs, double* sums) {
  HWY_DYNAMIC_DISPATCH(AddLagSumsAcrossHere)(inputs, sums);
}

}  // namespace convlens
#endif
