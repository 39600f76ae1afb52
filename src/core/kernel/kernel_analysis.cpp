#include "core/kernel/kernel_analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace convlens {
namespace {

/// How `k` compares with the kernel whose cell (r, c) is `exchanged(r, c)`.
template <typename Exchanged>
Parity ParityUnder(GridView k, Exchanged exchanged) {
  bool even = true;
  bool odd = true;
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) {
      even &= k.at(r, c) == exchanged(r, c);
      odd &= k.at(r, c) == -exchanged(r, c);
    }
  }
  return even ? Parity::kEven : odd ? Parity::kOdd : Parity::kNone;
}

constexpr int kMostWhole = 999;

bool NearlyWhole(double value) {
  constexpr double kTolerance = 8 * double{std::numeric_limits<float>::epsilon()};
  return std::abs(value - std::round(value)) <= kTolerance * std::max(1.0, std::abs(value));
}

double LargestMagnitude(const std::vector<double>& values) {
  double largest = 0;
  for (const double v : values) largest = std::max(largest, std::abs(v));
  return largest;
}

double SmallestMagnitude(const std::vector<double>& values) {
  double smallest = std::numeric_limits<double>::infinity();
  for (const double v : values) {
    if (v != 0) smallest = std::min(smallest, std::abs(v));
  }
  return smallest;
}

/// The number that `values` are whole multiples of, without a common divisor; 0 where none is
/// found.
double CommonUnit(const std::vector<double>& values) {
  const double smallest = SmallestMagnitude(values);
  constexpr int kMostParts = 12;
  for (int parts = 1; parts <= kMostParts; ++parts) {
    const double unit = smallest / parts;
    if (LargestMagnitude(values) / unit > kMostWhole + 0.5) return 0;
    if (std::all_of(values.begin(), values.end(),
                    [&](double v) { return NearlyWhole(v / unit); })) {
      return unit;
    }
  }
  return 0;
}

std::vector<double> RowOf(GridView grid) { return {grid.row(0), grid.row(0) + grid.width}; }

void Divide(std::vector<double>& values, double divisor, bool whole) {
  for (double& v : values) v = whole ? std::round(v / divisor) : v / divisor;
}

void AddSums(GridView k, KernelAnalysis& analysis) {
  for (int r = 0; r < k.height; ++r) {
    for (int c = 0; c < k.width; ++c) {
      const double v = k.at(r, c);
      analysis.finite &= std::isfinite(v);
      analysis.sum += v;
      (v > 0 ? analysis.positive_sum : analysis.negative_sum) += v;
    }
  }
}

}  // namespace

KernelSymmetries SymmetriesOf(GridView k) {
  const int bottom = k.height - 1;
  const int right = k.width - 1;
  KernelSymmetries symmetries;
  if (k.width > 1) {
    symmetries.left_right = ParityUnder(k, [&](int r, int c) { return k.at(r, right - c); });
  }
  if (k.height > 1) {
    symmetries.up_down = ParityUnder(k, [&](int r, int c) { return k.at(bottom - r, c); });
  }
  if (k.shape().count() > 1) {
    symmetries.half_turn =
        ParityUnder(k, [&](int r, int c) { return k.at(bottom - r, right - c); });
  }
  if (k.height == k.width && k.height > 1) {
    symmetries.diagonal = ParityUnder(k, [&](int r, int c) { return k.at(c, r); });
  }
  return symmetries;
}

std::optional<SeparableFactors> SeparableFactorsOf(const LowRankKernel& k) {
  if (k.rank != 1) return std::nullopt;
  SeparableFactors factors{1, RowOf(k.columns), RowOf(k.rows), false};
  const double column_unit = CommonUnit(factors.column);
  const double row_unit = CommonUnit(factors.row);
  factors.whole = column_unit > 0 && row_unit > 0;
  const double by_column = factors.whole ? column_unit : LargestMagnitude(factors.column);
  const double by_row = factors.whole ? row_unit : LargestMagnitude(factors.row);
  const auto first =
      std::find_if(factors.column.begin(), factors.column.end(), [](double v) { return v != 0; });
  const double sign = *first < 0 ? -1 : 1;
  Divide(factors.column, by_column * sign, factors.whole);
  Divide(factors.row, by_row * sign, factors.whole);
  factors.scale = by_column * by_row;
  return factors;
}

KernelAnalysis AnalyzeKernel(Operation operation, GridView k) {
  KernelAnalysis analysis;
  analysis.symmetries = SymmetriesOf(k);
  AddSums(k, analysis);
  if (!analysis.finite || k.shape().empty()) return analysis;
  analysis.singular_values = SingularValues(k);
  analysis.rank = NumericalRank(analysis.singular_values);
  if (analysis.rank == 1) analysis.factors = SeparableFactorsOf(FactorKernel(k));
  analysis.frequency_map = FrequencyMap(k, KernelAnalysis::kMapSide);
  analysis.horizontal_frequencies = HorizontalFrequencies(k, KernelAnalysis::kCutCount);
  analysis.vertical_frequencies = VerticalFrequencies(k, KernelAnalysis::kCutCount);
  analysis.checkerboard = FrequencyMagnitude(k, std::numbers::pi, std::numbers::pi);
  for (const Direction direction : {Direction::kAcross, Direction::kDown}) {
    const auto i = static_cast<size_t>(direction);
    analysis.step[i] = StepResponse(operation, k, direction);
    analysis.line[i] = LineResponse(operation, k, direction);
  }
  return analysis;
}

}  // namespace convlens
