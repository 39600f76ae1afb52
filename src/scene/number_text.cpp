#include "scene/number_text.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace convlens {
namespace {

constexpr const char* kMinus = "\u2212";

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

std::string Decimal(double magnitude, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof(buffer), "%.*f", digits, magnitude);
  return WithoutTrailingZeros(buffer);
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

std::string Magnitude(double magnitude) {
  if (magnitude == 0) return "0";
  if (magnitude >= 9999.5) return Scientific(magnitude, 3);
  if (magnitude < 0.00095) return Scientific(magnitude, 1);
  const int leading = static_cast<int>(std::floor(std::log10(magnitude)));
  const int digits = 3 - leading;
  return Decimal(magnitude, digits < 0 ? 0 : digits > 4 ? 4 : digits);
}

}  // namespace

std::string ShortNumber(double value) {
  if (std::isnan(value)) return "NaN";
  const std::string sign = std::signbit(value) && value != 0 ? kMinus : "";
  if (std::isinf(value)) return sign + "∞";
  return sign + WithTrueMinus(Magnitude(std::fabs(value)));
}

std::string FullNumber(float value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? std::string(kMinus) + "∞" : "∞";
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value);
  return WithTrueMinus(std::string(buffer, end.ptr));
}

std::string FixedNumber(double value, int digits) {
  char buffer[400];
  std::snprintf(buffer, sizeof(buffer), "%.*f", digits, value);
  return WithTrueMinus(buffer);
}

std::string TensorText(TensorShape shape) {
  return FillIn("{} × {} × {}", {std::to_string(shape.channels), std::to_string(shape.grid.height),
                                 std::to_string(shape.grid.width)});
}

}  // namespace convlens
