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

/// The transforms of F(2×2, 3×3).
struct Two {
  static constexpr int kTile = 2;

  /// Bᵀ d of four numbers, `step` apart.
  static HWY_INLINE void Input(const V* d, V* to, int step) {
    to[0] = hn::Sub(d[0], d[2 * step]);
    to[step] = hn::Add(d[step], d[2 * step]);
    to[2 * step] = hn::Sub(d[2 * step], d[step]);
    to[3 * step] = hn::Sub(d[step], d[3 * step]);
  }
  /// G g of three numbers.
  static HWY_INLINE void Weights(V g0, V g1, V g2, V* to, int step) {
    const V half = hn::Set(D(), 0.5F);
    const V ends = hn::Add(g0, g2);
    to[0] = g0;
    to[step] = hn::Mul(half, hn::Add(ends, g1));
    to[2 * step] = hn::Mul(half, hn::Sub(ends, g1));
    to[3 * step] = g2;
  }
  /// Aᵀ m of four numbers side by side, the results `step` apart.
  static HWY_INLINE void Output(const V* m, V* to, int step) {
    to[0] = hn::Add(hn::Add(m[0], m[1]), m[2]);
    to[step] = hn::Sub(hn::Sub(m[1], m[2]), m[3]);
  }
  /// The columns 2t, 2t + 1, 2t + 2, 2t + 3 of a vector of tiles.
  static HWY_INLINE void Load(const float* p, V* to) {
#if HWY_TARGET == HWY_SCALAR
    for (int i = 0; i < 4; ++i) to[i] = hn::LoadU(D(), p + i);
#else
    hn::LoadInterleaved2(D(), p, to[0], to[1]);
    hn::LoadInterleaved2(D(), p + 2, to[2], to[3]);
#endif
  }
};

/// The transforms of F(4×4, 3×3), for the points 0, ±1, ±2 and infinity.
struct Four {
  static constexpr int kTile = 4;

  static HWY_INLINE void Input(const V* d, V* to, int step) {
    const V two = hn::Set(D(), 2.0F);
    const V four = hn::Set(D(), 4.0F);
    const V five = hn::Set(D(), 5.0F);
    const V d1 = d[step];
    const V d2 = d[2 * step];
    const V d3 = d[3 * step];
    const V d4 = d[4 * step];
    const V even = hn::NegMulAdd(four, d2, d4);
    const V odd = hn::NegMulAdd(four, d1, d3);
    const V near = hn::Sub(d4, d2);
    const V far = hn::Mul(two, hn::Sub(d3, d1));
    to[0] = hn::MulAdd(four, d[0], hn::NegMulAdd(five, d2, d4));
    to[step] = hn::Add(even, odd);
    to[2 * step] = hn::Sub(even, odd);
    to[3 * step] = hn::Add(near, far);
    to[4 * step] = hn::Sub(near, far);
    to[5 * step] = hn::MulAdd(four, d1, hn::NegMulAdd(five, d3, d[5 * step]));
  }
  static HWY_INLINE void Weights(V g0, V g1, V g2, V* to, int step) {
    const V sixth = hn::Set(D(), -1.0F / 6);
    const V twelfth = hn::Set(D(), 1.0F / 12);
    const V ends = hn::Add(g0, g2);
    const V far = hn::MulAdd(hn::Set(D(), 1.0F / 24), g0, hn::Mul(hn::Set(D(), 1.0F / 6), g2));
    to[0] = hn::Mul(hn::Set(D(), 0.25F), g0);
    to[step] = hn::Mul(sixth, hn::Add(ends, g1));
    to[2 * step] = hn::Mul(sixth, hn::Sub(ends, g1));
    to[3 * step] = hn::MulAdd(twelfth, g1, far);
    to[4 * step] = hn::NegMulAdd(twelfth, g1, far);
    to[5 * step] = g2;
  }
  static HWY_INLINE void Output(const V* m, V* to, int step) {
    const V near = hn::Add(m[1], m[2]);
    const V near_odd = hn::Sub(m[1], m[2]);
    const V far = hn::Add(m[3], m[4]);
    const V far_odd = hn::Sub(m[3], m[4]);
    to[0] = hn::Add(hn::Add(m[0], near), far);
    to[step] = hn::MulAdd(hn::Set(D(), 2.0F), far_odd, near_odd);
    to[2 * step] = hn::MulAdd(hn::Set(D(), 4.0F), far, near);
    to[3 * step] = hn::Add(hn::MulAdd(hn::Set(D(), 8.0F), far_odd, near_odd), m[5]);
  }
  /// The columns 4t to 4t + 5 of a vector of tiles.
  static HWY_INLINE void Load(const float* p, V* to) {
#if HWY_TARGET == HWY_SCALAR
    for (int i = 0; i < 6; ++i) to[i] = hn::LoadU(D(), p + i);
#else
    V third, fourth;
    hn::LoadInterleaved4(D(), p, to[0], to[1], to[2], to[3]);
    hn::LoadInterleaved4(D(), p + 4, to[4], to[5], third, fourth);
#endif
  }
};

