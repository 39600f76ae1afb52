#include "layer/weight_gradient.h"

#include <algorithm>

#include "layer/padded_planes.h"
#include "layer/simd/tap_kernels.h"
#include "layer/window.h"

namespace convlens {
namespace {

// Elements that are summed in float32 before they go into a double: rounding stays that of this
// many additions in each lane of a vector, and both factors' rows stay in the cache.
constexpr int kElementsAtOnce = 2048;

struct Places {
  std::vector<ptrdiff_t> taps;  // distances from the first input
  std::vector<Cell> cells;      // of the kernel
};

Places PlacesOf(const LayerSettings& s, const PaddedPlanes& planes) {
  Places places;
  for (int a = 0; a < s.window.height; ++a) {
    for (int b = 0; b < s.window.width; ++b) {
      places.taps.push_back(planes.OffsetOf(a * s.dilation.rows, b * s.dilation.cols));
      places.cells.push_back(KernelCellAt(s, {a, b}));
    }
  }
  return places;
}

/// Sums of one group, [element channel][input channel][tap].
std::vector<double> GroupSums(const PaddedPlanes& planes, int first_input, int inputs,
                              const Places& places, ptrdiff_t source_pitch, const Tensor& delta,
                              int first_element, int elements) {
  const Shape shape = delta.shape().grid;
  std::vector<double> sums(static_cast<size_t>(elements * inputs) * places.taps.size());
  std::vector<const float*> element(static_cast<size_t>(elements));
  std::vector<const float*> source(static_cast<size_t>(inputs) * places.taps.size());
  const int band = std::clamp(kElementsAtOnce / shape.width, 1, shape.height);
  for (int row = 0; row < shape.height; row += band) {
    for (int e = 0; e < elements; ++e) {
      element[static_cast<size_t>(e)] = delta[first_element + e]->row(row);
    }
    auto at = source.begin();
    for (int c = 0; c < inputs; ++c) {
      const float* channel = planes.base(first_input + c) + row * source_pitch;
      for (const ptrdiff_t tap : places.taps) *at++ = channel + tap;
    }
    const LagInputs in{element.data(),
                       elements,
                       delta[first_element]->pitch(),
                       source.data(),
                       static_cast<int>(source.size()),
                       source_pitch,
                       {std::min(band, shape.height - row), shape.width}};
    AddLagSums(in, sums.data());
  }
  return sums;
}

/// The convolution whose weights' gradient is that of a transposed one's.
LayerSettings Mirrored(LayerSettings s, int outputs) {
  s.kind = LayerKind::kConvolution;
  s.border = Border::kZeros;
  s.outputs = outputs;
  return s;
}

}  // namespace

Weights WeightGradient(const LayerSettings& s, const Tensor& x, const Tensor& delta) {
  if (s.kind == LayerKind::kTransposed) {
    return WeightGradient(Mirrored(s, x.shape().channels), delta, x);
  }
  const PaddedPlanes planes(s, x, ExtentOfWindows(s, delta.shape().grid), true);
  const Places places = PlacesOf(s, planes);
  const int inputs = x.shape().channels / s.groups;
  const int elements = delta.shape().channels / s.groups;
  Weights gradient(delta.shape().channels, inputs, s.window);
  for (int g = 0; g < s.groups; ++g) {
    const std::vector<double> sums =
        GroupSums(planes, g * inputs, inputs, places, s.stride.rows * planes.pitch(), delta,
                  g * elements, elements);
    auto sum = sums.begin();
    for (int e = 0; e < elements; ++e) {
      for (int c = 0; c < inputs; ++c) {
        const MutableGridView kernel = gradient.MutableKernel(g * elements + e, c);
        for (const Cell cell : places.cells) {
          kernel.at(cell.row, cell.col) = static_cast<float>(*sum++);
        }
      }
    }
  }
  return gradient;
}

}  // namespace convlens
