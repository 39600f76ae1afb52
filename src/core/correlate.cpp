#include "core/correlate.h"

#include <array>

#include "core/correlate_kernels.h"
#include "core/kernel_algebra.h"

namespace convlens {
namespace {

/// k flipped in both axes, in a buffer of the caller's: small calls allocate nothing.
constexpr size_t kMostTaps = size_t{kMaxKernelSide} * kMaxKernelSide;
GridView FlippedInto(std::array<float, kMostTaps>& buffer, GridView k) {
  const MutableGridView flipped{buffer.data(), k.height, k.width, k.width};
  for (int a = 0; a < k.height; ++a) {
    for (int b = 0; b < k.width; ++b) {
      flipped.at(a, b) = k.at(k.height - 1 - a, k.width - 1 - b);
    }
  }
  return flipped;
}

}  // namespace

void Correlate(GridView x, GridView k, float bias, MutableGridView y) {
  assert(y.shape() == ValidOutputShape(x.shape(), k.shape()));
  if (y.shape().empty()) return;
  if (k.shape() == Shape{3, 3}) return Correlate3x3(x, k, bias, y);
  if (k.shape() == Shape{1, 2}) return Correlate1x2(x, k, bias, y);
  if (k.shape() == Shape{5, 5}) return Correlate5x5(x, k, bias, y);
  CorrelateAny(x, k, bias, y);
}

void Convolve(GridView x, GridView k, float bias, MutableGridView y) {
  if (static_cast<size_t>(k.shape().count()) > kMostTaps) {
    Correlate(x, FlipBoth(k), bias, y);
    return;
  }
  std::array<float, kMostTaps> buffer;  // NOLINT: only the flipped kernel's cells are read
  Correlate(x, FlippedInto(buffer, k), bias, y);
}

void Apply(Operation operation, GridView x, GridView k, float bias, MutableGridView y) {
  if (operation == Operation::kConvolution) {
    Convolve(x, k, bias, y);
  } else {
    Correlate(x, k, bias, y);
  }
}

int64_t MultiplyAdds(Shape input, Shape kernel) {
  return ValidOutputShape(input, kernel).count() * kernel.count();
}

}  // namespace convlens
