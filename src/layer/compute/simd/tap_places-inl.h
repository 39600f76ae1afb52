// Included once for each SIMD target, by the SIMD files of layers only: which vectors of output
// elements make up a region, where their inputs lie, and how they are stored.

#if defined(CONVLENS_LAYER_TAP_PLACES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVLENS_LAYER_TAP_PLACES_INL_H_
#undef CONVLENS_LAYER_TAP_PLACES_INL_H_
#else
#define CONVLENS_LAYER_TAP_PLACES_INL_H_
#endif

#include "core/grid/simd/simd_lanes-inl.h"
#include "layer/compute/simd/tap_routines.h"

HWY_BEFORE_NAMESPACE();
namespace convlens {
namespace HWY_NAMESPACE {

inline constexpr int kLanes = WholeLanes::kCount;
using V = WholeLanes::V;
using D = WholeLanes::D;

/// One vector of output elements: lanes [skip, skip + count) are wanted.
struct Place {
  ptrdiff_t in = 0;
  ptrdiff_t out = 0;
  int row = 0;  // of the element in the first lane
  int col = 0;
  int skip = 0;
  int count = 0;
};

/// The vectors of a region, row by row. The last of a row overlaps the one before, or, where the
/// region is narrower than a vector, computes neighbours that nobody keeps.
class Places {
 public:
  HWY_INLINE Places(const TapInputs& inputs, CellRect region, ptrdiff_t row_step,
                    ptrdiff_t col_step)
      : inputs_(inputs), region_(region), row_step_(row_step), col_step_(col_step) {}
  HWY_INLINE bool Done() const { return row_ == region_.height; }
  HWY_INLINE Place Next() {
    const int wanted = HWY_MIN(kLanes, region_.width - col_);
    int first = region_.col + col_;
    int load = first;
    int count = wanted;
    if (wanted < kLanes) {
      if (region_.width >= kLanes) {
        first = load = region_.col + region_.width - kLanes;
        count = kLanes;
      } else {
        load = HWY_MIN(first, HWY_MAX(inputs_.width - kLanes, 0));
      }
    }
    const int row = region_.row + row_;
    const Place place{row * inputs_.row_step + load,
                      row * row_step_ + first * col_step_,
                      row,
                      load,
                      first - load,
                      count};
    col_ += wanted;
    if (col_ == region_.width) {
      col_ = 0;
      ++row_;
    }
    return place;
  }

 private:
  const TapInputs& inputs_;
  CellRect region_;
  ptrdiff_t row_step_;
  ptrdiff_t col_step_;
  int row_ = 0;
  int col_ = 0;
};

/// The few vectors that are not stored whole: out of line, as there is one call per sum of a tile.
inline HWY_NOINLINE void StoreSome(V sum, const Place& place, ptrdiff_t step, float* y) {
  HWY_ALIGN float lanes[kLanes];
  hn::Store(sum, D(), lanes);
  for (int i = 0; i < place.count; ++i) y[place.out + i * step] = lanes[place.skip + i];
}

HWY_INLINE void StoreLanes(V sum, const Place& place, ptrdiff_t step, float* y) {
  if (place.count == kLanes && step == 1) {
    hn::StoreU(sum, D(), y + place.out);
  } else {
    StoreSome(sum, place, step, y);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace convlens
HWY_AFTER_NAMESPACE();

#endif