template <class Filtering>
inline constexpr int kSide = Filtering::kTile + 2;  // of a tile's inputs, and of its places

/// One vector of a block's outputs of one tile; adds 0 · output to `flag`.
template <class Filtering>
HWY_INLINE void FinishTile(const float* products, ptrdiff_t place_step, V bias, float* sums,
                           ptrdiff_t row_step, ptrdiff_t element_step, V& flag) {
  constexpr int side = kSide<Filtering>;
  constexpr int tile = Filtering::kTile;
  V by_rows[tile * side];  // [output row][place column]
  CONVLENS_UNROLL
  for (int b = 0; b < side; ++b) {
    V m[side];
    CONVLENS_UNROLL
    for (int a = 0; a < side; ++a) {
      m[a] = hn::LoadU(D(), products + (a * side + b) * place_step);
    }
    Filtering::Output(m, by_rows + b, side);
  }
  CONVLENS_UNROLL
  for (int a = 0; a < tile; ++a) {
    V y[tile];
    Filtering::Output(by_rows + a * side, y, 1);
    CONVLENS_UNROLL
    for (int b = 0; b < tile; ++b) {
      const V sum = hn::Add(y[b], bias);
      flag = hn::MulAdd(sum, hn::Zero(D()), flag);
      hn::StoreU(sum, D(), sums + a * row_step + b * element_step);
    }
  }
}

template <class Filtering, int vectors>
bool Outputs(const WinogradTiles& tiles, const float* u, const float* bias, float* products,
             float* sums) {
  constexpr int kOutputs = vectors * kLanes;
  constexpr int places = kSide<Filtering> * kSide<Filtering>;
  constexpr int tile = Filtering::kTile;
  const ptrdiff_t place_step = ptrdiff_t{kOutputs} * (tiles.count() + kElements);
  HWY_ALIGN const float zeros[kOutputs] = {};
  const ptrdiff_t tap = 0;
  TapInputs inputs;
  for (int p = 0; p < places; ++p) {
    const Terms terms{tiles.inputs + ptrdiff_t{p} * tiles.channels, tiles.channels, &tap, 1,
                      u + ptrdiff_t{p} * tiles.channels * kOutputs, zeros};
    Tiles(inputs, {0, 0, 1, tiles.count()}).Add<vectors>(terms, products + p * place_step);
  }
  V flag = hn::Zero(D());
  const ptrdiff_t row_step = ptrdiff_t{tile} * tiles.cols * kOutputs;
  for (int v = 0; v < vectors; ++v) {
    const V of_lanes = hn::LoadU(D(), bias + v * kLanes);
    const float* from = products + v * kLanes;
    for (int r = 0; r < tiles.rows; ++r) {
      float* to = sums + tile * r * row_step + v * kLanes;
      for (int c = 0; c < tiles.cols; ++c, from += kOutputs, to += tile * kOutputs) {
        FinishTile<Filtering>(from, place_step, of_lanes, to, row_step, kOutputs, flag);
      }
    }
  }
  return hn::AllTrue(D(), hn::Eq(flag, hn::Zero(D())));
}

