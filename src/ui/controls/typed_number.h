#pragma once

#include <optional>
#include <string_view>

namespace convlens {

/// A number as people type it: "2", "-1.5", "−1,5" (true minus, comma), "1e-3", "1/9", "nan",
/// "inf", "∞". Nothing for any other text and for what a double cannot hold.
std::optional<double> ParseDouble(std::string_view typed);
/// The same as a float32; nothing for what that cannot hold, either.
std::optional<float> ParseNumber(std::string_view typed);

}  // namespace convlens
