#include "core/gradient.h"

#include <array>

#include "core/kernel_algebra.h"

namespace convlens {
namespace {

constexpr int kLanes = 16;

/// The inner product of two rows, in lanes that the compiler turns into vectors.
double RowProduct(const float* a, const float* b, int width) {
  std::array<float, kLanes> lanes{};
  int j = 0;
  for (; j + kLanes <= width; j += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
      lanes[static_cast<size_t>(lane)] += a[j + lane] * b[j + lane];
    }
  }
  double sum = 0;
  for (const float lane : lanes) sum += lane;
  for (; j < width; ++j) sum += double{a[j]} * b[j];
  return sum;
}

}  // namespace

void KernelGradient(GridView x, GridView g, MutableGridView dk) {
  assert(dk.shape() == ValidOutputShape(x.shape(), g.shape()));
  for (int a = 0; a < dk.height; ++a) {
    for (int b = 0; b < dk.width; ++b) {
      double sum = 0;
      for (int i = 0; i < g.height; ++i) sum += RowProduct(g.row(i), x.row(i + a) + b, g.width);
      dk.at(a, b) = static_cast<float>(sum);
    }
  }
}

void KernelGradient(Operation operation, GridView x, GridView g, MutableGridView dk) {
  KernelGradient(x, g, dk);
  if (operation == Operation::kConvolution) CopyGrid(FlipBoth(dk), dk);
}

double BiasGradient(GridView g) { return BiasGradientReference(g); }

double SquaredError(GridView prediction, GridView target, MutableGridView residual) {
  assert(prediction.shape() == target.shape() && prediction.shape() == residual.shape());
  double sum = 0;
  for (int i = 0; i < prediction.height; ++i) {
    for (int j = 0; j < prediction.width; ++j) {
      const float difference = prediction.at(i, j) - target.at(i, j);
      residual.at(i, j) = difference;
      sum += double{difference} * difference;
    }
  }
  return sum;
}

}  // namespace convlens
