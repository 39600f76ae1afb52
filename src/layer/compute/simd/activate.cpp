#include "layer/compute/simd/tap_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "layer/compute/simd/activate.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/contrib/math/math-inl.h>

#include "core/grid/simd/simd_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {
namespace {

using D = WholeLanes::D;
using V = WholeLanes::V;

/// Highway's functions are not made for NaN.
HWY_INLINE V KeepNaN(V x, V result) { return hn::IfThenElse(hn::IsNaN(x), x, result); }

struct ReLU {
  HWY_INLINE V operator()(V x) const {
    return hn::IfThenZeroElse(hn::Le(x, hn::Zero(D())), x);  // this way round, NaN stays NaN
  }
};

struct LeakyReLU {
  V leak;
  HWY_INLINE V operator()(V x) const {
    return hn::IfThenElse(hn::Gt(x, hn::Zero(D())), x, hn::Mul(x, leak));
  }
};

struct Sigmoid {
  HWY_INLINE V operator()(V x) const {
    // Beyond 100 the exponential is infinite in float32 and the quotient 0, as it has to be.
    const V e = hn::Exp(D(), hn::Min(hn::Neg(x), hn::Set(D(), 100.0F)));
    const V one = hn::Set(D(), 1.0F);
    return KeepNaN(x, hn::Div(one, hn::Add(one, e)));
  }
};

struct Tanh {
  HWY_INLINE V operator()(V x) const {
    const V limit = hn::Set(D(), 20.0F);  // where it is 1 in float32
    return KeepNaN(x, hn::Tanh(D(), hn::Clamp(x, hn::Neg(limit), limit)));
  }
};

template <class Function>
HWY_INLINE void MapAll(MutableGridView y, const Function& function) {
  constexpr int kLanes = WholeLanes::kCount;
  for (int r = 0; r < y.height; ++r) {
    float* row = y.row(r);
    int c = 0;
    for (; c + kLanes <= y.width; c += kLanes) {
      hn::StoreU(function(hn::LoadU(D(), row + c)), D(), row + c);
    }
    if (c == y.width) continue;
    HWY_ALIGN float rest[kLanes] = {};
    for (int i = c; i < y.width; ++i) rest[i - c] = row[i];
    hn::Store(function(hn::Load(D(), rest)), D(), rest);
    for (int i = c; i < y.width; ++i) row[i] = rest[i - c];
  }
}

}  // namespace

void ActivateAllHere(const LayerSettings& settings, MutableGridView y) {
  switch (settings.activation) {
    case Activation::kReLU:
      return MapAll(y, ReLU());
    case Activation::kLeakyReLU:
      return MapAll(y, LeakyReLU{hn::Set(D(), settings.leak)});
    case Activation::kSigmoid:
      return MapAll(y, Sigmoid());
    case Activation::kTanh:
      return MapAll(y, Tanh());
    case Activation::kNone:
      break;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convlens {

HWY_EXPORT(ActivateAllHere);

void ActivateAll(const LayerSettings& settings, MutableGridView y) {
  if (settings.activation == Activation::kNone) return;
  HWY_DYNAMIC_DISPATCH(ActivateAllHere)(settings, y);
}

}  // namespace convlens
#endif
