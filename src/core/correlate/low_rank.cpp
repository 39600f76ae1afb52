#include "core/correlate/low_rank.h"

#include <Eigen/SVD>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <vector>

#include "core/correlate/simd/low_rank_passes.h"

namespace convlens {
namespace {

/// What is left of a kernel while products are taken from it, in double.
class Residual {
 public:
  explicit Residual(GridView k) : shape_(k.shape()) {
    for (int a = 0; a < k.height; ++a) cells_.insert(cells_.end(), k.row(a), k.row(a) + k.width);
  }

  double at(Cell cell) const { return cells_[static_cast<size_t>(IndexOf(cell, shape_.width))]; }
  bool finite() const {
    return std::all_of(cells_.begin(), cells_.end(), [](double v) { return std::isfinite(v); });
  }
  Cell Largest() const {
    const auto smaller = [](double a, double b) { return std::abs(a) < std::abs(b); };
    const auto found = std::max_element(cells_.begin(), cells_.end(), smaller);
    return CellAt(found - cells_.begin(), shape_.width);
  }
  double largest() const { return std::abs(at(Largest())); }
  /// Takes away column × row, as rounded to float32: what later products still have to make up.
  void Subtract(const std::vector<float>& column, const std::vector<float>& row) {
    size_t i = 0;
    for (const float c : column) {
      for (const float r : row) cells_[i++] -= double{c} * r;
    }
  }
  /// The pivot's column, and its row divided by the pivot: their product is exact in that cross.
  std::vector<float> Column(Cell pivot) const {
    std::vector<float> column(static_cast<size_t>(shape_.height));
    for (int a = 0; a < shape_.height; ++a) {
      column[static_cast<size_t>(a)] = static_cast<float>(at({a, pivot.col}));
    }
    return column;
  }
  std::vector<float> Row(Cell pivot) const {
    std::vector<float> row(static_cast<size_t>(shape_.width));
    for (int b = 0; b < shape_.width; ++b) {
      row[static_cast<size_t>(b)] = static_cast<float>(at({pivot.row, b}) / at(pivot));
    }
    return row;
  }

 private:
  Shape shape_;
  std::vector<double> cells_;
};

Grid FromRows(const std::vector<std::vector<float>>& rows) {
  if (rows.empty()) return {};
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()));
  for (int r = 0; r < grid.height(); ++r) {
    std::copy(rows[static_cast<size_t>(r)].begin(), rows[static_cast<size_t>(r)].end(),
              grid.row(r));
  }
  return grid;
}

/// Products being found, until what they leave of the kernel is at most `enough`.
class Products {
 public:
  explicit Products(GridView k)
      : residual_(k), enough_(residual_.largest() * 2 * double{kRounding}) {}

  bool finite() const { return residual_.finite(); }
  bool done() const { return residual_.largest() <= enough_; }
  int rank() const { return static_cast<int>(columns_.size()); }
  LowRankKernel Result() const { return {rank(), FromRows(columns_), FromRows(rows_)}; }

  void Take(std::vector<float> column, std::vector<float> row) {
    columns_.push_back(std::move(column));
    rows_.push_back(std::move(row));
    residual_.Subtract(columns_.back(), rows_.back());
  }
  /// One step of elimination with complete pivoting.
  void TakeCross() {
    const Cell pivot = residual_.Largest();
    Take(residual_.Column(pivot), residual_.Row(pivot));
  }

 private:
  static constexpr float kRounding = std::numeric_limits<float>::epsilon();
  Residual residual_;
  double enough_;
  std::vector<std::vector<float>> columns_;
  std::vector<std::vector<float>> rows_;
};

Eigen::MatrixXd MatrixOf(GridView k) {
  Eigen::MatrixXd matrix(k.height, k.width);
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) matrix(r, c) = k.at(r, c);
  }
  return matrix;
}

/// Bidiagonal reduction takes a tenth of the time of Jacobi rotations on large matrices.
constexpr Eigen::Index kLarge = 32;
bool IsLarge(const Eigen::MatrixXd& matrix) {
  return std::min(matrix.rows(), matrix.cols()) > kLarge;
}

/// How many singular values (falling) are more than what rounding explains.
int CountAboveRounding(const Eigen::VectorXd& values) {
  const double rounding = double{std::numeric_limits<float>::epsilon()} * values.norm();
  return static_cast<int>((values.array() > rounding).count());
}

std::vector<float> Scaled(const Eigen::VectorXd& vector, double factor) {
  std::vector<float> result;
  for (const double v : vector) result.push_back(static_cast<float>(v * factor));
  return result;
}

