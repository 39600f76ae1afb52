// Included once for each SIMD target, by SIMD files only; see correlate_any.cpp for the shape of
// one. Ways to load and store one vector of floats, and the barrier that keeps it in a register.

#if defined(CONVLENS_CORE_SIMD_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_CORE_SIMD_LANES_INL_H_
#undef CONVLENS_CORE_SIMD_LANES_INL_H_
#else
#define CONVLENS_CORE_SIMD_LANES_INL_H_
#endif

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <cstddef>

/// A loop whose bounds are constants, unrolled whole, so that arrays of vectors become registers.
#if defined(__clang__)
#define CONVLENS_UNROLL _Pragma("clang loop unroll(full)")
#else
#define CONVLENS_UNROLL _Pragma("GCC unroll 64")
#endif

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Whether the target's masked loads and stores never touch what the mask leaves out.
inline constexpr bool kSafeMasks =
    HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL;

/// Whether the target has 32 vector registers (else 16).
inline constexpr bool kManyRegisters =
    HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL || HWY_TARGET == HWY_NEON;

/// Makes the compiler load `v` once and keep it: folding the load into each multiply-add that uses
/// it doubles or quadruples the loads, which then are the bottleneck.
template <class V>
HWY_INLINE void KeepInRegister(V& v) {
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  asm volatile("" : "+v"(v.raw));
#elif HWY_TARGET == HWY_AVX2
  asm volatile("" : "+x"(v.raw));
#else
  (void)v;
#endif
}

using FullTag = hn::ScalableTag<float>;

/// The sum of a vector's lanes: half onto half, until one is left. Highway's own `SumOfLanes` takes
/// another order in another version, and so gives other bits.
template <class D, class V>
HWY_INLINE hn::TFromD<D> SumByHalves(D /*d*/, V v) {
#if HWY_TARGET != HWY_SCALAR
  if constexpr (hn::MaxLanes(D()) > 1) {
    using HalfTag = hn::Half<D>;
    const auto lower = hn::LowerHalf(HalfTag(), v);
    return SumByHalves(HalfTag(), hn::Add(lower, hn::UpperHalf(HalfTag(), v)));
  }
#endif
  return hn::GetLane(v);
}

/// Asks for the cache lines of `vectors` vectors from `p` on, which a later block will read:
/// several rows at once are more than the processor foresees by itself. Outside of memory it does
/// nothing.
template <int vectors>
HWY_INLINE void PrefetchVectors(const float* p) {
  CONVLENS_UNROLL
  for (int v = 0; v < vectors; ++v)
    hwy::Prefetch(p + static_cast<size_t>(v) * hn::MaxLanes(FullTag()));
}

/// Whole vectors.
struct WholeLanes {
  using D = FullTag;
  using V = hn::Vec<D>;
  static constexpr ptrdiff_t kCount = hn::MaxLanes(FullTag());

  static HWY_INLINE V Load(const float* p) { return hn::LoadU(D(), p); }
  static HWY_INLINE void Store(V v, float* p) { hn::StoreU(v, D(), p); }
};

/// Whole vectors, stored past the cache. Only to aligned addresses.
struct StreamedLanes : WholeLanes {
  static HWY_INLINE void Store(V v, float* p) { hn::Stream(v, D(), p); }
};

/// One lane: for rows narrower than a vector where masks are not safe.
struct OneLane {
  using D = hn::CappedTag<float, 1>;
  using V = hn::Vec<D>;
  static constexpr ptrdiff_t kCount = 1;

  static HWY_INLINE V Load(const float* p) { return hn::LoadU(D(), p); }
  static HWY_INLINE void Store(V v, float* p) { hn::StoreU(v, D(), p); }
};

/// The first few lanes of a vector; the others load as 0 and are not stored.
struct FirstLanes {
  using D = FullTag;
  using V = hn::Vec<D>;
  hn::Mask<D> mask;

  explicit HWY_INLINE FirstLanes(int count) : mask(hn::FirstN(D(), static_cast<size_t>(count))) {}
  HWY_INLINE V Load(const float* p) const { return hn::MaskedLoad(mask, D(), p); }
  HWY_INLINE void Store(V v, float* p) const { hn::BlendedStore(v, mask, D(), p); }
};

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
