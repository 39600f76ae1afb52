#include "limits.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/limits.cpp"
#include <hwy/foreach_target.h>
//
#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens::bench {
namespace HWY_NAMESPACE {
namespace simd = convlens::HWY_NAMESPACE;
namespace hn = hwy::HWY_NAMESPACE;

double RunMultiplyAddsHere() {
  constexpr int kSums = 12;
  constexpr int kRounds = 4096;
  const simd::FullTag d;
  hn::Vec<simd::FullTag> sum[kSums];
  CONVLENS_UNROLL
  for (int i = 0; i < kSums; ++i) sum[i] = hn::Set(d, static_cast<float>(i));
  const auto factor = hn::Set(d, 0.5F);
  for (int round = 0; round < kRounds; ++round) {
    CONVLENS_UNROLL
    for (int i = 0; i < kSums; ++i) {
      sum[i] = hn::MulAdd(sum[i], factor, factor);
      simd::KeepInRegister(sum[i]);
    }
  }
  CONVLENS_UNROLL
  for (int i = 1; i < kSums; ++i) sum[0] = hn::Add(sum[0], sum[i]);
  const bool used = hn::GetLane(sum[0]) > -1;
  return used ? 2.0 * kSums * kRounds * static_cast<double>(hn::Lanes(d)) : 0;
}

void StreamCopyHere(GridView from, MutableGridView to) {
  const simd::FullTag d;
  const int step = static_cast<int>(hn::Lanes(d));
  for (int r = 0; r < from.height; ++r) {
    for (int c = 0; c < from.width; c += step) {
      hn::Stream(hn::Load(d, from.row(r) + c), d, to.row(r) + c);
    }
  }
  hwy::FlushStream();
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens::bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens::bench {

HWY_EXPORT(RunMultiplyAddsHere);
HWY_EXPORT(StreamCopyHere);

double RunMultiplyAdds() { return HWY_DYNAMIC_DISPATCH(RunMultiplyAddsHere)(); }

void StreamCopy(GridView from, MutableGridView to) {
  HWY_DYNAMIC_DISPATCH(StreamCopyHere)(from, to);
}

}  // namespace convlens::bench
#endif