/// The singular vectors' products, each row scaled to a largest magnitude of 1.
template <class Svd>
Products ProductsOf(GridView k, const Svd& svd) {
  Products products(k);
  const int rank = CountAboveRounding(svd.singularValues());
  for (int r = 0; r < rank && !products.done(); ++r) {
    const double scale = svd.matrixV().col(r).cwiseAbs().maxCoeff();
    products.Take(Scaled(svd.matrixU().col(r), svd.singularValues()(r) * scale),
                  Scaled(svd.matrixV().col(r), 1 / scale));
  }
  return products;
}

Products SingularProducts(GridView k) {
  const Eigen::MatrixXd matrix = MatrixOf(k);
  constexpr int kVectors = Eigen::ComputeThinU | Eigen::ComputeThinV;
  if (IsLarge(matrix)) return ProductsOf(k, Eigen::BDCSVD<Eigen::MatrixXd>(matrix, kVectors));
  return ProductsOf(k, Eigen::JacobiSVD<Eigen::MatrixXd>(matrix, kVectors));
}

/// The columns that are filtered at once, and the input rows. Wide strips, so that reading runs
/// along rows of memory; all of it at most about half of a core's second cache.
Shape ScratchShape(const LowRankKernel& k, Shape output) {
  constexpr int kRows = 60;        // a multiple of every target's block
  constexpr int kCells = 3 << 16;  // 768 KiB
  const int rows = std::min(kRows, output.height) + k.shape().height - 1;
  const int most = std::clamp(kCells / (k.rank * rows) / 64 * 64, 256, 2048);
  const int strips = (output.width + most - 1) / most;
  const int width = (output.width + strips - 1) / strips;
  return {k.rank * rows, (width + 63) / 64 * 64};
}

bool PassesHere(GridView x, const LowRankKernel& k, float bias, MutableGridView y) {
  if (y.shape().empty()) return true;
  Grid scratch(ScratchShape(k, y.shape()));
  return CorrelateInStrips(x, k, bias, scratch, y);
}

}  // namespace

std::vector<double> SingularValues(GridView k) {
  if (k.shape().empty()) return {};
  const Eigen::MatrixXd matrix = MatrixOf(k);
  if (!matrix.allFinite()) return {};
  const Eigen::VectorXd values = IsLarge(matrix)
                                     ? Eigen::BDCSVD<Eigen::MatrixXd>(matrix).singularValues()
                                     : Eigen::JacobiSVD<Eigen::MatrixXd>(matrix).singularValues();
  return {values.begin(), values.end()};
}

int NumericalRank(const std::vector<double>& singular_values) {
  if (singular_values.empty()) return 0;
  return CountAboveRounding(Eigen::Map<const Eigen::VectorXd>(
      singular_values.data(), static_cast<Eigen::Index>(singular_values.size())));
}

LowRankKernel FactorKernel(GridView k, int most) {
  if (k.shape().empty()) return {};
  Products crosses(k);
  if (!crosses.finite()) return {};
  constexpr int kMoreThanNeeded = 2;  // products that elimination takes for roundings
  const int full = std::min(k.height, k.width);
  const int last = most < full - kMoreThanNeeded ? most + kMoreThanNeeded : full;
  while (crosses.rank() < last && !crosses.done()) crosses.TakeCross();
  if (last < full && !crosses.done()) return {};
  if (crosses.rank() <= 1) return crosses.Result();
  const Products singular = SingularProducts(k);
  const bool fewer = singular.done() && singular.rank() < crosses.rank();
  return fewer ? singular.Result() : crosses.Result();
}

bool CorrelateInPasses(GridView x, const LowRankKernel& k, float bias, MutableGridView y,
                       Threads threads) {
  assert(k.rank >= 1 && y.shape() == ValidOutputShape(x.shape(), k.shape()));
  const Shape kernel = k.shape();
  // Each band filters the rows again that it shares with the one above: large bands share few.
  const int band = std::max(BalancedBand(y.height, threads), 4 * kernel.height);
  constexpr int64_t kEnough = 1'000'000;  // multiply-adds
  const bool few = y.shape().count() * k.rank * (kernel.height + kernel.width) < kEnough;
  if (few || threads.count <= 1) return PassesHere(x, k, bias, y);
  std::atomic<bool> finite{true};
  ForEachBand(y.height, band, threads, [&](int first, int rows) {
    const GridView seen = x.Sub({first, 0, rows + kernel.height - 1, x.width});
    if (!PassesHere(seen, k, bias, y.Sub({first, 0, rows, y.width}))) finite = false;
  });
  return finite;
}

}  // namespace convlens
