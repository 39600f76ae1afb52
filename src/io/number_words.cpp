#include "io/number_words.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace convlens {
namespace {

constexpr std::string_view kTrueMinus = "\xE2\x88\x92";

/// Takes `prefix` off `word`, if it is there.
bool Take(std::string_view& word, std::string_view prefix) {
  if (!word.starts_with(prefix)) return false;
  word.remove_prefix(prefix.size());
  return true;
}

/// The whole of `word` as a number without a sign.
template <typename Float>
std::errc Parse(std::string_view word, Float& value) {
  const char* end = word.data() + word.size();
  const std::from_chars_result parsed = std::from_chars(word.data(), end, value);
  if (parsed.ec == std::errc() && parsed.ptr != end) return std::errc::invalid_argument;
  return parsed.ec;
}

}  // namespace

std::string NumberToText(float value) {
  if (std::isnan(value)) return "nan";
  if (value == 0 && std::signbit(value)) return "-0.0";
  char text[64];
  return std::string(text, std::to_chars(text, text + sizeof text, value).ptr);
}

std::optional<float> NumberFromText(std::string_view word) {
  const bool negative = Take(word, "-") || Take(word, kTrueMinus);
  if (!negative) Take(word, "+");
  if (!Take(word, "np.")) Take(word, "numpy.");
  // A sign was taken already, and "nan(…)" is C's, not a person's.
  if (word.empty() || word.front() == '-' || word.back() == ')') return std::nullopt;
  float value = 0;
  const std::errc error = Parse(word, value);
  if (error == std::errc::result_out_of_range) {
    double wide = 0;  // too small for float32 is 0; too large is refused
    if (Parse(word, wide) != std::errc() || std::abs(wide) > 1) return std::nullopt;
    value = static_cast<float>(wide);
  } else if (error != std::errc()) {
    return std::nullopt;
  }
  return negative ? -value : value;
}

}  // namespace convlens
