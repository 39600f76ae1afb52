#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// The shortest decimal that reads back as `value`, as NumPy reads it: "-0.0" keeps its sign.
/// NaN and infinities are "nan", "inf", "-inf".
std::string NumberToText(float value);

/// The float32 that `word` stands for: a decimal with an optional sign, "nan", "inf", "infinity",
/// in any case, and with "np.", "numpy." or "torch." before these; "True" and "False"; a fraction
/// "1/3"; C's "1.5f", Fortran's "1d-3", Mathematica's "1.5*^-3"; any of them in quotes. A true
/// minus sign (U+2212) counts as "-". Nothing for anything else, and for numbers beyond float32.
std::optional<float> NumberFromText(std::string_view word);

/// Whether `word` is a finite number that float32 does not hold.
bool IsBeyondFloat32(std::string_view word);

}  // namespace convlens
