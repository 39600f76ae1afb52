// Included once for each SIMD target, by the SIMD files of layers whose lanes are outputs: tiles
// of elements × outputs in registers, and how their sums become rows of outputs.

#if defined(CONVLENS_LAYER_OUTPUT_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_LAYER_OUTPUT_LANES_INL_H_
#undef CONVLENS_LAYER_OUTPUT_LANES_INL_H_
#else
#define CONVLENS_LAYER_OUTPUT_LANES_INL_H_
#endif

#include "core/grid/simd/simd_lanes-inl.h"
#include "layer/compute/simd/tap_routines.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

using D = WholeLanes::D;
using V = WholeLanes::V;
inline constexpr int kLanes = WholeLanes::kCount;

// Two vectors of outputs × as many elements as there are registers for.
inline constexpr int kMostVectors = 2;
inline constexpr int kElements = kManyRegisters ? 14 : 6;

/// What a tile adds: some channels, with their weights.
struct Terms {
  const float* const* channels;
  int channel_count;
  const ptrdiff_t* taps;
  int tap_count;
  const float* weights;
  const float* bias;  // what the sums begin with; nullptr where they go on
};

/// Where the inputs of a tile's elements lie: `step` apart, or anywhere.
template <int step>
struct Apart {
  ptrdiff_t first;
  HWY_INLINE const float* Begin(const float* channel) const { return channel + first; }
  HWY_INLINE ptrdiff_t At(int element) const { return element * step; }
};
struct Anywhere {
  ptrdiff_t at[kElements];
  HWY_INLINE const float* Begin(const float* channel) const { return channel; }
  HWY_INLINE ptrdiff_t At(int element) const { return at[element]; }
};

/// elements × vectors of outputs in registers, [element][output] in `sums`: each weight is loaded
/// once for all elements, each input once for all outputs.
template <int elements, int vectors, class Inputs>
HWY_NOINLINE void Tile(const Terms& terms, const Inputs& inputs, float* HWY_RESTRICT sums) {
  V sum[elements][vectors];
  CONVLENS_UNROLL
  for (int e = 0; e < elements; ++e) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      sum[e][v] = hn::LoadU(
          D(), terms.bias != nullptr ? terms.bias + v * kLanes : sums + (e * vectors + v) * kLanes);
    }
  }
  const float* w = terms.weights;
  const ptrdiff_t* const taps = terms.taps;
  const int tap_count = terms.tap_count;
  for (int c = 0; c < terms.channel_count; ++c) {
    const float* const begin = inputs.Begin(terms.channels[c]);
    for (int t = 0; t < tap_count; ++t, w += vectors * kLanes) {
      const float* const x = begin + taps[t];
      V weight[vectors];
      CONVLENS_UNROLL
      for (int v = 0; v < vectors; ++v) {
        weight[v] = hn::LoadU(D(), w + v * kLanes);
        KeepInRegister(weight[v]);
      }
      CONVLENS_UNROLL
      for (int e = 0; e < elements; ++e) {
        V in = hn::Set(D(), x[inputs.At(e)]);
        KeepInRegister(in);
        CONVLENS_UNROLL
        for (int v = 0; v < vectors; ++v) sum[e][v] = hn::MulAdd(weight[v], in, sum[e][v]);
      }
    }
  }
  CONVLENS_UNROLL
  for (int e = 0; e < elements; ++e) {
    CONVLENS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      hn::StoreU(sum[e][v], D(), sums + (e * vectors + v) * kLanes);
    }
  }
}

/// Walks over the elements of a region, row by row, a tile at a time.
class Tiles {
 public:
  Tiles(const TapInputs& inputs, CellRect region) : inputs_(inputs), region_(region) {}

  /// The sums of all elements, [element][output]; room for a whole tile behind the last is needed.
  template <int vectors>
  void Add(const Terms& terms, float* sums) {
    row_ = col_ = 0;
    const auto count = static_cast<ptrdiff_t>(region_.height) * region_.width;
    for (ptrdiff_t done = 0; done < count; done += kElements) {
      AddTile<vectors>(terms, static_cast<int>(HWY_MIN(count - done, ptrdiff_t{kElements})),
                       sums + done * vectors * kLanes);
    }
  }

