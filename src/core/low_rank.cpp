#include "core/low_rank.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/correlate.h"

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

/// Output rows made at once: their row-filtered inputs stay in the cache until the column pass.
int BandRows(Shape output, int kernel_height) {
  constexpr int kCells = 1 << 17;  // 512 KiB
  return std::clamp(kCells / output.width - kernel_height, 16, 256);
}

/// One product's two passes over bands of rows. The rows that two bands share are kept.
class Passes {
 public:
  Passes(GridView x, const LowRankKernel& k, Shape output)
      : x_(x),
        k_(k),
        band_(std::min(output.height, BandRows(output, k.shape().height))),
        filtered_(band_ + k.shape().height - 1, output.width) {}

  int band() const { return band_; }

  /// Output rows [first, first + y.height) of product `r`. To be called from top to bottom.
  void Run(int r, int first, float bias, MutableGridView y) {
    const int kernel_height = k_.shape().height;
    const int kept = first == 0 ? 0 : kernel_height - 1;
    for (int i = 0; i < kept; ++i) {
      std::memcpy(filtered_.row(i), filtered_.row(band_ + i),
                  sizeof(float) * static_cast<size_t>(y.width));
    }
    const int rows = y.height + kernel_height - 1;
    const GridView row{k_.rows.row(r), 1, k_.shape().width, k_.rows.pitch()};
    Correlate({x_.row(first + kept), rows - kept, x_.width, x_.pitch}, row, 0,
              filtered_.view().Sub({kept, 0, rows - kept, y.width}));
    const GridView column{k_.columns.row(r), kernel_height, 1, 1};
    Correlate(GridView(filtered_).Sub({0, 0, rows, y.width}), column, bias, y);
  }

 private:
  GridView x_;
  const LowRankKernel& k_;
  int band_;
  Grid filtered_;
};

void AddTo(MutableGridView sum, GridView term) {
  for (int i = 0; i < sum.height; ++i) {
    float* to = sum.row(i);
    const float* from = term.row(i);
    for (int j = 0; j < sum.width; ++j) to[j] += from[j];
  }
}

void PassesHere(GridView x, const LowRankKernel& k, float bias, MutableGridView y) {
  Passes passes(x, k, y.shape());
  Grid term;
  if (k.rank > 1) term = Grid(passes.band(), y.width);
  for (int r = 0; r < k.rank; ++r) {
    for (int first = 0; first < y.height; first += passes.band()) {
      const int rows = std::min(passes.band(), y.height - first);
      const MutableGridView out = y.Sub({first, 0, rows, y.width});
      if (r == 0) {
        passes.Run(r, first, bias, out);
      } else {
        const MutableGridView part = term.view().Sub({0, 0, rows, y.width});
        passes.Run(r, first, 0, part);
        AddTo(out, part);
      }
    }
  }
}

}  // namespace

LowRankKernel Factor(GridView k) {
  std::vector<std::vector<float>> columns;
  std::vector<std::vector<float>> rows;
  Residual residual(k);
  if (k.shape().empty() || !residual.finite()) return {};
  const double rounding = 2.0 * double{std::numeric_limits<float>::epsilon()};
  const double enough = std::abs(residual.at(residual.Largest())) * rounding;
  const auto most = static_cast<size_t>(std::min(k.height, k.width));
  for (Cell pivot = residual.Largest();
       columns.size() < most && std::abs(residual.at(pivot)) > enough; pivot = residual.Largest()) {
    columns.push_back(residual.Column(pivot));
    rows.push_back(residual.Row(pivot));
    residual.Subtract(columns.back(), rows.back());
  }
  return {static_cast<int>(columns.size()), FromRows(columns), FromRows(rows)};
}

bool PassesPay(Shape input, Shape kernel, int rank) {
  constexpr int64_t kFewOutputs = 64 * 64;  // below, preparing the passes costs more than they save
  // Measured in direct multiply-adds: a row pass loads a vector for each multiply-add, and each
  // product moves its numbers through memory twice.
  constexpr double kPassCost = 2.3;
  if (rank < 1 || ValidOutputShape(input, kernel).count() < kFewOutputs) return false;
  return rank * kPassCost * (kernel.height + kernel.width) < static_cast<double>(kernel.count());
}

void CorrelateInPasses(GridView x, const LowRankKernel& k, float bias, MutableGridView y,
                       Threads threads) {
  assert(k.rank >= 1 && y.shape() == ValidOutputShape(x.shape(), k.shape()));
  const Shape kernel = k.shape();
  // Each band filters the rows again that it shares with the one above: large bands share few.
  const int band = std::max(BalancedBand(y.height, threads), 4 * kernel.height);
  constexpr int64_t kEnough = 1'000'000;  // multiply-adds
  if (y.shape().count() * k.rank * (kernel.height + kernel.width) < kEnough) threads = {};
  if (threads.count <= 1) return PassesHere(x, k, bias, y);
  ForEachBand(y.height, band, threads, [&](int first, int rows) {
    PassesHere(x.Sub({first, 0, rows + kernel.height - 1, x.width}), k, bias,
               y.Sub({first, 0, rows, y.width}));
  });
}

}  // namespace convlens
