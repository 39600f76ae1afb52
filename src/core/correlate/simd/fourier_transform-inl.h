// Included once for each SIMD target, by SIMD files only: Fourier transforms of columns, as many
// at once as a vector has lanes.

#if defined(CONVLENS_CORE_FOURIER_TRANSFORM_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_CORE_FOURIER_TRANSFORM_INL_H_
#undef CONVLENS_CORE_FOURIER_TRANSFORM_INL_H_
#else
#define CONVLENS_CORE_FOURIER_TRANSFORM_INL_H_
#endif

#include <utility>

#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

inline constexpr ptrdiff_t kLanes = WholeLanes::kCount;
using Lanes = WholeLanes::V;

/// As many complex numbers as a vector has lanes.
struct Complex {
  Lanes re;
  Lanes im;
};

HWY_INLINE Complex operator+(Complex a, Complex b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}
HWY_INLINE Complex operator-(Complex a, Complex b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}
HWY_INLINE Complex operator*(Complex a, Complex b) {
  return {hn::MulSub(a.re, b.re, hn::Mul(a.im, b.im)), hn::MulAdd(a.re, b.im, hn::Mul(a.im, b.re))};
}

/// i·a, or -i·a.
template <bool negative>
HWY_INLINE Complex TimesI(Complex a) {
  if constexpr (negative) return {a.im, hn::Neg(a.re)};
  return {hn::Neg(a.im), a.re};
}

/// The four outputs of a butterfly of radix 4: of the forward transform, or of the inverse.
template <bool inverse>
HWY_INLINE void Butterfly(Complex (&z)[4]) {
  const Complex even = z[0] + z[2];
  const Complex even_difference = z[0] - z[2];
  const Complex odd = z[1] + z[3];
  const Complex odd_difference = TimesI<!inverse>(z[1] - z[3]);
  z[0] = even + odd;
  z[1] = even_difference + odd_difference;
  z[2] = even - odd;
  z[3] = even_difference - odd_difference;
}

/// Complex vectors side by side in memory.
struct ComplexRows {
  float* data;

  HWY_INLINE Complex Load(ptrdiff_t i) const {
    return {WholeLanes::Load(data + 2 * kLanes * i), WholeLanes::Load(data + kLanes * (2 * i + 1))};
  }
  HWY_INLINE void Store(ptrdiff_t i, Complex z) const {
    WholeLanes::Store(z.re, data + 2 * kLanes * i);
    WholeLanes::Store(z.im, data + kLanes * (2 * i + 1));
  }
};

/// exp(-2πi·p·j/k) for j = 1, 2, 3, or their conjugates.
template <bool inverse>
struct Factors {
  Complex of[3];
  explicit HWY_INLINE Factors(const float* values) {
    CONVLENS_UNROLL
    for (int j = 0; j < 3; ++j) {
      const Lanes im = hn::Set(FullTag(), values[2 * j + 1]);
      of[j] = {hn::Set(FullTag(), values[2 * j]), inverse ? hn::Neg(im) : im};
    }
  }
};

/// A stage of radix 4 on `stride` transforms of 4·quarter values each, between any two places.
template <bool inverse, class From, class To>
HWY_INLINE void Stage(const From& from, const To& to, ptrdiff_t quarter, ptrdiff_t stride,
                      const float* factors) {
  for (ptrdiff_t p = 0; p < quarter; ++p) {
    const Factors<inverse> factor(factors + 6 * p);
    for (ptrdiff_t q = 0; q < stride; ++q) {
      Complex z[4];
      CONVLENS_UNROLL
      for (int j = 0; j < 4; ++j) z[j] = from.Load(q + stride * (p + j * quarter));
      Butterfly<inverse>(z);
      to.Store(q + stride * 4 * p, z[0]);
      CONVLENS_UNROLL
      for (int j = 1; j < 4; ++j) to.Store(q + stride * (4 * p + j), z[j] * factor.of[j - 1]);
    }
  }
}

/// The last stage, of radix 4 or 2, which needs no factors.
template <bool inverse, class To>
HWY_INLINE void LastStage(const ComplexRows& from, const To& to, ptrdiff_t radix,
                          ptrdiff_t stride) {
  for (ptrdiff_t q = 0; q < stride; ++q) {
    if (radix == 4) {
      Complex z[4];
      CONVLENS_UNROLL
      for (int j = 0; j < 4; ++j) z[j] = from.Load(q + stride * j);
      Butterfly<inverse>(z);
      CONVLENS_UNROLL
      for (int j = 0; j < 4; ++j) to.Store(q + stride * j, z[j]);
    } else {
      const Complex a = from.Load(q);
      const Complex b = from.Load(q + stride);
      to.Store(q, a + b);
      to.Store(q + stride, a - b);
    }
  }
}

/// The transforms of `n` values each, a power of two from 16 up: Stockham's, of radix 4, by
/// decimation in frequency (Van Loan, Computational Frameworks for the Fast Fourier Transform,
/// section 1.7). The inverse is not divided by n. `from.Load(i)` gives value i of every column,
/// `to.Store(i, z)` takes it, in any order; `a` and `b` hold n rows and may be neither of these.
template <bool inverse, class From, class To>
HWY_INLINE void Transform(ptrdiff_t n, const float* factors, const From& from, ComplexRows a,
                          ComplexRows b, const To& to) {
  Stage<inverse>(from, a, n / 4, 1, factors);
  factors += 6 * (n / 4);
  ptrdiff_t length = n / 4;
  for (; length > 4; length /= 4) {
    Stage<inverse>(a, b, length / 4, n / length, factors);
    factors += 6 * (length / 4);
    std::swap(a, b);
  }
  LastStage<inverse>(a, to, length, n / length);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
