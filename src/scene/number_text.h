#pragma once

#include <string>

namespace convlens {

/// A value as a cell shows it: at most 4 significant digits, a true minus sign (U+2212), no
/// trailing zeros, powers of ten only where nothing else is short ("1.2e5"), "NaN", "∞", "−∞". A
/// value that rounds to zero at this precision but is not is shown as "0.0001"-like or "1e−9",
/// never as "0".
std::string ShortNumber(double value);

/// All digits that tell a float32 from its neighbours (up to 9), for hover and clipboard.
std::string FullNumber(float value);

/// With a fixed number of digits after the point.
std::string FixedNumber(double value, int digits);

}  // namespace convlens
