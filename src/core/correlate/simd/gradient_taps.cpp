#include "core/correlate/simd/gradient_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/gradient_taps.cpp"
#include <hwy/foreach_target.h>
//
#include "core/grid/simd/simd_lanes-inl.h"

// The kernel gradient: every tap of a tile of the kernel is an accumulator in a register, while a
// few rows of g stay in others and the rows of x that they meet pass by.

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

constexpr int kRows = 4;                           // rows of g held in registers
constexpr int kTileSide = kManyRegisters ? 5 : 3;  // taps of one pass: at most its square
constexpr int kStep = WholeLanes::kCount;
constexpr int kMostTerms = 512;  // a lane's sum in float32 before it is added to a double

using V = WholeLanes::V;

/// One tile's sums: lanes in float32, flushed to `total` before they lose digits.
template <int height, int width>
struct TileSums {
  V lanes[height][width];
  int terms = 0;
  double total[height * width] = {};

  HWY_INLINE TileSums() { Clear(); }
  HWY_INLINE void Clear() {
    CONVLENS_UNROLL
    for (int a = 0; a < height; ++a) {
      CONVLENS_UNROLL
      for (int b = 0; b < width; ++b) lanes[a][b] = hn::Zero(FullTag());
    }
    terms = 0;
  }
  HWY_INLINE void Flush() {
    CONVLENS_UNROLL
    for (int a = 0; a < height; ++a) {
      CONVLENS_UNROLL
      for (int b = 0; b < width; ++b) {
        total[a * width + b] += double{SumByHalves(FullTag(), lanes[a][b])};
      }
    }
    Clear();
  }
};

/// The products of one vector of columns in `rows` rows of g with the rows of x that they meet.
template <int rows, int height, int width, class Lanes>
HWY_INLINE void AddColumns(const Lanes& lanes, const float* x, ptrdiff_t x_pitch, const float* g,
                           ptrdiff_t g_pitch, V (&sum)[height][width]) {
  V held[rows];
  CONVLENS_UNROLL
  for (int r = 0; r < rows; ++r) {
    held[r] = lanes.Load(g + r * g_pitch);
    KeepInRegister(held[r]);
  }
  CONVLENS_UNROLL
  for (int line = 0; line < rows + height - 1; ++line) {
    CONVLENS_UNROLL
    for (int b = 0; b < width; ++b) {
      V in = lanes.Load(x + line * x_pitch + b);
      KeepInRegister(in);
      CONVLENS_UNROLL
      for (int r = 0; r < rows; ++r) {
        const int a = line - r;
        if (a >= 0 && a < height) sum[a][b] = hn::MulAdd(held[r], in, sum[a][b]);
      }
    }
  }
}

/// The columns from `j` on, fewer than a vector of them, of rows [i, i + rows).
template <int rows, int height, int width>
HWY_INLINE void AddTail(const GridView& x, const GridView& g, int i, int j,
                        TileSums<height, width>& sums) {
  if constexpr (kSafeMasks) {
    AddColumns<rows>(FirstLanes(g.width - j), x.row(i) + j, x.pitch, g.row(i) + j, g.pitch,
                     sums.lanes);
    return;
  }
  for (int r = i; r < i + rows; ++r) {
    for (int t = 0; t < height * width; ++t) {
      const float* in = x.row(r + t / width) + t % width;
      for (int c = j; c < g.width; ++c) {
        sums.total[t] += double{g.at(r, c)} * double{in[c]};
      }
    }
  }
}

template <int rows, int height, int width>
HWY_INLINE void AddRows(const GridView& x, const GridView& g, int i,
                        TileSums<height, width>& sums) {
  int j = 0;
  while (j + kStep <= g.width) {
    const int steps = HWY_MIN((g.width - j) / kStep, kMostTerms / rows);
    if (sums.terms + steps * rows > kMostTerms) sums.Flush();
    sums.terms += steps * rows;
    for (const int end = j + steps * kStep; j < end; j += kStep) {
      AddColumns<rows>(WholeLanes(), x.row(i) + j, x.pitch, g.row(i) + j, g.pitch, sums.lanes);
    }
  }
  if (j < g.width) {
    AddTail<rows>(x, g, i, j, sums);
    sums.terms += rows;
  }
}

/// Adds to `total`, whose rows are `pitch` apart, the products of g with x, whose top left cell is
/// the one that the tile's first tap meets first.
template <int height, int width>
void AddTile(const GridView& x, const GridView& g, double* total, int pitch) {
  TileSums<height, width> sums;
  int i = 0;
  for (; i + kRows <= g.height; i += kRows) AddRows<kRows>(x, g, i, sums);
  for (; i < g.height; ++i) AddRows<1>(x, g, i, sums);
  sums.Flush();
  for (int a = 0; a < height; ++a) {
    for (int b = 0; b < width; ++b) {
      total[a * pitch + b] += sums.total[a * width + b];
    }
  }
}

using TileFunction = void (*)(const GridView& x, const GridView& g, double* total, int pitch);

template <int height>
TileFunction TileOfWidth(int width) {
  if (width == 1) return AddTile<height, 1>;
  if (width == 2) return AddTile<height, 2>;
  if constexpr (kTileSide > 3) {
    if (width == 4) return AddTile<height, 4>;
    if (width == 5) return AddTile<height, 5>;
  }
  return AddTile<height, 3>;
}

TileFunction TileOf(int height, int width) {
  if (height == 1) return TileOfWidth<1>(width);
  if (height == 2) return TileOfWidth<2>(width);
  if constexpr (kTileSide > 3) {
    if (height == 4) return TileOfWidth<4>(width);
    if (height == 5) return TileOfWidth<5>(width);
  }
  return TileOfWidth<3>(width);
}

/// Where the part that begins at `begin` ends, when taps are cut into few and equal parts.
int PartEnd(int begin, int count) {
  const int left = count - begin;
  if (left <= kTileSide) return count;
  const int parts = (left + kTileSide - 1) / kTileSide;
  return begin + (left + parts - 1) / parts;
}

}  // namespace

void AddKernelGradientHere(const GridView& x, const GridView& g, Shape kernel, double* sums) {
  for (int a = 0; a < kernel.height;) {
    const int below = PartEnd(a, kernel.height);
    for (int b = 0; b < kernel.width;) {
      const int right = PartEnd(b, kernel.width);
      const GridView met{x.row(a) + b, x.height - a, x.width - b, x.pitch};
      TileOf(below - a, right - b)(met, g, sums + a * kernel.width + b, kernel.width);
      b = right;
    }
    a = below;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(AddKernelGradientHere);

void AddKernelGradient(const GridView& x, const GridView& g, Shape kernel, double* sums) {
  HWY_DYNAMIC_DISPATCH(AddKernelGradientHere)(x, g, kernel, sums);
}

}  // namespace convlens
#endif
