#include "chart/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens {
namespace {

constexpr std::array<double, 3> kNice = {1, 2, 5};
// Half a tick's width in rounding, so that 0.1 + 0.2 still counts as 0.3.
constexpr double kSlack = 1e-9;

// What is outside is drawn on the axis's edge: powers of ten beyond it are not doubles any more.
constexpr double kSmallest = 1e-300;
constexpr double kLargest = 1e300;

// 10^exponent without pow's last-bit errors for the exponents that a double writes exactly.
double PowerOfTen(int exponent) {
  return exponent >= 0 ? std::pow(10.0, exponent) : 1.0 / std::pow(10.0, -exponent);
}

int DecadeOf(double value) { return static_cast<int>(std::floor(std::log10(value) + kSlack)); }

double NiceAtOrAbove(double value) {
  const int decade = DecadeOf(value);
  for (const double factor : kNice) {
    if (factor * PowerOfTen(decade) >= value * (1 - kSlack)) return factor * PowerOfTen(decade);
  }
  return PowerOfTen(decade + 1);
}

double NiceAtOrBelow(double value) {
  const int decade = DecadeOf(value);
  double best = PowerOfTen(decade);
  for (const double factor : kNice) {
    if (factor * PowerOfTen(decade) <= value * (1 + kSlack)) best = factor * PowerOfTen(decade);
  }
  return best;
}

std::vector<double> LinearTicks(double low, double high, int at_most, bool whole) {
  const double span = high - low;
  double spacing = NiceAtOrAbove(span / (at_most - 1));
  if (whole) spacing = std::max(1.0, spacing);
  std::vector<double> ticks;
  const double first = std::ceil(low / spacing - kSlack);
  for (int i = 0; i < at_most; ++i) {
    const double tick = (first + i) * spacing;
    if (tick > high + span * kSlack) break;
    ticks.push_back(tick);
  }
  return ticks;
}

std::vector<double> DecadeTicks(double low, double high, int every) {
  std::vector<double> ticks;
  const int first = static_cast<int>(std::ceil(std::log10(low) - kSlack));
  for (int decade = first; PowerOfTen(decade) <= high * (1 + kSlack); decade += every) {
    ticks.push_back(PowerOfTen(decade));
  }
  return ticks;
}

std::vector<double> NiceTicks(double low, double high) {
  std::vector<double> ticks;
  for (int decade = DecadeOf(low); PowerOfTen(decade) <= high * (1 + kSlack); ++decade) {
    for (const double factor : kNice) {
      const double tick = factor * PowerOfTen(decade);
      if (tick >= low * (1 - kSlack) && tick <= high * (1 + kSlack)) ticks.push_back(tick);
    }
  }
  return ticks;
}

std::vector<double> LogarithmicTicks(double low, double high, int at_most) {
  const auto limit = static_cast<size_t>(at_most);
  if (high / low < 1000) {
    std::vector<double> ticks = NiceTicks(low, high);
    if (ticks.size() >= 2 && ticks.size() <= limit) return ticks;
  }
  const int decades = static_cast<int>(std::ceil(std::log10(high) - std::log10(low)));
  return DecadeTicks(low, high, std::max(1, (decades + at_most - 2) / (at_most - 1)));
}

}  // namespace

double PlotAxis::FractionOf(double value) const {
  if (std::isinf(value) && value > 0) return 2;
  if (!logarithmic) return (value - low) / (high - low);
  if (value <= 0) return 0;
  return (std::log(value) - std::log(low)) / (std::log(high) - std::log(low));
}

double PlotAxis::ValueAt(double fraction) const {
  if (!logarithmic) return low + fraction * (high - low);
  return std::exp(std::log(low) + fraction * (std::log(high) - std::log(low)));
}

void ValueRange::Add(double value) {
  if (!std::isfinite(value) || (positive_only_ && value <= 0)) return;
  low_ = empty_ ? value : std::min(low_, value);
  high_ = empty_ ? value : std::max(high_, value);
  empty_ = false;
}

PlotAxis StepAxis(double last) { return {0, std::max(1.0, last), false}; }

PlotAxis LinearAxis(const ValueRange& range) {
  if (range.empty() || range.high() <= 0) return {0, 1, false};
  // A quarter of a decade is a finer grid than 1, 2, 5: the curve then fills most of the height.
  const double highest = std::clamp(range.high(), kSmallest, kLargest);
  const double spacing = NiceAtOrAbove(highest / 4);
  return {0, spacing * std::max(1.0, std::ceil(highest / spacing - kSlack)), false};
}

PlotAxis SpanningAxis(const ValueRange& range) {
  if (range.empty()) return {-1, 1, false};
  const double low = std::clamp(range.low(), -kLargest, kLargest);
  const double high = std::clamp(range.high(), -kLargest, kLargest);
  const double span = std::max(high - low, 1e-6 * std::max(std::fabs(low), std::fabs(high)));
  if (!(span > 0)) return {low - 1, high + 1, false};
  const double spacing = NiceAtOrAbove(span / 4);
  double first = std::floor(low / spacing + kSlack) * spacing;
  double last = std::ceil(high / spacing - kSlack) * spacing;
  if (last - first < spacing / 2) {
    first -= spacing;
    last += spacing;
  }
  return {first, last, false};
}

PlotAxis LogarithmicAxis(const ValueRange& range) {
  if (range.empty()) return {0.1, 10, true};
  const double lowest = std::clamp(range.low(), kSmallest, kLargest);
  double low = NiceAtOrBelow(lowest);
  double high = NiceAtOrAbove(std::clamp(range.high(), kSmallest, kLargest));
  if (high / low > 100 * (1 + kSlack)) {
    low = PowerOfTen(DecadeOf(lowest));
    const double decade = PowerOfTen(DecadeOf(high));
    high = decade >= high * (1 - kSlack) ? decade : decade * 10;
  }
  if (high <= low * (1 + kSlack)) {
    low /= 10;
    high *= 10;
  }
  return {low, high, true};
}

std::vector<double> AxisTicks(const PlotAxis& axis, int at_most, bool whole) {
  if (axis.logarithmic) return LogarithmicTicks(axis.low, axis.high, at_most);
  return LinearTicks(axis.low, axis.high, at_most, whole);
}

}  // namespace convlens
