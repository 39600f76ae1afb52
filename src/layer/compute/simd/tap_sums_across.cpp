#include "layer/compute/simd/tap_routines.h"
#include "layer/compute/thread_scratch.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/tap_sums_across.cpp"
#include <hwy/foreach_target.h>
//
#include "layer/compute/simd/output_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

/// How many channels have weights that stay in the cache.
template <int vectors>
int ChunkOf(const TapInputs& inputs) {
  constexpr int kCachedWeights = 1 << 15;  // floats
  return HWY_MAX(1, kCachedWeights / (inputs.tap_count * vectors * kLanes));
}

/// Some rows: channels in chunks whose weights stay in the cache, over all elements.
template <int vectors>
void SumRows(const TapInputs& inputs, CellRect region, const LaneWeights& weights,
             const LayerSettings& settings, const TapOutputs& to) {
  constexpr int kOutputs = vectors * kLanes;
  const int chunk = ChunkOf<vectors>(inputs);
  const auto count = static_cast<int>(region.shape().count());
  float* sums = ThreadScratch(ptrdiff_t{kOutputs} * (count + kElements));
  HWY_ALIGN float bias[kOutputs] = {};
  for (int o = 0; o < to.count; ++o) bias[weights.first + o] = to.bias[o];
  Tiles tiles(inputs, region);
  for (int c = 0; c < inputs.channel_count; c += chunk) {
    const Terms terms{inputs.channels + c,
                      HWY_MIN(chunk, inputs.channel_count - c),
                      inputs.taps,
                      inputs.tap_count,
                      weights.data + ptrdiff_t{c} * inputs.tap_count * kOutputs,
                      c == 0 ? bias : nullptr};
    tiles.Add<vectors>(terms, sums);
  }
  const int all = count * kOutputs;
  ActivateAll(settings, {sums, 1, all, all});
  StoreRegion(sums + weights.first, region.width, kOutputs, region, to);
}

template <int vectors>
void SumRegion(const TapInputs& inputs, CellRect region, const LaneWeights& weights,
               const LayerSettings& settings, const TapOutputs& to) {
  // Sums that wait for the next chunk of channels are kept beside its weights; those that do not
  // are stored while they are in the first cache.
  const bool one_chunk = ChunkOf<vectors>(inputs) >= inputs.channel_count;
  const int cached_sums = one_chunk ? 1 << 12 : 1 << 15;  // floats
  const int rows = HWY_MAX(1, cached_sums / (vectors * kLanes * region.width));
  for (int r = 0; r < region.height; r += rows) {
    const CellRect band{region.row + r, region.col, HWY_MIN(rows, region.height - r), region.width};
    SumRows<vectors>(inputs, band, weights, settings, to);
  }
}

}  // namespace

int OutputLanesHere() { return kLanes; }

void SumTapsAcrossHere(const TapInputs& inputs, CellRect region, const LaneWeights& weights,
                       const LayerSettings& settings, const TapOutputs& to) {
  if (weights.lanes == kLanes) return SumRegion<1>(inputs, region, weights, settings, to);
  SumRegion<kMostVectors>(inputs, region, weights, settings, to);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(OutputLanesHere);
HWY_EXPORT(SumTapsAcrossHere);

int OutputLanes() { return HWY_DYNAMIC_DISPATCH(OutputLanesHere)(); }

void SumTapsAcross(const TapInputs& inputs, CellRect region, const LaneWeights& weights,
                   const LayerSettings& settings, const TapOutputs& outputs) {
  if (region.empty()) return;
  HWY_DYNAMIC_DISPATCH(SumTapsAcrossHere)(inputs, region, weights, settings, outputs);
  if (outputs.past_cache) hwy::FlushStream();  // before another thread is told that they are there
}

}  // namespace convlens
#endif
