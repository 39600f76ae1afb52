#include "train/quadratic/normal_equations.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>

namespace convlens {
namespace {

/// Σ a[i]·b[i] over a row's part, in several sums that the compiler can keep in vectors. Each
/// product is exact, so whether it is fused with the addition makes no difference.
double Dot(const float* a, const float* b, int count) {
  constexpr int kWays = 8;
  std::array<double, kWays> sums{};
  int i = 0;
  for (; i + kWays <= count; i += kWays) {
    for (int w = 0; w < kWays; ++w) {
      sums[static_cast<size_t>(w)] += double{a[i + w]} * double{b[i + w]};
    }
  }
  double total = 0;
  for (; i < count; ++i) total += double{a[i]} * double{b[i]};
  for (const double sum : sums) total += sum;
  return total;
}

/// Sums over all windows of x, for one pair.
class PairSums {
 public:
  PairSums(const TrainingPair& pair, Shape kernel, BiasUse bias, const std::atomic<bool>* cancelled)
      : x_(pair.input[0]),
        y_(pair.target[0]),
        kernel_(kernel),
        output_(pair.target[0]->shape()),
        bias_(bias),
        cancelled_(cancelled) {}

  bool AddTo(NormalEquations& sums) {
    AddTapsAlone(sums);
    for (int dr = 0; dr < kernel_.height; ++dr) {
      for (int dc = dr == 0 ? 0 : 1 - kernel_.width; dc < kernel_.width; ++dc) {
        if (cancelled_ != nullptr && cancelled_->load()) return false;
        AddDistance(sums, dr, dc);
      }
    }
    return true;
  }

 private:
  size_t IndexOfTap(int a, int b) const {
    return static_cast<size_t>(IndexOf({a, b}, kernel_.width));
  }

  /// b, c, and the bias' row of A: what needs one tap at a time.
  void AddTapsAlone(NormalEquations& sums) {
    const double of_targets = SumOfProducts({0, 0}, ones(), y_);
    const auto count = static_cast<double>(output_.count());
    const double fixed = bias_.learned ? 0.0 : bias_.fixed;
    for (int a = 0; a < kernel_.height; ++a) {
      for (int b = 0; b < kernel_.width; ++b) {
        const size_t tap = IndexOfTap(a, b);
        const double of_inputs = SumOfProducts({a, b}, x_, {});
        sums.b[tap] += SumOfProducts({a, b}, x_, y_) - fixed * of_inputs;
        if (bias_.learned) AddSymmetric(sums, tap, sums.size() - 1, of_inputs);
      }
    }
    sums.c += SumOfProducts({0, 0}, y_, y_) - 2 * fixed * of_targets + fixed * fixed * count;
    sums.outputs += output_.count();
    if (!bias_.learned) return;
    sums.b.back() += of_targets;
    sums.a.back() += count;
  }

  static GridView ones() { return {}; }

  /// Σ u[i+a, j+b]·v[i, j] over the output's cells; a view without cells counts as all ones.
  double SumOfProducts(Cell tap, GridView u, GridView v) const {
    const std::vector<float> one(static_cast<size_t>(output_.width), 1.0F);
    double total = 0;
    for (int i = 0; i < output_.height; ++i) {
      const float* left = u.data == nullptr ? one.data() : u.row(i + tap.row) + tap.col;
      const float* right = v.data == nullptr ? one.data() : v.row(i);
      total += Dot(left, right, output_.width);
    }
    return total;
  }

  static void AddSymmetric(NormalEquations& sums, size_t row, size_t col, double value) {
    sums.a[row * sums.size() + col] += value;
    if (row != col) sums.a[col * sums.size() + row] += value;
  }

