#include "core/grid/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/grid/targets.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

/// The target that this very function was compiled for: what a dispatched call reaches.
int64_t TargetHere() { return HWY_TARGET; }

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(TargetHere);

namespace {

/// Bits of the targets that are compiled in and that this machine can run, whatever is forced now.
int64_t AttainableBits() {
  const int64_t now = hwy::SupportedTargets();
  hwy::SetSupportedTargetsForTest(0);
  const int64_t machine = hwy::SupportedTargets();
  if (machine != now) hwy::SetSupportedTargetsForTest(now);
  return (machine & HWY_TARGETS) | HWY_STATIC_TARGET;
}

/// Highway's bits grow from the best target to the worst.
int64_t BestOf(int64_t bits) { return bits & -bits; }

}  // namespace

std::string CurrentTarget() { return hwy::TargetName(HWY_DYNAMIC_DISPATCH(TargetHere)()); }

std::vector<std::string> AttainableTargets() {
  std::vector<std::string> names;
  for (int64_t bits = AttainableBits(); bits != 0; bits &= bits - 1) {
    names.emplace_back(hwy::TargetName(BestOf(bits)));
  }
  return names;
}

bool ForceTarget(const std::string& name) {
  int64_t chosen = 0;
  for (int64_t bits = AttainableBits(); bits != 0; bits &= bits - 1) {
    if (name == hwy::TargetName(BestOf(bits))) chosen = BestOf(bits);
  }
  if (chosen == 0 && !name.empty()) return false;
  hwy::SetSupportedTargetsForTest(chosen);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return true;
}

}  // namespace convlens
#endif
