#include "layer/compute/simd/winograd_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/winograd.cpp"
#include <hwy/foreach_target.h>
//
#include "layer/compute/simd/output_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

/// Bᵀ d of four numbers, `step` apart.
HWY_INLINE void TransformInput(const V* d, V* to, int step) {
  to[0] = hn::Sub(d[0], d[2 * step]);
  to[step] = hn::Add(d[step], d[2 * step]);
  to[2 * step] = hn::Sub(d[2 * step], d[step]);
  to[3 * step] = hn::Sub(d[step], d[3 * step]);
}

/// G g of three numbers.
HWY_INLINE void TransformWeights(V g0, V g1, V g2, V* to, int step) {
  const V half = hn::Set(D(), 0.5F);
  const V ends = hn::Add(g0, g2);
  to[0] = g0;
  to[step] = hn::Mul(half, hn::Add(ends, g1));
  to[2 * step] = hn::Mul(half, hn::Sub(ends, g1));
  to[3 * step] = g2;
}

/// Aᵀ m of four numbers, `step` apart.
HWY_INLINE void TransformOutput(const V* m, int step, V& first, V& second) {
  first = hn::Add(hn::Add(m[0], m[step]), m[2 * step]);
  second = hn::Sub(hn::Sub(m[step], m[2 * step]), m[3 * step]);
}

/// The columns 2t, 2t + 1, 2t + 2, 2t + 3 of a vector of tiles.
HWY_INLINE void LoadColumns(const float* p, V* to) {
#if HWY_TARGET == HWY_SCALAR
  for (int i = 0; i < 4; ++i) to[i] = hn::LoadU(D(), p + i);
#else
  hn::LoadInterleaved2(D(), p, to[0], to[1]);
  hn::LoadInterleaved2(D(), p + 2, to[2], to[3]);
#endif
}

/// One vector of a block's outputs of one tile; adds 0 · output to `flag`.
HWY_INLINE void FinishTile(const float* products, ptrdiff_t place_step, V bias, float* sums,
                           ptrdiff_t row_step, ptrdiff_t element_step, V& flag) {
  V by_rows[2][4];
  CONVLENS_UNROLL
  for (int b = 0; b < 4; ++b) {
    V m[4];
    CONVLENS_UNROLL
    for (int a = 0; a < 4; ++a) m[a] = hn::LoadU(D(), products + (a * 4 + b) * place_step);
    TransformOutput(m, 1, by_rows[0][b], by_rows[1][b]);
  }
  CONVLENS_UNROLL
  for (int a = 0; a < 2; ++a) {
    V y[2];
    TransformOutput(by_rows[a], 1, y[0], y[1]);
    CONVLENS_UNROLL
    for (int b = 0; b < 2; ++b) {
      const V sum = hn::Add(y[b], bias);
      flag = hn::MulAdd(sum, hn::Zero(D()), flag);
      hn::StoreU(sum, D(), sums + a * row_step + b * element_step);
    }
  }
}

template <int vectors>
bool Outputs(const WinogradTiles& tiles, const float* u, const float* bias, float* products,
             float* sums) {
  constexpr int kOutputs = vectors * kLanes;
  const ptrdiff_t place_step = ptrdiff_t{kOutputs} * (tiles.count() + kElements);
  HWY_ALIGN const float zeros[kOutputs] = {};
  const ptrdiff_t tap = 0;
  TapInputs inputs;
  for (int p = 0; p < kWinogradPlaces; ++p) {
    const Terms terms{tiles.inputs + ptrdiff_t{p} * tiles.channels, tiles.channels, &tap, 1,
                      u + ptrdiff_t{p} * tiles.channels * kOutputs, zeros};
    Tiles(inputs, {0, 0, 1, tiles.count()}).Add<vectors>(terms, products + p * place_step);
  }
  V flag = hn::Zero(D());
  const ptrdiff_t row_step = ptrdiff_t{2} * tiles.cols * kOutputs;
  for (int v = 0; v < vectors; ++v) {
    const V of_lanes = hn::LoadU(D(), bias + v * kLanes);
    const float* from = products + v * kLanes;
    for (int r = 0; r < tiles.rows; ++r) {
      float* to = sums + 2 * r * row_step + v * kLanes;
      for (int c = 0; c < tiles.cols; ++c, from += kOutputs, to += 2 * kOutputs) {
        FinishTile(from, place_step, of_lanes, to, row_step, kOutputs, flag);
      }
    }
  }
  return hn::AllTrue(D(), hn::Eq(flag, hn::Zero(D())));
}

}  // namespace

