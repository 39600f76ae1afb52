#include "layer/compute/weight_gradient.h"

#include <algorithm>
#include <numeric>

#include "layer/compute/padded_planes.h"
#include "layer/compute/simd/tap_routines.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

// Elements that are summed in float32 before they go into a double, and stay in the cache. Where
// lanes are elements, rounding is that of a fraction of as many additions, one for each lane; where
// lanes are channels, that of all.
constexpr int kElementsAtOnce = 2048;
constexpr int kElementsAtOnceAcross = 512;
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

/// Calls add(inputs) for some channels of elements, band by band.
template <class Add>
void ForEachBandOf(const Sources& from, const Tensor& delta, ChannelGroup elements, int at_once,
                   Add add) {
  const Shape shape = delta.shape().grid;
  std::vector<const float*> element(static_cast<size_t>(elements.count));
  std::vector<const float*> source;
  std::vector<const float*> rows;
  std::vector<ptrdiff_t> columns(static_cast<size_t>(shape.width));
  std::iota(columns.begin(), columns.end(), 0);
  const int band = std::clamp(at_once / shape.width, 1, shape.height);
  for (int row = 0; row < shape.height; row += band) {
    for (int e = 0; e < elements.count; ++e) {
      element[static_cast<size_t>(e)] = delta[elements.first + e]->row(row);
    }
    source.clear();
    for (int c = 0; c < from.inputs; ++c) {
      const float* channel = from.planes.base(from.first_input + c) + row * from.pitch;
      for (const ptrdiff_t tap : from.places.taps) source.push_back(channel + tap);
    }
    const Shape part{std::min(band, shape.height - row), shape.width};
    rows.clear();
    for (int r = 0; r < part.height; ++r) rows.push_back(source[0] + r * from.pitch);
    add(LagInputs{element.data(), elements.count, delta[elements.first]->pitch(), source.data(),
                  static_cast<int>(source.size()), from.pitch, rows.data(), columns.data(), part});
  }
}

/// The sums of some elements' channels with all inputs: of element e and source s, [input
/// channel][tap], at e · element_step + s · source_step.
struct Sums {
  std::vector<double> all;
  size_t element_step;
  size_t source_step;
};
Sums SumsOf(const Sources& from, const Tensor& delta, ChannelGroup elements, bool across) {
  const size_t sources = from.places.taps.size() * static_cast<size_t>(from.inputs);
  if (!across) {
    Sums sums{std::vector<double>(sources * static_cast<size_t>(elements.count)), sources, 1};
    ForEachBandOf(from, delta, elements, kElementsAtOnce,
                  [&](const LagInputs& in) { AddLagSums(in, sums.all.data()); });
    return sums;
  }
  const int lanes = OutputLanes();
  const auto wide = static_cast<size_t>(elements.count > lanes ? 2 * lanes : lanes);
  Sums sums{std::vector<double>(sources * wide), 1, wide};
  ForEachBandOf(from, delta, elements, kElementsAtOnceAcross,
                [&](const LagInputs& in) { AddLagSumsAcross(in, sums.all.data()); });
  return sums;
}

/// The same into the gradient's kernels, whose rows `to` holds.
void WriteGradients(const Sources& from, const Tensor& delta, ChannelGroup elements, bool across,
                    MutableGridView to) {
  const Sums sums = SumsOf(from, delta, elements, across);
  for (int e = 0; e < elements.count; ++e) {
    float* kernel = to.row(elements.first + e);
    const double* sum = sums.all.data() + static_cast<size_t>(e) * sums.element_step;
    for (int c = 0; c < from.inputs; ++c, kernel += from.places.taps.size()) {
      for (const ptrdiff_t place : from.places.cells) {
        kernel[place] = static_cast<float>(*sum);
        sum += sums.source_step;
      }
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
  const bool across = elements >= kFewestAcross;
  const int at_once = across ? 2 * OutputLanes() : kElementChannels;
  const int blocks = (elements + at_once - 1) / at_once;
  if (MultiplyAdds(s, x.shape()) < kWorthThreads) threads = {};
  ForEachPart(s.groups * blocks, threads, [&](int i) {
    const int group = i / blocks;
    const int first = i % blocks * at_once;
    const Sources from{planes, places, group * inputs, inputs, s.stride.rows * planes.pitch()};
    const int count = std::min(at_once, elements - first);
    WriteGradients(from, delta, {group * elements + first, count}, across, to);
  });
  return gradient;
}

}  // namespace convlens
