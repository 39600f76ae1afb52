#include "core/correlate/gradient.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/correlate/simd/gradient_routines.h"

namespace convlens {
namespace {

constexpr size_t kFewTaps = size_t{kFewTapsSide} * kFewTapsSide;

/// A sum for each tap, in double, without allocation for kernels of usual sizes.
class TapSums {
 public:
  explicit TapSums(Shape kernel) : kernel_(kernel) {
    const auto count = static_cast<size_t>(kernel.count());
    if (count > kFewTaps) more_.resize(count);
    sums_ = count > kFewTaps ? more_.data() : few_.data();
    std::fill_n(sums_, count, 0.0);
  }
  TapSums(const TapSums&) = delete;
  TapSums& operator=(const TapSums&) = delete;

  /// Room for one sum of each tap.
  double* sums() { return sums_; }
  void Add(const double* sums) {
    for (int64_t i = 0; i < kernel_.count(); ++i) sums_[i] += sums[i];
  }

  /// Writes the sums, flipped in both axes for a convolution.
  void Write(Operation operation, const MutableGridView& dk) const {
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
  std::array<double, kFewTaps> few_;  // NOLINT: only what the kernel needs is filled
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
GridView RowsMet(const GridView& x, int row, int rows, Shape kernel) {
  return {x.row(row), rows + kernel.height - 1, x.width, x.pitch};
}

/// Whether several threads take less time than one.
bool ThreadsPay(Shape output, Shape kernel) {
  constexpr int64_t kEnough = 3'000'000;  // multiply-adds
  return output.count() * kernel.count() >= kEnough;
}

/// Computes bands of rows, adding each one's sums to what it is handed, and adds those up in the
/// bands' order. compute(row, rows, sums) returns what is summed beside.
template <class Compute>
DifferenceSums SumOverBands(Shape output, Shape kernel, Threads threads, TapSums& sums,
                            const Compute& compute) {
  DifferenceSums total;
  const auto add = [&total](const DifferenceSums& part) {
    total.squares += part.squares;
    total.sum += part.sum;
  };
  const int band = BandRows(output);
  if (threads.count <= 1 || band >= output.height || !ThreadsPay(output, kernel)) {
    for (int row = 0; row < output.height; row += band) {
      add(compute(row, std::min(band, output.height - row), sums.sums()));
    }
    return total;
  }
  const auto bands = static_cast<size_t>((output.height + band - 1) / band);
  const auto taps = static_cast<size_t>(kernel.count());
  std::vector<double> parts(bands * taps);
  std::vector<DifferenceSums> beside(bands);
  ForEachBand(output.height, band, threads, [&](int row, int rows) {
    const auto i = static_cast<size_t>(row / band);
    beside[i] = compute(row, rows, &parts[i * taps]);
  });
  for (size_t i = 0; i < bands; ++i) {
    sums.Add(&parts[i * taps]);
    add(beside[i]);
  }
  return total;
}

}  // namespace

void KernelGradient(Operation operation, const GridView& x, const GridView& g,
                    const MutableGridView& dk, Threads threads) {
  assert(dk.shape() == ValidOutputShape(x.shape(), g.shape()));
  const Shape kernel = dk.shape();
  TapSums taps(kernel);
  SumOverBands(g.shape(), kernel, threads, taps, [&](int row, int rows, double* sums) {
    const GridView part{g.row(row), rows, g.width, g.pitch};
    AddKernelGradient(RowsMet(x, row, rows, kernel), part, kernel, sums);
    return DifferenceSums();
  });
  taps.Write(operation, dk);
}

void KernelGradient(const GridView& x, const GridView& g, const MutableGridView& dk,
                    Threads threads) {
  KernelGradient(Operation::kCorrelation, x, g, dk, threads);
}

SquaredErrorGradients SquaredErrorAndGradients(Operation operation, const GridView& x,
                                               const GridView& k, float bias,
                                               const GridView& target,
                                               const MutableGridView& residual,
                                               const MutableGridView& dk, Threads threads) {
  assert(residual.shape() == ValidOutputShape(x.shape(), k.shape()));
  assert(target.shape() == residual.shape() && dk.shape() == k.shape());
  const Shape kernel = k.shape();
  TapSums taps(kernel);
  const auto compute = [&](int row, int rows, double* sums) {
    const GridView met = RowsMet(x, row, rows, kernel);
    const MutableGridView error{residual.row(row), rows, residual.width, residual.pitch};
    const GridView wanted{target.row(row), rows, target.width, target.pitch};
    CorrelateBy(operation, met, k, bias, error);
    const DifferenceSums differences = SumDifferences(error, wanted, error);
    AddKernelGradient(met, error, kernel, sums);
    return differences;
  };
  const DifferenceSums total = SumOverBands(residual.shape(), kernel, threads, taps, compute);
  taps.Write(operation, dk);
  return {total.squares, total.sum};
}

double BiasGradient(const GridView& g) { return SumOfCells(g); }

double SquaredError(const GridView& prediction, const GridView& target,
                    const MutableGridView& residual) {
  assert(prediction.shape() == target.shape() && prediction.shape() == residual.shape());
  return SumDifferences(prediction, target, residual).squares;
}

}  // namespace convlens
