#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// The shortest decimal that reads back as `value`, as NumPy reads it: "-0.0" keeps its sign.
/// NaN and infinities are "nan", "inf", "-inf".
std::string NumberToText(float value);

/// The float32 that `word` stands for: a decimal with an optional sign, "nan", "inf", "infinity",
/// in any case, and with "np." or "numpy." before these. A true minus sign (U+2212) counts as "-".
/// Nothing for anything else, and for numbers beyond float32.
std::optional<float> NumberFromText(std::string_view word);

}  // namespace convlens
