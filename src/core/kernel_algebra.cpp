#include "core/kernel_algebra.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

/// A grid of `shape` whose cell (r, c) is `value(r, c)`.
template <typename Value>
Grid Built(Shape shape, Value value) {
  Grid grid(shape);
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) grid.at(r, c) = value(r, c);
  }
  return grid;
}

/// Whether cell (r, c) of `k` equals `value(r, c)` everywhere; 0 equals -0.
template <typename Value>
bool Equals(GridView k, Value value) {
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) {
      if (k.at(r, c) != value(r, c)) return false;
    }
  }
  return true;
}

/// Number of singular values above the rounding of float32 data; 0 for a kernel with NaN or
/// infinity, which has no meaningful rank.
int NumericalRank(GridView k) {
  Eigen::MatrixXd matrix(k.height, k.width);
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) matrix(r, c) = k.at(r, c);
  }
  if (!matrix.allFinite()) return 0;
  const Eigen::VectorXd singular = Eigen::JacobiSVD<Eigen::MatrixXd>(matrix).singularValues();
  const double rounding =
      double{std::numeric_limits<float>::epsilon()} * std::max(k.height, k.width);
  return static_cast<int>((singular.array() > singular(0) * rounding).count());
}

Symmetry SymmetryOf(GridView k) {
  const int bottom = k.height - 1;
  const int right = k.width - 1;
  const bool horizontal = Equals(k, [&](int r, int c) { return k.at(r, right - c); });
  const bool vertical = Equals(k, [&](int r, int c) { return k.at(bottom - r, c); });
  const auto rotated = [&](int r, int c) { return k.at(bottom - r, right - c); };
  if (horizontal && vertical) return Symmetry::kBoth;
  if (Equals(k, rotated)) return Symmetry::kPoint;
  if (Equals(k, [&](int r, int c) { return -rotated(r, c); })) return Symmetry::kAntiPoint;
  // A single column or row is trivially its own mirror image; nothing worth telling.
  if (horizontal && k.width > 1) return Symmetry::kHorizontal;
  if (vertical && k.height > 1) return Symmetry::kVertical;
  if (k.height == k.width && Equals(k, [&](int r, int c) { return k.at(c, r); })) {
    return Symmetry::kDiagonal;
  }
  return Symmetry::kNone;
}

}  // namespace

Grid FlipHorizontally(GridView k) {
  return Built(k.shape(), [&](int r, int c) { return k.at(r, k.width - 1 - c); });
}

Grid FlipVertically(GridView k) {
  return Built(k.shape(), [&](int r, int c) { return k.at(k.height - 1 - r, c); });
}

Grid FlipBoth(GridView k) {
  return Built(k.shape(), [&](int r, int c) { return k.at(k.height - 1 - r, k.width - 1 - c); });
}

Grid Rotate90(GridView k) {
  return Built({k.width, k.height}, [&](int r, int c) { return k.at(k.height - 1 - c, r); });
}

Grid Transpose(GridView k) {
  return Built({k.width, k.height}, [&](int r, int c) { return k.at(c, r); });
}

Grid Negate(GridView k) {
  // 0 - v rather than -v: a cell that shows 0 does not turn into -0.
  return Built(k.shape(), [&](int r, int c) { return 0.0F - k.at(r, c); });
}

Grid Normalize(GridView k) {
  double sum = 0;
  double magnitude = 0;
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) {
      sum += k.at(r, c);
      magnitude += std::abs(k.at(r, c));
    }
  }
  const bool cancels = std::abs(sum) <= magnitude * 1e-6;
  const double divisor = cancels ? magnitude : sum;
  if (divisor == 0) return Grid(k);
  return Built(k.shape(), [&](int r, int c) { return static_cast<float>(k.at(r, c) / divisor); });
}

Grid Resized(GridView k, Shape shape, float fill) {
  return Built(shape,
               [&](int r, int c) { return r < k.height && c < k.width ? k.at(r, c) : fill; });
}

KernelSummary Summarize(GridView k) {
  KernelSummary summary;
  if (k.shape().empty()) return summary;
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) summary.sum += k.at(r, c);
  }
  summary.rank = NumericalRank(k);
  summary.separable = summary.rank == 1;
  summary.symmetry = SymmetryOf(k);
  return summary;
}

}  // namespace convlens
