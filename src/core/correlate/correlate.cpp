#include "core/correlate/correlate.h"

#include <array>

#include "core/correlate/kernel_algebra.h"
#include "core/correlate/simd/correlate_routines.h"

namespace convlens {
namespace {

/// k flipped in both axes, in a buffer of the caller's: small calls allocate nothing.
constexpr size_t kFewTaps = size_t{kFewTapsSide} * kFewTapsSide;
GridView FlippedInto(std::array<float, kFewTaps>& buffer, const GridView& k) {
  const MutableGridView flipped{buffer.data(), k.height, k.width, k.width};
  for (int a = 0; a < k.height; ++a) {
    for (int b = 0; b < k.width; ++b) {
      flipped.at(a, b) = k.at(k.height - 1 - a, k.width - 1 - b);
    }
  }
  return flipped;
}

/// Whether several threads take less time than one: their start costs some microseconds. Of small
/// kernels, moving the numbers costs more than the sums.
bool ThreadsPay(Shape output, Shape kernel) {
  constexpr int64_t kMovingACell = 8;  // in multiply-adds
  constexpr int64_t kEnough = 3'000'000;
  return output.count() * (kernel.count() + kMovingACell) >= kEnough;
}

void CorrelateHere(const GridView& x, const GridView& k, float bias, const MutableGridView& y) {
  if (k.shape() == Shape{3, 3}) return Correlate3x3(x, k, bias, y);
  if (k.shape() == Shape{1, 2}) return Correlate1x2(x, k, bias, y);
  if (k.shape() == Shape{5, 5}) return Correlate5x5(x, k, bias, y);
  CorrelateAny(x, k, bias, y);
}

}  // namespace

void Correlate(const GridView& x, const GridView& k, float bias, const MutableGridView& y,
               Threads threads) {
  assert(y.shape() == ValidOutputShape(x.shape(), k.shape()));
  if (y.shape().empty()) return;
  if (threads.count <= 1 || !ThreadsPay(y.shape(), k.shape())) {
    CorrelateHere(x, k, bias, y);
    return;
  }
  ForEachBand(y.height, BalancedBand(y.height, threads), threads, [&](int first, int rows) {
    CorrelateHere(x.Sub({first, 0, rows + k.height - 1, x.width}), k, bias,
                  y.Sub({first, 0, rows, y.width}));
  });
}

void Convolve(const GridView& x, const GridView& k, float bias, const MutableGridView& y,
              Threads threads) {
  if (static_cast<size_t>(k.shape().count()) > kFewTaps) {
    Correlate(x, kernel_algebra::FlipBoth(k), bias, y, threads);
    return;
  }
  std::array<float, kFewTaps> buffer;  // NOLINT: only the flipped kernel's cells are read
  Correlate(x, FlippedInto(buffer, k), bias, y, threads);
}

void CorrelateBy(Operation operation, const GridView& x, const GridView& k, float bias,
                 const MutableGridView& y, Threads threads) {
  if (operation == Operation::kConvolution) {
    Convolve(x, k, bias, y, threads);
  } else {
    Correlate(x, k, bias, y, threads);
  }
}

int64_t MultiplyAdds(Shape input, Shape kernel) {
  return ValidOutputShape(input, kernel).count() * kernel.count();
}

}  // namespace convlens
