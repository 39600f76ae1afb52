// Included once for each SIMD target, by SIMD files only: a square of vectors, transposed.

#if defined(CONVLENS_CORE_TRANSPOSE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_CORE_TRANSPOSE_INL_H_
#undef CONVLENS_CORE_TRANSPOSE_INL_H_
#else
#define CONVLENS_CORE_TRANSPOSE_INL_H_
#endif

#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR

/// Of four rows, transposes each block of 4×4: row j then has, in its block b, column 4b + j.
template <class D, class V>
HWY_INLINE void TransposeBlocks(D d, V (&rows)[hn::MaxLanes(D())], size_t first) {
  V& a = rows[first];
  V& b = rows[first + 1];
  V& c = rows[first + 2];
  V& e = rows[first + 3];
  const V low_ac = hn::InterleaveLower(d, a, c);  // a0 c0 a1 c1
  const V low_be = hn::InterleaveLower(d, b, e);
  const V high_ac = hn::InterleaveUpper(d, a, c);  // a2 c2 a3 c3
  const V high_be = hn::InterleaveUpper(d, b, e);
  a = hn::InterleaveLower(d, low_ac, low_be);
  b = hn::InterleaveUpper(d, low_ac, low_be);
  c = hn::InterleaveLower(d, high_ac, high_be);
  e = hn::InterleaveUpper(d, high_ac, high_be);
}

/// Exchanges the upper half of `a` with the lower half of `b`.
template <class D, class V>
HWY_INLINE void ExchangeHalves(D d, V& a, V& b) {
  const V lower = hn::ConcatLowerLower(d, b, a);
  b = hn::ConcatUpperUpper(d, b, a);
  a = lower;
}

/// Exchanges the odd blocks of `a` with the even blocks of `b`.
template <class V>
HWY_INLINE void ExchangeBlocks(V& a, V& b) {
  const V even = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(b), a);
  b = hn::OddEvenBlocks(b, hn::SwapAdjacentBlocks(a));
  a = even;
}

/// As many rows as a vector has lanes, transposed in registers.
template <class D, class V>
HWY_INLINE void Transpose(D d, V (&rows)[hn::MaxLanes(D())]) {
  constexpr size_t kRows = hn::MaxLanes(D());
  CONVLENS_UNROLL
  for (size_t r = 0; r < kRows; r += 4) TransposeBlocks(d, rows, r);
  if constexpr (kRows == 16) {
    CONVLENS_UNROLL
    for (size_t r = 0; r < 8; ++r) ExchangeHalves(d, rows[r], rows[r + 8]);
    CONVLENS_UNROLL
    for (size_t r = 0; r < 16; ++r) {
      if (r % 8 < 4) ExchangeBlocks(rows[r], rows[r + 4]);
    }
  } else if constexpr (kRows == 8) {
    CONVLENS_UNROLL
    for (size_t r = 0; r < 4; ++r) ExchangeHalves(d, rows[r], rows[r + 4]);
  }
}

#else

template <class D, class V>
HWY_INLINE void Transpose(D, V&) {}  // one row of one lane

#endif

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
