#include "core/gradient.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/gradient_kernels.h"

namespace convlens {
namespace {

constexpr size_t kMostTaps = size_t{kMaxKernelSide} * kMaxKernelSide;

/// A sum for each tap, in double, without allocation for every kernel that the program allows.
class TapSums {
 public:
  explicit TapSums(Shape kernel) : kernel_(kernel) {
    const auto count = static_cast<size_t>(kernel.count());
    if (count > kMostTaps) more_.resize(count);
    sums_ = count > kMostTaps ? more_.data() : few_.data();
    std::fill_n(sums_, count, 0.0);
  }
  TapSums(const TapSums&) = delete;
  TapSums& operator=(const TapSums&) = delete;

  void Add(GridView x, GridView g) { AddKernelGradient(x, g, kernel_, sums_); }

  /// Writes the sums, flipped in both axes for a convolution.
  void Write(Operation operation, MutableGridView dk) const {
    const int64_t last = kernel_.count() - 1;
    for (int a = 0; a < dk.height; ++a) {
      for (int b = 0; b < dk.width; ++b) {
        const int64_t index = IndexOf({a, b}, dk.width);
        const bool flip = operation == Operation::kConvolution;
        dk.at(a, b) = static_cast<float>(sums_[flip ? last - index : index]);
      }
    }
  }

 private:
  Shape kernel_;
  double* sums_;
  std::array<double, kMostTaps> few_;  // NOLINT: only what the kernel needs is filled
  std::vector<double> more_;
};

/// Bands of output rows whose numbers, and the input rows that they meet, stay in a core's cache.
int BandRows(Shape output) {
  constexpr int kCells = 1 << 15;
  constexpr int kUnit = 8;  // a multiple of the rows that the kernels take at once
  if (output.count() <= kCells) return std::max(1, output.height);
  return std::max(kUnit, kCells / output.width / kUnit * kUnit);
}

/// The rows of x under output rows [row, row + rows).
GridView RowsMet(GridView x, int row, int rows, Shape kernel) {
  return {x.row(row), rows + kernel.height - 1, x.width, x.pitch};
}

}  // namespace

void KernelGradient(Operation operation, GridView x, GridView g, MutableGridView dk) {
  assert(dk.shape() == ValidOutputShape(x.shape(), g.shape()));
  TapSums sums(dk.shape());
  const int band = BandRows(g.shape());
  for (int row = 0; row < g.height; row += band) {
    const int rows = std::min(band, g.height - row);
    sums.Add(RowsMet(x, row, rows, dk.shape()), {g.row(row), rows, g.width, g.pitch});
  }
  sums.Write(operation, dk);
}

void KernelGradient(GridView x, GridView g, MutableGridView dk) {
  KernelGradient(Operation::kCorrelation, x, g, dk);
}

SquaredErrorGradients SquaredErrorAndGradients(Operation operation, GridView x, GridView k,
                                               float bias, GridView target,
                                               MutableGridView residual, MutableGridView dk) {
  assert(residual.shape() == ValidOutputShape(x.shape(), k.shape()));
  assert(target.shape() == residual.shape() && dk.shape() == k.shape());
  TapSums sums(k.shape());
  SquaredErrorGradients result;
  const int band = BandRows(residual.shape());
  for (int row = 0; row < residual.height; row += band) {
    const int rows = std::min(band, residual.height - row);
    const GridView met = RowsMet(x, row, rows, k.shape());
    const MutableGridView error{residual.row(row), rows, residual.width, residual.pitch};
    const GridView wanted{target.row(row), rows, target.width, target.pitch};
    Apply(operation, met, k, bias, error);
    const DifferenceSums differences = SumDifferences(error, wanted, error);
    result.squared_error += differences.squares;
    result.bias_gradient += differences.sum;
    sums.Add(met, error);
  }
  sums.Write(operation, dk);
  return result;
}

double BiasGradient(GridView g) { return SumOfCells(g); }

double SquaredError(GridView prediction, GridView target, MutableGridView residual) {
  assert(prediction.shape() == target.shape() && prediction.shape() == residual.shape());
  return SumDifferences(prediction, target, residual).squares;
}

}  // namespace convlens
