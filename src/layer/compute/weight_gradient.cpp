#include "layer/compute/weight_gradient.h"

#include <algorithm>

#include "layer/compute/padded_planes.h"
#include "layer/compute/simd/tap_routines.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

// Elements that are summed in float32 before they go into a double: rounding stays that of this
// many additions in each lane of a vector, and both factors' rows stay in the cache.
constexpr int kElementsAtOnce = 2048;
// Channels of elements that a thread takes at once, a multiple of what the kernels do.
constexpr int kElementChannels = 16;
// Below, in multiply-adds, handing work to other threads takes longer than doing it.
constexpr int64_t kWorthThreads = 1'000'000;

struct Places {
  std::vector<ptrdiff_t> taps;   // distances from the first input
  std::vector<ptrdiff_t> cells;  // in a kernel
};

Places PlacesOf(const LayerSettings& s, const PaddedPlanes& planes) {
  Places places;
  for (int a = 0; a < s.window.height; ++a) {
    for (int b = 0; b < s.window.width; ++b) {
      places.taps.push_back(planes.OffsetOf(a * s.dilation.rows, b * s.dilation.cols));
      const Cell cell = KernelCellAt(s, {a, b});
      places.cells.push_back(ptrdiff_t{cell.row} * s.window.width + cell.col);
    }
  }
  return places;
}

/// What the sums of a group's channels read: the same taps of each of its inputs.
struct Sources {
  const PaddedPlanes& planes;
  const Places& places;
  int first_input;
  int inputs;
  ptrdiff_t pitch;  // of rows that neighbouring elements meet
};

/// Sums of some elements' channels with all inputs, [element channel][input channel][tap].
std::vector<double> SumsOf(const Sources& from, const Tensor& delta, int first_element,
                           int elements) {
  const Shape shape = delta.shape().grid;
  const auto taps = static_cast<int>(from.places.taps.size());
  std::vector<double> sums(static_cast<size_t>(elements) * static_cast<size_t>(from.inputs * taps));
  std::vector<const float*> element(static_cast<size_t>(elements));
  std::vector<const float*> source(static_cast<size_t>(from.inputs * taps));
  const int band = std::clamp(kElementsAtOnce / shape.width, 1, shape.height);
  for (int row = 0; row < shape.height; row += band) {
    for (int e = 0; e < elements; ++e) {
      element[static_cast<size_t>(e)] = delta[first_element + e]->row(row);
    }
    auto at = source.begin();
    for (int c = 0; c < from.inputs; ++c) {
      const float* channel = from.planes.base(from.first_input + c) + row * from.pitch;
      for (const ptrdiff_t tap : from.places.taps) *at++ = channel + tap;
    }
    const LagInputs in{element.data(),
                       elements,
                       delta[first_element]->pitch(),
                       source.data(),
                       static_cast<int>(source.size()),
                       from.pitch,
                       {std::min(band, shape.height - row), shape.width}};
    AddLagSums(in, sums.data());
  }
  return sums;
}

/// The same into the gradient's kernels, whose rows `to` holds.
void WriteGradients(const Sources& from, const Tensor& delta, ChannelGroup elements,
                    MutableGridView to) {
  const std::vector<double> sums = SumsOf(from, delta, elements.first, elements.count);
  auto sum = sums.begin();
  for (int e = 0; e < elements.count; ++e) {
    float* kernel = to.row(elements.first + e);
    for (int c = 0; c < from.inputs; ++c, kernel += from.places.taps.size()) {
      for (const ptrdiff_t place : from.places.cells) kernel[place] = static_cast<float>(*sum++);
    }
  }
}

/// The convolution whose weights' gradient is that of a transposed one's.
LayerSettings Mirrored(LayerSettings s, int outputs) {
  s.kind = LayerKind::kConvolution;
  s.border = Border::kZeros;
  s.outputs = outputs;
  return s;
}

}  // namespace

Weights WeightGradient(const LayerSettings& s, const Tensor& x, const Tensor& delta,
                       Threads threads) {
  if (s.kind == LayerKind::kTransposed) {
    return WeightGradient(Mirrored(s, x.shape().channels), delta, x, threads);
  }
  const PaddedPlanes planes(s, x, ExtentOfWindows(s, delta.shape().grid), true, threads);
  const Places places = PlacesOf(s, planes);
  const int inputs = x.shape().channels / s.groups;
  const int elements = delta.shape().channels / s.groups;
  Weights gradient(delta.shape().channels, inputs, s.window);
  const MutableGridView to = gradient.matrix().Mutable();
  const int blocks = (elements + kElementChannels - 1) / kElementChannels;
  if (MultiplyAdds(s, x.shape()) < kWorthThreads) threads = {};
  ForEachPart(s.groups * blocks, threads, [&](int i) {
    const int group = i / blocks;
    const int first = i % blocks * kElementChannels;
    const Sources from{planes, places, group * inputs, inputs, s.stride.rows * planes.pitch()};
    const int count = std::min(kElementChannels, elements - first);
    WriteGradients(from, delta, {group * elements + first, count}, to);
  });
  return gradient;
}

}  // namespace convlens
