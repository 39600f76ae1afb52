#pragma once

#include "layer/settings/layer_settings.h"

namespace convlens {

// What the SIMD routines of layers compute: a sum over channels and taps for every output element
// of a region. An element's sum begins with the bias and runs over the channels and, in each, over
// the taps, one rounding (or two, where there is no fused multiply-add) after the other. So its
// bits depend neither on the region nor on which outputs are computed together.

/// Where the inputs of the output elements lie.
struct TapInputs {
  const float* const* channels = nullptr;  ///< first cells
  int channel_count = 0;
  const ptrdiff_t* taps = nullptr;  ///< of one channel: distances from an element's first input
  int tap_count = 0;
  ptrdiff_t row_step = 0;  ///< distance of the inputs of one element and of that below it
  int width = 0;           ///< elements in a whole row
  ptrdiff_t col_step = 1;  ///< as row_step, to the right; only `SumTapsAcross` takes any but 1
};

/// Where the sums go: element (r, c) to y[output][r · row_step + c · col_step].
struct TapOutputs {
  float* const* y = nullptr;
  const float* bias = nullptr;  ///< one per output
  int count = 0;
  ptrdiff_t row_step = 0;
  ptrdiff_t col_step = 1;
  bool past_cache = false;  ///< of `SumTapsAcross`: whole lines of memory go there directly
};

/// y[o] = bias[o] + Σ weights[k · weight_step + o] · x over k = channel · tap_count + tap, for the
/// elements of `region`. When `inputs.width` is less than a vector, `PaddedPlanes::kSlack` floats
/// behind the last input are read and ignored; otherwise nothing beyond the inputs is read.
void SumTaps(const TapInputs& inputs, CellRect region, const float* weights, ptrdiff_t weight_step,
             const TapOutputs& outputs);

/// The weights of a block of outputs: of output `first` + o of the block and of channel and tap k,
/// data[k · lanes + first + o]. Lanes without an output hold any numbers.
struct LaneWeights {
  const float* data = nullptr;
  int lanes = 0;  ///< `OutputLanes()`, or twice as many
  int first = 0;  ///< lane of the first of the wanted outputs
};

/// How many outputs make a vector of the SIMD target in use.
int OutputLanes();

/// The same sums as `SumTaps`, to the bit, activated by `settings`; with vectors of outputs instead
/// of elements, so several times fewer inputs are read where there are many outputs. Nothing beyond
/// the inputs is read.
void SumTapsAcross(const TapInputs& inputs, CellRect region, const LaneWeights& weights,
                   const LayerSettings& settings, const TapOutputs& outputs);

/// The largest (NaN counts as largest) of the taps' inputs, of one channel: y[r, c].
void PoolLargest(const TapInputs& inputs, CellRect region, MutableGridView y);
/// Their sum divided by row_counts[r] · col_counts[c]; both can be read `PaddedPlanes::kSlack`
/// cells beyond their end.
void PoolAverage(const TapInputs& inputs, CellRect region, const float* row_counts,
                 const float* col_counts, MutableGridView y);

/// The same of windows of 2×2 that tile the input, the first at x(0, 0): y[r, c] is that of x[2r,
/// 2c] and its neighbours to the right, below and below right, which all exist.
void PoolLargestTiles(GridView x, MutableGridView y);
void PoolAverageTiles(GridView x, MutableGridView y);

/// What the gradient by the weights is made of: rows of elements and of what they were computed
/// from.
struct LagInputs {
  const float* const* elements = nullptr;  ///< ∂L/∂y of several channels, first cells
  int element_count = 0;
  ptrdiff_t element_pitch = 0;
  const float* const* sources = nullptr;  ///< first inputs of several taps
  int source_count = 0;
  ptrdiff_t source_pitch = 0;
  const float* const* rows = nullptr;  ///< those of the first source; all are in one allocation
  const ptrdiff_t* columns = nullptr;  ///< 0, 1, 2, … as many as elements in a row
  Shape shape;                         ///< of the elements
};
/// sums[e · source_count + s] += Σ element[r, c] · source[r, c], summed in float32 along a lane of
/// at most `shape`'s elements, then in double. Up to `PaddedPlanes::kSlack` floats behind a row are
/// read and ignored.
void AddLagSums(const LagInputs& inputs, double* sums);
/// The same with lanes that are channels of elements, at most 2 · `OutputLanes()`: sums[s · lanes +
/// e], where lanes are `OutputLanes()`, or twice as many for more channels; those without a channel
/// are left as they are, or 0 is added. All elements are summed in float32 first. Nothing beyond
/// elements and sources is read.
void AddLagSumsAcross(const LagInputs& inputs, double* sums);

/// Applies the activation to every cell. The bits of a cell do not depend on its place.
void ActivateAll(const LayerSettings& settings, MutableGridView y);

/// How many outputs `SumTaps` computes best together.
inline constexpr int kOutputBlock = 8;
/// From how many outputs on `SumTapsAcross` is the faster one.
inline constexpr int kFewestAcross = 16;
/// The most lanes of a block of outputs.
inline constexpr int kMostLanes = 32;

}  // namespace convlens