template <class Filtering>
void Inputs(const float* rows, ptrdiff_t pitch, int tiles, float* v, ptrdiff_t place_step) {
  constexpr int side = kSide<Filtering>;
  for (int t = 0; t < tiles; t += kLanes) {
    V d[side * side];
    CONVLENS_UNROLL
    for (int a = 0; a < side; ++a) {
      Filtering::Load(rows + a * pitch + Filtering::kTile * t, d + side * a);
    }
    V by_rows[side * side];
    CONVLENS_UNROLL
    for (int b = 0; b < side; ++b) Filtering::Input(d + b, by_rows + b, side);
    CONVLENS_UNROLL
    for (int a = 0; a < side; ++a) {
      V to[side];
      Filtering::Input(by_rows + side * a, to, 1);
      CONVLENS_UNROLL
      for (int b = 0; b < side; ++b) hn::StoreU(to[b], D(), v + (a * side + b) * place_step + t);
    }
  }
}

template <class Filtering>
void Weights(const float* packed, int channels, int lanes, float* u) {
  constexpr int side = kSide<Filtering>;
  const ptrdiff_t place_step = ptrdiff_t{channels} * lanes;
  for (int c = 0; c < channels; ++c, packed += 9 * lanes, u += lanes) {
    for (int lane = 0; lane < lanes; lane += kLanes) {
      V by_rows[3 * side];  // [place row][kernel column]
      CONVLENS_UNROLL
      for (int b = 0; b < 3; ++b) {
        V g[3];
        CONVLENS_UNROLL
        for (int a = 0; a < 3; ++a) g[a] = hn::LoadU(D(), packed + (a * 3 + b) * lanes + lane);
        Filtering::Weights(g[0], g[1], g[2], by_rows + b, 3);
      }
      CONVLENS_UNROLL
      for (int a = 0; a < side; ++a) {
        V to[side];
        Filtering::Weights(by_rows[3 * a], by_rows[3 * a + 1], by_rows[3 * a + 2], to, 1);
        CONVLENS_UNROLL
        for (int b = 0; b < side; ++b) {
          hn::StoreU(to[b], D(), u + (a * side + b) * place_step + lane);
        }
      }
    }
  }
}

template <class Filtering>
bool OutputsOfLanes(const WinogradTiles& tiles, const float* u, const float* bias, int lanes,
                    float* products, float* sums) {
  if (lanes == kLanes) return Outputs<Filtering, 1>(tiles, u, bias, products, sums);
  return Outputs<Filtering, kMostVectors>(tiles, u, bias, products, sums);
}

}  // namespace

void WinogradInputsHere(int tile, const float* rows, ptrdiff_t pitch, int tiles, float* v,
                        ptrdiff_t place_step) {
  if (tile == 4) return Inputs<Four>(rows, pitch, tiles, v, place_step);
  Inputs<Two>(rows, pitch, tiles, v, place_step);
}

void WinogradWeightsHere(int tile, const float* packed, int channels, int lanes, float* u) {
  if (tile == 4) return Weights<Four>(packed, channels, lanes, u);
  Weights<Two>(packed, channels, lanes, u);
}

bool WinogradOutputsHere(const WinogradTiles& tiles, const float* u, const float* bias, int lanes,
                         float* products, float* sums) {
  if (tiles.tile == 4) return OutputsOfLanes<Four>(tiles, u, bias, lanes, products, sums);
  return OutputsOfLanes<Two>(tiles, u, bias, lanes, products, sums);
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

void WinogradInputs(int tile, const float* rows, ptrdiff_t pitch, int tiles, float* v,
                    ptrdiff_t place_step) {
  HWY_DYNAMIC_DISPATCH(WinogradInputsHere)(tile, rows, pitch, tiles, v, place_step);
}

void WinogradWeights(int tile, const float* packed, int channels, int lanes, float* u) {
  HWY_DYNAMIC_DISPATCH(WinogradWeightsHere)(tile, packed, channels, lanes, u);
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
