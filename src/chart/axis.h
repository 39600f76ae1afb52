#pragma once

#include <vector>

namespace convlens {

/// One axis of a plot: which value is at its beginning (fraction 0) and at its end (fraction 1).
struct PlotAxis {
  double low = 0;
  double high = 1;
  bool logarithmic = false;  ///< then 0 < low < high
  bool from_zero = false;    ///< logarithmic: values of zero lie at its lower end, which reads "0"

  /// Where `value` lies: below 0 or above 1 outside the axis. What a logarithmic axis cannot show
  /// (zero, negative) is at its beginning; infinity just beyond its end. NaN stays NaN.
  double FractionOf(double value) const;
  double ValueAt(double fraction) const;

  bool operator==(const PlotAxis&) const = default;
};

/// Smallest and largest of the values that an axis can show; starts empty.
class ValueRange {
 public:
  /// Takes only finite values, and for `positive_only` only those above zero.
  explicit ValueRange(bool positive_only) : positive_only_(positive_only) {}
  void Add(double value);
  bool empty() const { return empty_; }
  double low() const { return low_; }
  double high() const { return high_; }

 private:
  bool positive_only_;
  bool empty_ = true;
  double low_ = 0;
  double high_ = 0;
};

/// From step 0 to `last`, at least one step long.
PlotAxis StepAxis(double last);
/// From 0 to a nice number at or above the largest value.
PlotAxis LinearAxis(const ValueRange& range);
/// Between nice numbers around the range, wherever it lies: for values of either sign.
PlotAxis SpanningAxis(const ValueRange& range);
/// Between nice numbers (1, 2 or 5 times a power of ten) around the range; whole decades when it
/// spans more than two of them.
PlotAxis LogarithmicAxis(const ValueRange& range);

/// Ascending values at nice places, both ends included when they are nice, at most `at_most` ≥ 2 of
/// them. Linear: multiples of 1, 2 or 5 times a power of ten, of whole numbers with `whole`.
/// Logarithmic: powers of ten, every n-th where there are many, with 2 and 5 between where few.
std::vector<double> AxisTicks(const PlotAxis& axis, int at_most, bool whole = false);

}  // namespace convlens
