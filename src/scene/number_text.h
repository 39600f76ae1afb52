#pragma once

#include <string>

#include "layer/tensor.h"

namespace convlens {

/// A value as a cell shows it: at most 4 significant digits and 4 decimals, no trailing zeros, a
/// true minus sign (U+2212); beyond 9999 and below 0.001 powers of ten ("1.235e4", "1.2e−4");
/// "NaN", "∞", "−∞". Only zero is shown as "0".
std::string ShortNumber(double value);

/// All digits that tell a float32 from its neighbours, with a true minus sign: for hover.
std::string FullNumber(float value);

/// With a fixed number of digits after the point and a true minus sign.
std::string FixedNumber(double value, int digits);

/// "64 × 224 × 224": channels, rows, columns.
std::string TensorText(TensorShape shape);

}  // namespace convlens
