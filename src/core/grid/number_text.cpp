#include "core/grid/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace convlens {
namespace {

constexpr const char* kMinus = "\u2212";
constexpr int kUsualDigits = 4;
// Relative: what a short computation in float32 is off by, and a float32 itself.
constexpr double kNudges[] = {2e-6, 0x1p-24};

std::string WithTrueMinus(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '-' ? std::string(kMinus) : std::string(1, c);
  return result;
}

std::string WithoutTrailingZeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// printf rounds 0.125 to even, the float 0.35 down, which lies a little below it, and so a learned
// 0.1249999. They are nudged by that much, where it is far less than the last digit.
std::string Rounded(double magnitude, int digits) {
  double nudged = magnitude;
  for (const double nudge : kNudges) {
    if (magnitude * nudge >= 0.001 * std::pow(10.0, -digits)) continue;
    nudged += magnitude * nudge;
    break;
  }
  char buffer[400];
  std::snprintf(buffer, sizeof(buffer), "%.*f", digits, nudged);
  return buffer;
}

std::string Decimal(double magnitude, int digits) {
  return WithoutTrailingZeros(Rounded(magnitude, digits));
}

// One to `digits` + 1 significant digits and a power of ten: "1.2e-4".
std::string Scientific(double magnitude, int digits) {
  int exponent = static_cast<int>(std::floor(std::log10(magnitude)));
  std::string mantissa = Decimal(magnitude / std::pow(10.0, exponent), digits);
  if (mantissa == "10") {
    mantissa = "1";
    ++exponent;
  }
  return mantissa + "e" + std::to_string(exponent);
}

/// Whether `decimals` decimals show all of it that four digits would.
bool NearlyShown(double magnitude, int decimals) {
  const double unit = std::pow(10.0, -decimals);
  return std::fabs(magnitude - std::round(magnitude / unit) * unit) < 5e-5 * magnitude;
}

std::string Magnitude(double magnitude, int digits) {
  if (magnitude == 0) return "0";
  if (magnitude >= 9999.5) return Scientific(magnitude, digits - 1);
  if (magnitude < 0.00095) return Scientific(magnitude, 1);
  const int leading = static_cast<int>(std::floor(std::log10(magnitude)));
  const int decimals = std::clamp(digits - 1 - leading, 0, 4);
  if (digits >= kUsualDigits || NearlyShown(magnitude, decimals))
    return Decimal(magnitude, decimals);
  const double next = std::pow(10.0, leading + 1);
  const bool carries = magnitude + std::pow(10.0, -decimals) / 2 >= next;  // 0.998 is "1.0"
  return Rounded(magnitude, carries ? std::max(decimals - 1, 0) : decimals);
}

template <typename Float>
std::string ShortestOf(Float value) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

}  // namespace

std::string ShortNumber(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  const std::string sign = std::signbit(value) && value != 0 ? kMinus : "";
  if (std::isinf(value)) return sign + "∞";
  return sign + WithTrueMinus(Magnitude(std::fabs(value), digits));
}

std::string DecimalNumber(double value, int digits) {
  const bool whole = value == std::round(value);
  if (!std::isfinite(value) || whole || std::fabs(value) >= 9.5) return ShortNumber(value, 2);
  const std::string text = Rounded(std::fabs(value), digits);
  const bool nothing = text.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !nothing ? kMinus + text : text;
}

std::string FullNumber(float value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? std::string(kMinus) + "∞" : "∞";
  return WithTrueMinus(ShortestText(value));
}

std::string ShortestText(float value) { return ShortestOf(value); }
std::string ShortestText(double value) { return ShortestOf(value); }

std::string FixedNumber(double value, int digits) {
  const std::string text = Rounded(std::fabs(value), digits);
  return std::signbit(value) ? kMinus + text : text;
}

}  // namespace convlens
