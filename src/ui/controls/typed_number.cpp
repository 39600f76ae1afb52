#include "ui/controls/typed_number.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace convlens {
namespace {

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Spaces and letter case away, one kind of minus and decimal point.
std::string Plain(std::string_view typed) {
  std::string text;
  for (const char c : typed) {
    if (c != ' ' && c != '\t') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  ReplaceAll(text, "−", "-");
  ReplaceAll(text, "∞", "inf");
  ReplaceAll(text, ",", ".");
  return text;
}

std::optional<double> NamedNumber(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  if (text == "inf" || text == "infinity") return negative ? -infinity : infinity;
  return std::nullopt;
}

// Digits only: no hexadecimal, no names, which strtod would take as well.
std::optional<double> Decimal(const std::string& text) {
  if (text.empty() || text.find_first_not_of("0123456789.e+-") != std::string::npos) {
    return std::nullopt;
  }
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> DecimalOrFraction(const std::string& text) {
  const size_t slash = text.find('/');
  if (slash == std::string::npos) return Decimal(text);
  const auto above = Decimal(text.substr(0, slash));
  const auto below = Decimal(text.substr(slash + 1));
  if (!above || !below || *below == 0) return std::nullopt;
  return *above / *below;
}

}  // namespace

std::optional<double> ParseDouble(std::string_view typed) {
  const std::string text = Plain(typed);
  if (const auto named = NamedNumber(text)) return named;
  const auto value = DecimalOrFraction(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<float> ParseNumber(std::string_view typed) {
  const auto value = ParseDouble(typed);
  const bool beyond = value && std::isfinite(*value) &&
                      std::abs(*value) > double{std::numeric_limits<float>::max()};
  if (!value || beyond) return std::nullopt;
  return static_cast<float>(*value);
}

}  // namespace convlens
