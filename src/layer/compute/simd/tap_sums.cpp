#include "layer/compute/simd/tap_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/tap_sums.cpp"
#include <hwy/foreach_target.h>
//
#include "layer/compute/simd/tap_places-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

/// outputs×vectors sums in registers: each vector of input is loaded once for all outputs, each
/// weight once for all vectors.
template <int outputs, int vectors>
HWY_NOINLINE void Tile(const TapInputs& inputs, const Place* places, const float* weights,
                       ptrdiff_t weight_step, const TapOutputs& to, int first) {
  V sum[outputs][vectors];
  CONVLENS_UNROLL
  for (int o = 0; o < outputs; ++o) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) sum[o][v] = hn::Set(D(), to.bias[first + o]);
  }
  ptrdiff_t offset[vectors];
  for (int v = 0; v < vectors; ++v) offset[v] = places[v].in;
  const float* w = weights + first;
  // Copies that nothing else can reach: they would be loaded again in every turn.
  const float* const* const channels = inputs.channels;
  const ptrdiff_t* const taps = inputs.taps;
  const int channel_count = inputs.channel_count;
  const int tap_count = inputs.tap_count;
  for (int c = 0; c < channel_count; ++c) {
    const float* const channel = channels[c];
    for (int t = 0; t < tap_count; ++t, w += weight_step) {
      const float* const x = channel + taps[t];
      V in[vectors];
      CONVLENS_UNROLL
      for (int v = 0; v < vectors; ++v) {
        in[v] = hn::LoadU(D(), x + offset[v]);
        if (outputs > 1) KeepInRegister(in[v]);
      }
      CONVLENS_UNROLL
      for (int o = 0; o < outputs; ++o) {
        const V weight = hn::Set(D(), w[o]);
        CONVLENS_UNROLL
        for (int v = 0; v < vectors; ++v) sum[o][v] = hn::MulAdd(weight, in[v], sum[o][v]);
      }
    }
  }
  CONVLENS_UNROLL
  for (int o = 0; o < outputs; ++o) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      StoreLanes(sum[o][v], places[v], to.col_step, to.y[first + o]);
    }
  }
}

/// Outputs [first, first + outputs) of the whole region, `most` vectors at once while they last.
template <int outputs, int most>
void Region(const TapInputs& inputs, CellRect region, const float* weights, ptrdiff_t weight_step,
            const TapOutputs& to, int first) {
  Places places(inputs, region, to.row_step, to.col_step);
  while (!places.Done()) {
    Place tile[most];
    int count = 0;
    while (count < most && !places.Done()) tile[count++] = places.Next();
    if (count == most) {
      Tile<outputs, most>(inputs, tile, weights, weight_step, to, first);
      continue;
    }
    int v = 0;
    for (; v + 2 <= count; v += 2) {
      Tile<outputs, 2>(inputs, tile + v, weights, weight_step, to, first);
    }
    if (v < count) Tile<outputs, 1>(inputs, tile + v, weights, weight_step, to, first);
  }
}

constexpr int kSums = kManyRegisters ? 24 : 12;

}  // namespace

void SumTapsHere(const TapInputs& inputs, CellRect region, const float* weights,
                 ptrdiff_t weight_step, const TapOutputs& to) {
  int o = 0;
  if constexpr (kManyRegisters) {
    for (; o + 8 <= to.count; o += 8) {
      Region<8, kSums / 8>(inputs, region, weights, weight_step, to, o);
    }
    for (; o + 6 <= to.count; o += 6) {
      Region<6, kSums / 6>(inputs, region, weights, weight_step, to, o);
    }
  }
  for (; o + 4 <= to.count; o += 4) {
    Region<4, kSums / 4>(inputs, region, weights, weight_step, to, o);
  }
  for (; o + 2 <= to.count; o += 2) {
    Region<2, 6>(inputs, region, weights, weight_step, to, o);
  }
  for (; o < to.count; ++o) Region<1, 8>(inputs, region, weights, weight_step, to, o);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(SumTapsHere);

void SumTaps(const TapInputs& inputs, CellRect region, const float* weights, ptrdiff_t weight_step,
             const TapOutputs& outputs) {
  if (region.empty()) return;
  HWY_DYNAMIC_DISPATCH(SumTapsHere)(inputs, region, weights, weight_step, outputs);
}

}  // namespace convlens
#endif
