#include "io/text/number_words.h"

#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include "core/grid/number_text.h"

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

std::optional<float> TruthFromText(std::string_view word) {
  for (const std::string_view yes : {"True", "true", "TRUE"}) {
    if (word == yes) return 1.0F;
  }
  for (const std::string_view no : {"False", "false", "FALSE"}) {
    if (word == no) return 0.0F;
  }
  return std::nullopt;
}

/// `word` in the spelling that `std::from_chars` reads: without C's "f" behind it and Mathematica's
/// "`", with "e" for Fortran's "d" and Mathematica's "*^".
std::string PlainDecimal(std::string_view word) {
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  std::string plain(word);
  if (plain.empty() || !digit(plain.front())) return plain;
  std::erase(plain, '`');
  const size_t power = plain.find("*^");
  if (power != std::string::npos) plain.erase(power, 1)[power] = 'e';
  const bool suffix = plain.size() > 1 && (plain.back() == 'f' || plain.back() == 'F');
  if (suffix && digit(plain[plain.size() - 2])) plain.pop_back();
  const size_t exponent = plain.find_first_of("dD");
  if (exponent != std::string::npos && exponent + 1 < plain.size()) plain[exponent] = 'e';
  const size_t sign = plain.find("e+");  // which from_chars takes, too; "e+-1" it does not
  return sign == std::string::npos ? plain : plain.erase(sign + 1, 1);
}

/// A decimal taken apart.
struct Decimal {
  bool negative = false;
  std::string digits;  ///< as `std::from_chars` reads them
};

std::optional<Decimal> DecimalOf(std::string_view word) {
  if (word.size() > 1 && word.front() == word.back() &&
      (word.front() == '"' || word.front() == '\'')) {
    word = word.substr(1, word.size() - 2);
  }
  const bool negative = Take(word, "-") || Take(word, kTrueMinus);
  if (!negative) Take(word, "+");
  if (!Take(word, "np.") && !Take(word, "numpy.")) Take(word, "torch.");
  // The sign has been taken already, and "nan(…)" is what C prints, not people.
  if (word.empty() || word.front() == '-' || word.back() == ')') return std::nullopt;
  return Decimal{negative, PlainDecimal(word)};
}

/// Whether digits that are out of a type's range are too small for it rather than too large.
bool IsTooSmall(std::string_view digits) {
  long double value = 1;
  if (Parse(digits, value) == std::errc()) return std::abs(value) < 1;
  const size_t exponent = digits.find('e');
  return exponent != std::string_view::npos && digits.substr(exponent).starts_with("e-");
}

std::optional<float> DecimalFromText(std::string_view word) {
  const std::optional<Decimal> decimal = DecimalOf(word);
  if (!decimal) return std::nullopt;
  float value = 0;
  const std::errc error = Parse(decimal->digits, value);
  if (error == std::errc::result_out_of_range) {
    if (!IsTooSmall(decimal->digits)) return std::nullopt;
    double wide = 0;  // what rounds to a float32 of few bits; else 0
    value = Parse(decimal->digits, wide) == std::errc() ? static_cast<float>(wide) : 0.0F;
  } else if (error != std::errc()) {
    return std::nullopt;
  }
  return decimal->negative ? -value : value;
}

}  // namespace

std::string NumberToText(float value) {
  if (std::isnan(value)) return "nan";
  return value == 0 && std::signbit(value) ? "-0.0" : ShortestText(value);
}

std::optional<float> NumberFromText(std::string_view word) {
  if (const auto truth = TruthFromText(word)) return truth;
  const size_t slash = word.find('/');
  if (slash == std::string_view::npos) return DecimalFromText(word);
  // "1/3", and Julia's "1//3"
  const size_t behind = word.substr(slash).starts_with("//") ? slash + 2 : slash + 1;
  const std::optional<float> above = DecimalFromText(word.substr(0, slash));
  const std::optional<float> below = DecimalFromText(word.substr(behind));
  if (!above || !below || *below == 0 || !std::isfinite(*above) || !std::isfinite(*below)) {
    return std::nullopt;
  }
  return static_cast<float>(static_cast<double>(*above) / static_cast<double>(*below));
}

bool IsBeyondFloat32(std::string_view word) {
  const std::optional<Decimal> decimal = DecimalOf(word);
  float value = 0;
  return decimal && Parse(decimal->digits, value) == std::errc::result_out_of_range &&
         !IsTooSmall(decimal->digits);
}

}  // namespace convlens