void WinogradInputsHere(const float* rows, ptrdiff_t pitch, int tiles, float* v,
                        ptrdiff_t place_step) {
  for (int t = 0; t < tiles; t += kLanes) {
    V d[16];
    CONVLENS_UNROLL
    for (int a = 0; a < 4; ++a) LoadColumns(rows + a * pitch + 2 * t, d + 4 * a);
    V by_rows[16];
    CONVLENS_UNROLL
    for (int b = 0; b < 4; ++b) TransformInput(d + b, by_rows + b, 4);
    CONVLENS_UNROLL
    for (int a = 0; a < 4; ++a) {
      V to[4];
      TransformInput(by_rows + 4 * a, to, 1);
      CONVLENS_UNROLL
      for (int b = 0; b < 4; ++b) hn::StoreU(to[b], D(), v + (a * 4 + b) * place_step + t);
    }
  }
}

void WinogradWeightsHere(const float* packed, int channels, int lanes, float* u) {
  const ptrdiff_t place_step = ptrdiff_t{channels} * lanes;
  for (int c = 0; c < channels; ++c, packed += 9 * lanes, u += lanes) {
    for (int lane = 0; lane < lanes; lane += kLanes) {
      V by_rows[12];  // [place row][kernel column]
      CONVLENS_UNROLL
      for (int b = 0; b < 3; ++b) {
        V g[3];
        CONVLENS_UNROLL
        for (int a = 0; a < 3; ++a) g[a] = hn::LoadU(D(), packed + (a * 3 + b) * lanes + lane);
        TransformWeights(g[0], g[1], g[2], by_rows + b, 3);
      }
      CONVLENS_UNROLL
      for (int a = 0; a < 4; ++a) {
        V to[4];
        TransformWeights(by_rows[3 * a], by_rows[3 * a + 1], by_rows[3 * a + 2], to, 1);
        CONVLENS_UNROLL
        for (int b = 0; b < 4; ++b) hn::StoreU(to[b], D(), u + (a * 4 + b) * place_step + lane);
      }
    }
  }
}

bool WinogradOutputsHere(const WinogradTiles& tiles, const float* u, const float* bias, int lanes,
                         float* products, float* sums) {
  if (lanes == kLanes) return Outputs<1>(tiles, u, bias, products, sums);
  return Outputs<kMostVectors>(tiles, u, bias, products, sums);
}

void StoreSumsHere(const float* sums, ptrdiff_t row_elements, int lanes, CellRect region,
                   const TapOutputs& outputs) {
  StoreRegion(sums, row_elements, lanes, region, outputs);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(WinogradInputsHere);
HWY_EXPORT(WinogradWeightsHere);
HWY_EXPORT(WinogradOutputsHere);
HWY_EXPORT(StoreSumsHere);

void WinogradInputs(const float* rows, ptrdiff_t pitch, int tiles, float* v, ptrdiff_t place_step) {
  HWY_DYNAMIC_DISPATCH(WinogradInputsHere)(rows, pitch, tiles, v, place_step);
}

void WinogradWeights(const float* packed, int channels, int lanes, float* u) {
  HWY_DYNAMIC_DISPATCH(WinogradWeightsHere)(packed, channels, lanes, u);
}

bool WinogradOutputs(const WinogradTiles& tiles, const float* u, const float* bias, int lanes,
                     float* products, float* sums) {
  return HWY_DYNAMIC_DISPATCH(WinogradOutputsHere)(tiles, u, bias, lanes, products, sums);
}

void StoreSums(const float* sums, ptrdiff_t row_elements, int lanes, CellRect region,
               const TapOutputs& outputs) {
  HWY_DYNAMIC_DISPATCH(StoreSumsHere)(sums, row_elements, lanes, region, outputs);
}

}  // namespace convlens
#endif
