#include "core/correlate/simd/correlate_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/correlate_small.cpp"
#include <hwy/foreach_target.h>
//
#include "core/correlate/simd/correlate_fixed-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

void Correlate1x2Here(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  CorrelateStreamed<1, 8, 1, 2>(x, k, bias, y);
}

void Correlate3x3Here(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  CorrelateStreamed<kManyRegisters ? 6 : 4, 2, 3, 3>(x, k, bias, y);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(Correlate1x2Here);

void Correlate1x2(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  HWY_DYNAMIC_DISPATCH(Correlate1x2Here)(x, k, bias, y);
}

HWY_EXPORT(Correlate3x3Here);

void Correlate3x3(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  HWY_DYNAMIC_DISPATCH(Correlate3x3Here)(x, k, bias, y);
}

}  // namespace convlens
#endif
