#pragma once

#include <string>

namespace convlens {

/// How every number is written for a reader. A value halfway, as its decimals read, is rounded away
/// from zero: 0.125 in two digits is "0.13".

/// A value as a cell shows it: at most `digits` (2 to 4) significant digits, though all before the
/// point, and 4 decimals; no trailing zeros (of fewer than 4 digits, none where they would hide
/// that digits are left out: −0.9025 in two is "−0.90"), a true minus sign (U+2212); beyond 9999
/// and below 0.001 powers of ten ("1.235e4", "1.2e−4"); "NaN", "∞", "−∞". Only zero is shown as
/// "0".
std::string ShortNumber(double value, int digits = 4);

/// With at most `digits` digits after the point, where ShortNumber's significant ones would be too
/// wide: whole numbers without a point, others with all of these digits, so that "0.00" is told
/// from 0; from 10 on, two significant digits. A true minus sign, but none before "0.00".
std::string DecimalNumber(double value, int digits);

/// All digits that a float32 needs to be told from its neighbours, with a true minus sign.
std::string FullNumber(float value);

/// The shortest decimal that reads back as the same number, for programs to read, with a point in
/// every locale: "0.1", "-0", "1e-05", "inf", "nan".
std::string ShortestText(float value);
std::string ShortestText(double value);

/// With a fixed number of digits after the point and a true minus sign.
std::string FixedNumber(double value, int digits);

}  // namespace convlens