  /// All A[p,q] whose taps lie (dr, dc) apart: the sums of the products x[r,c]·x[r+dr,c+dc] over
  /// the windows' rectangles, which differ by a few rows and columns at their borders only.
  void AddDistance(NormalEquations& sums, int dr, int dc) {
    const int rows = kernel_.height - dr;           // places of the upper tap
    const int cols = kernel_.width - std::abs(dc);  // and of the left one
    const int first_col = std::max(0, -dc);         // of the upper tap
    std::vector<double> totals(static_cast<size_t>(rows) * static_cast<size_t>(cols), 0);
    std::vector<double> of_row(static_cast<size_t>(cols));
    for (int r = 0; r < output_.height + rows - 1; ++r) {
      RowSums(r, dr, dc, first_col, of_row);
      // The places whose window holds row r.
      const int from = std::max(0, r - output_.height + 1);
      const int to = std::min(rows - 1, r);
      for (int a = from; a <= to; ++a) {
        for (int b = 0; b < cols; ++b) {
          totals[static_cast<size_t>(a) * static_cast<size_t>(cols) + static_cast<size_t>(b)] +=
              of_row[static_cast<size_t>(b)];
        }
      }
    }
    for (int a = 0; a < rows; ++a) {
      for (int b = 0; b < cols; ++b) {
        const int col = first_col + b;
        AddSymmetric(
            sums, IndexOfTap(a, col), IndexOfTap(a + dr, col + dc),
            totals[static_cast<size_t>(a) * static_cast<size_t>(cols) + static_cast<size_t>(b)]);
      }
    }
  }

  /// For each place b: Σ over j of x[r, f+b+j]·x[r+dr, f+b+j+dc]. The part that all places share is
  /// summed once.
  void RowSums(int r, int dr, int dc, int first_col, std::vector<double>& sums) const {
    const float* upper = x_.row(r) + first_col;
    const float* lower = x_.row(r + dr) + first_col + dc;
    const auto cols = static_cast<int>(sums.size());
    if (output_.width < cols) {
      for (int b = 0; b < cols; ++b) {
        sums[static_cast<size_t>(b)] = Dot(upper + b, lower + b, output_.width);
      }
      return;
    }
    const int shared = cols - 1;  // columns [shared, width) are in the window of every place
    const double common = Dot(upper + shared, lower + shared, output_.width - shared);
    for (int b = 0; b < cols; ++b) {
      sums[static_cast<size_t>(b)] = common + Dot(upper + b, lower + b, shared - b) +
                                     Dot(upper + output_.width, lower + output_.width, b);
    }
  }

  GridView x_;
  GridView y_;
  Shape kernel_;
  Shape output_;
  BiasUse bias_;
  const std::atomic<bool>* cancelled_;
};

/// A convolution's kernel is the correlation's read backwards.
void Flip(NormalEquations& sums) {
  const auto taps = static_cast<size_t>(sums.kernel.count());
  NormalEquations flipped = sums;
  const auto index = [taps](size_t i) { return i < taps ? taps - 1 - i : i; };
  for (size_t row = 0; row < sums.size(); ++row) {
    flipped.b[index(row)] = sums.b[row];
    for (size_t col = 0; col < sums.size(); ++col) {
      flipped.a[index(row) * sums.size() + index(col)] = sums.at(row, col);
    }
  }
  sums = std::move(flipped);
}

}  // namespace

double NormalEquations::SquaredErrorAndGradient(std::span<const double> p,
                                                std::span<double> gradient) const {
  assert(p.size() == size() && gradient.size() == size());
  std::fill(gradient.begin(), gradient.end(), 0.0);
  // Column by column: the sums of a column's rows do not wait for each other.
  for (size_t col = 0; col < size(); ++col) {
    const double* column = &a[col * size()];
    for (size_t row = 0; row < size(); ++row) gradient[row] += column[row] * p[col];
  }
  double error = c;
  for (size_t i = 0; i < size(); ++i) {
    error += p[i] * (gradient[i] - 2 * b[i]);
    gradient[i] = 2 * (gradient[i] - b[i]);
  }
  // As it is when it is not a number.
  return error < 0 ? 0 : error;
}

double NormalEquations::SquaredError(std::span<const double> p) const {
  std::vector<double> gradient(size());
  return SquaredErrorAndGradient(p, gradient);
}

std::optional<NormalEquations> BuildNormalEquations(const TrainingData& data, Shape kernel,
                                                    Operation operation, BiasUse bias,
                                                    const std::atomic<bool>* cancelled) {
  NormalEquations sums{kernel, bias.learned, {}, {}};
  const auto size = static_cast<size_t>(kernel.count()) + (bias.learned ? 1 : 0);
  sums.a.assign(size * size, 0);
  sums.b.assign(size, 0);
  for (const TrainingPair& pair : data.pairs) {
    assert(pair.target[0]->shape() == ValidOutputShape(pair.input[0]->shape(), kernel));
    if (!PairSums(pair, kernel, bias, cancelled).AddTo(sums)) return std::nullopt;
  }
  if (operation == Operation::kConvolution) Flip(sums);
  return sums;
}

}  // namespace convlens