 private:
  template <int vectors>
  void AddTile(const Terms& terms, int count, float* sums) {
    if (count == kElements && col_ + count <= region_.width) {
      const ptrdiff_t first = Here();
      if (inputs_.col_step == 1) {
        Advance(count);
        return Tile<kElements, vectors>(terms, Apart<1>{first}, sums);
      }
      if (inputs_.col_step == 2) {
        Advance(count);
        return Tile<kElements, vectors>(terms, Apart<2>{first}, sums);
      }
      if (inputs_.col_step == 4) {
        Advance(count);
        return Tile<kElements, vectors>(terms, Apart<4>{first}, sums);
      }
    }
    Anywhere inputs;
    for (int e = 0; e < kElements; ++e) {
      inputs.at[e] = e < count ? Here() : inputs.at[count - 1];
      if (e < count) Advance(1);
    }
    if (count == 1) return Tile<1, vectors>(terms, inputs, sums);
    if (count <= kElements / 2) return Tile<kElements / 2, vectors>(terms, inputs, sums);
    Tile<kElements, vectors>(terms, inputs, sums);
  }
  ptrdiff_t Here() const {
    return (region_.row + row_) * inputs_.row_step + (region_.col + col_) * inputs_.col_step;
  }
  void Advance(int count) {
    col_ += count;
    if (col_ < region_.width) return;
    col_ = 0;
    ++row_;
  }

  const TapInputs& inputs_;
  CellRect region_;
  int row_ = 0;
  int col_ = 0;
};

/// Four numbers from each of four places, to four places: the first of each to the first, and so
/// on.
HWY_INLINE void TransposeFour(const float* a, const float* b, const float* c, const float* d,
                              float* const (&to)[4]) {
#if HWY_TARGET == HWY_SCALAR
  for (int i = 0; i < 4; ++i) {
    const float numbers[] = {a[i], b[i], c[i], d[i]};
    for (int k = 0; k < 4; ++k) to[i][k] = numbers[k];
  }
#else
  const hn::CappedTag<float, 4> four;
  const hn::Repartition<uint64_t, decltype(four)> two;
  const auto e0 = hn::LoadU(four, a);
  const auto e1 = hn::LoadU(four, b);
  const auto e2 = hn::LoadU(four, c);
  const auto e3 = hn::LoadU(four, d);
  const auto low01 = hn::BitCast(two, hn::InterleaveLower(four, e0, e1));
  const auto low23 = hn::BitCast(two, hn::InterleaveLower(four, e2, e3));
  const auto high01 = hn::BitCast(two, hn::InterleaveUpper(four, e0, e1));
  const auto high23 = hn::BitCast(two, hn::InterleaveUpper(four, e2, e3));
  hn::StoreU(hn::BitCast(four, hn::InterleaveLower(two, low01, low23)), four, to[0]);
  hn::StoreU(hn::BitCast(four, hn::InterleaveUpper(two, low01, low23)), four, to[1]);
  hn::StoreU(hn::BitCast(four, hn::InterleaveLower(two, high01, high23)), four, to[2]);
  hn::StoreU(hn::BitCast(four, hn::InterleaveUpper(two, high01, high23)), four, to[3]);
#endif
}

/// Four elements of four outputs, from [element][output] to rows of outputs.
HWY_INLINE void StoreFourByFour(const float* sums, int lanes, float* const* y, ptrdiff_t at) {
  float* const to[] = {y[0] + at, y[1] + at, y[2] + at, y[3] + at};
  TransposeFour(sums, sums + lanes, sums + 2 * lanes, sums + 3 * lanes, to);
}

