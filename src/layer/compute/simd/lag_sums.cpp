#include "layer/compute/simd/tap_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/lag_sums.cpp"
#include <hwy/foreach_target.h>
//
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

using D = WholeLanes::D;
using V = WholeLanes::V;
constexpr int kLanes = WholeLanes::kCount;

/// All lanes, or those of the end of a row; the others count as zero, whatever they hold.
struct AllLanes {
  HWY_INLINE V Load(const float* p) const { return hn::LoadU(D(), p); }
};
struct LastLanes {
  hn::Mask<D> mask;
  explicit HWY_INLINE LastLanes(int count) : mask(hn::FirstN(D(), static_cast<size_t>(count))) {}
  HWY_INLINE V Load(const float* p) const { return hn::IfThenElseZero(mask, hn::LoadU(D(), p)); }
};

template <int elements, int sources, class Lanes>
HWY_INLINE void AddProducts(const Lanes& lanes, const float* const* element,
                            const float* const* source, ptrdiff_t col,
                            V (&sum)[elements][sources]) {
  V e[elements];
  CONVLENS_UNROLL
  for (int i = 0; i < elements; ++i) e[i] = lanes.Load(element[i] + col);
  CONVLENS_UNROLL
  for (int s = 0; s < sources; ++s) {
    V x = lanes.Load(source[s] + col);
    if (elements > 1) KeepInRegister(x);
    CONVLENS_UNROLL
    for (int i = 0; i < elements; ++i) sum[i][s] = hn::MulAdd(e[i], x, sum[i][s]);
  }
}

/// elements×sources sums in registers.
template <int elements, int sources>
HWY_NOINLINE void Tile(const LagInputs& in, int first_element, int first_source, double* sums) {
  V sum[elements][sources];
  CONVLENS_UNROLL
  for (int i = 0; i < elements; ++i) {
    CONVLENS_UNROLL
    for (int s = 0; s < sources; ++s) sum[i][s] = hn::Zero(D());
  }
  const float* element[elements];
  const float* source[sources];
  for (int i = 0; i < elements; ++i) element[i] = in.elements[first_element + i];
  for (int s = 0; s < sources; ++s) source[s] = in.sources[first_source + s];
  const int whole = in.shape.width / kLanes * kLanes;
  const LastLanes last(in.shape.width - whole);
  for (int r = 0; r < in.shape.height; ++r) {
    for (int c = 0; c < whole; c += kLanes) {
      AddProducts<elements, sources>(AllLanes(), element, source, c, sum);
    }
    if (whole < in.shape.width) AddProducts<elements, sources>(last, element, source, whole, sum);
    for (int i = 0; i < elements; ++i) element[i] += in.element_pitch;
    for (int s = 0; s < sources; ++s) source[s] += in.source_pitch;
  }
  CONVLENS_UNROLL
  for (int i = 0; i < elements; ++i) {
    CONVLENS_UNROLL
    for (int s = 0; s < sources; ++s) {
      const float lanes = SumByHalves(D(), sum[i][s]);
      sums[(first_element + i) * in.source_count + first_source + s] += double{lanes};
    }
  }
}

template <int elements>
void AllSources(const LagInputs& in, int first_element, double* sums) {
  constexpr int kSources = kManyRegisters ? 6 : 2;
  int s = 0;
  for (; s + kSources <= in.source_count; s += kSources) {
    Tile<elements, kSources>(in, first_element, s, sums);
  }
  if constexpr (kManyRegisters) {
    if (s + 3 <= in.source_count) {
      Tile<elements, 3>(in, first_element, s, sums);
      s += 3;
    }
  }
  for (; s < in.source_count; ++s) Tile<elements, 1>(in, first_element, s, sums);
}

}  // namespace

void AddLagSumsHere(const LagInputs& in, double* sums) {
  int e = 0;
  for (; e + 4 <= in.element_count; e += 4) AllSources<4>(in, e, sums);
  for (; e + 2 <= in.element_count; e += 2) AllSources<2>(in, e, sums);
  for (; e < in.element_count; ++e) AllSources<1>(in, e, sums);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(AddLagSumsHere);

void AddLagSums(const LagInputs& inputs, double* sums) {
  HWY_DYNAMIC_DISPATCH(AddLagSumsHere)(inputs, sums);
}

}  // namespace convlens
#endif
