#include "core/correlate/simd/correlate_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/correlate/simd/correlate_5x5.cpp"
#include <hwy/foreach_target.h>
//
#include "core/correlate/simd/correlate_fixed-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

void Correlate5x5Here(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  CorrelateFixed<4, kManyRegisters ? 4 : 2, 5, 5>(x, k, bias, y);
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(Correlate5x5Here);

void Correlate5x5(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  HWY_DYNAMIC_DISPATCH(Correlate5x5Here)(x, k, bias, y);
}

}  // namespace convlens
#endif