/// Eight elements of eight outputs: half a line of memory of each output at once.
template <bool streamed>
HWY_INLINE void StoreEightByEight(const float* sums, int lanes, float* const* y, ptrdiff_t at) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  const hn::CappedTag<float, 8> eight;
  const hn::Repartition<uint64_t, decltype(eight)> pairs;
  hn::Vec<decltype(eight)> by_outputs[2][4];  // [elements 0 to 3, 4 to 7][outputs o, o + 4]
  CONVLENS_UNROLL
  for (int half = 0; half < 2; ++half) {
    const float* from = sums + 4 * half * lanes;
    const auto e0 = hn::LoadU(eight, from);
    const auto e1 = hn::LoadU(eight, from + lanes);
    const auto e2 = hn::LoadU(eight, from + 2 * lanes);
    const auto e3 = hn::LoadU(eight, from + 3 * lanes);
    const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(eight, e0, e1));
    const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(eight, e2, e3));
    const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(eight, e0, e1));
    const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(eight, e2, e3));
    by_outputs[half][0] = hn::BitCast(eight, hn::InterleaveLower(pairs, low01, low23));
    by_outputs[half][1] = hn::BitCast(eight, hn::InterleaveUpper(pairs, low01, low23));
    by_outputs[half][2] = hn::BitCast(eight, hn::InterleaveLower(pairs, high01, high23));
    by_outputs[half][3] = hn::BitCast(eight, hn::InterleaveUpper(pairs, high01, high23));
  }
  CONVLENS_UNROLL
  for (int o = 0; o < 4; ++o) {
    const auto first = by_outputs[0][o];
    const auto second = by_outputs[1][o];
    const auto lower = hn::ConcatLowerLower(eight, second, first);
    const auto upper = hn::ConcatUpperUpper(eight, second, first);
    if constexpr (streamed) {
      hn::Stream(lower, eight, y[o] + at);
      hn::Stream(upper, eight, y[o + 4] + at);
    } else {
      hn::StoreU(lower, eight, y[o] + at);
      hn::StoreU(upper, eight, y[o + 4] + at);
    }
  }
#else
  for (int o = 0; o < 8; o += 4) {
    StoreFourByFour(sums + o, lanes, y + o, at);
    StoreFourByFour(sums + 4 * lanes + o, lanes, y + o, at + 4);
  }
#endif
}

/// `elements`, a multiple of 4, side by side, of all outputs: those of some outputs before the next
/// ones, since the rows of many outputs are far apart and share few places of the cache.
HWY_INLINE void StoreElements(const float* sums, int lanes, int elements, const TapOutputs& to,
                              ptrdiff_t at) {
  const auto address = reinterpret_cast<uintptr_t>(to.y[0] + at);
  const bool streamed = to.past_cache && address % Grid::kAlignment == 0;
  int o = 0;
  for (; o + 8 <= to.count; o += 8) {
    int e = 0;
    for (; e + 8 <= elements; e += 8) {
      if (streamed && e + 16 <= elements) {
        StoreEightByEight<true>(sums + e * lanes + o, lanes, to.y + o, at + e);
        e += 8;
        StoreEightByEight<true>(sums + e * lanes + o, lanes, to.y + o, at + e);
      } else {
        StoreEightByEight<false>(sums + e * lanes + o, lanes, to.y + o, at + e);
      }
    }
    if (e == elements) continue;
    StoreFourByFour(sums + e * lanes + o, lanes, to.y + o, at + e);
    StoreFourByFour(sums + e * lanes + o + 4, lanes, to.y + o + 4, at + e);
  }
  for (; o + 4 <= to.count; o += 4) {
    for (int e = 0; e < elements; e += 4) {
      StoreFourByFour(sums + e * lanes + o, lanes, to.y + o, at + e);
    }
  }
  for (; o < to.count; ++o) {
    for (int e = 0; e < elements; ++e) to.y[o][at + e] = sums[e * lanes + o];
  }
}

/// Puts the sums [row][element][lanes] of a region, rows of `row_elements` elements, whose outputs
/// are lanes from the first on, into y.
inline void StoreRegion(const float* all_sums, ptrdiff_t row_elements, int lanes, CellRect region,
                        const TapOutputs& to) {
  constexpr int kElementsAtOnce = 32;  // two lines of memory
  for (int r = 0; r < region.height; ++r) {
    const float* sums = all_sums + r * row_elements * lanes;
    const ptrdiff_t row = (region.row + r) * to.row_step + region.col * to.col_step;
    int c = 0;
    while (to.col_step == 1 && c + 4 <= region.width) {
      const int elements = HWY_MIN(kElementsAtOnce, (region.width - c) / 4 * 4);
      StoreElements(sums + ptrdiff_t{c} * lanes, lanes, elements, to, row + c);
      c += elements;
    }
    for (; c < region.width; ++c) {
      const float* element = sums + ptrdiff_t{c} * lanes;
      for (int o = 0; o < to.count; ++o) to.y[o][row + c * to.col_step] = element[o];
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
