#pragma once
// What C++20 has and libc++ 13, the library of Debian 12's Emscripten, has not: read before each of
// our files in a build for the web, so that they are written in the standard's words for every
// target.
#ifdef __cplusplus
#include <version>

#ifndef __cpp_lib_bit_cast
#include <type_traits>
namespace std {
template <typename To, typename From>
constexpr To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, from);
}
}  // namespace std
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 20000
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>

namespace std {
namespace convlens_numbers {

inline to_chars_result Copy(char* first, char* last, const char* text) {
  const size_t size = strlen(text);
  if (size > static_cast<size_t>(last - first)) return {last, errc::value_too_large};
  memcpy(first, text, size);
  return {first + size, errc{}};
}

inline float Read(const char* text, char** end, float) { return strtof(text, end); }
inline double Read(const char* text, char** end, double) { return strtod(text, end); }
inline long double Read(const char* text, char** end, long double) { return strtold(text, end); }

// The fewest digits that give the number back; of two equally short forms the one without exponent.
template <typename Float>
to_chars_result Write(char* first, char* last, Float value) {
  if (isnan(value)) return Copy(first, last, signbit(value) ? "-nan" : "nan");
  if (isinf(value)) return Copy(first, last, value < 0 ? "-inf" : "inf");
  char scientific[64];
  for (int digits = 1; digits <= numeric_limits<Float>::max_digits10; ++digits) {
    snprintf(scientific, sizeof scientific, "%.*e", digits - 1, double{value});
    if (Read(scientific, nullptr, value) == value) break;
  }
  const char* mark = strchr(scientific, 'e');
  const char* point = strchr(scientific, '.');
  const int places = (point == nullptr ? 0 : static_cast<int>(mark - point) - 1) - atoi(mark + 1);
  char fixed[400];
  snprintf(fixed, sizeof fixed, "%.*f", places > 0 ? places : 0, double{value});
  return Copy(first, last, strlen(fixed) <= strlen(scientific) ? fixed : scientific);
}

// What strtod reads and from_chars does not: white space, "+" and hexadecimal digits.
template <typename Float>
from_chars_result Parse(const char* first, const char* last, Float& value) {
  const char* digits = first != last && *first == '-' ? first + 1 : first;
  if (digits == last || strchr("0123456789.iInN", *digits) == nullptr || *digits == '\0') {
    return {first, errc::invalid_argument};
  }
  string text(first, last);
  text.resize(min(text.find_first_of("xX"), text.size()));
  char* end = nullptr;
  errno = 0;
  const Float read = Read(text.c_str(), &end, value);
  if (end == text.c_str()) return {first, errc::invalid_argument};
  const char* behind = first + (end - text.c_str());
  if (errno == ERANGE && (isinf(read) || read == 0)) return {behind, errc::result_out_of_range};
  value = read;
  return {behind, errc{}};
}

}  // namespace convlens_numbers

inline to_chars_result to_chars(char* first, char* last, float value) {
  return convlens_numbers::Write(first, last, value);
}
inline to_chars_result to_chars(char* first, char* last, double value) {
  return convlens_numbers::Write(first, last, value);
}
inline from_chars_result from_chars(const char* first, const char* last, float& value) {
  return convlens_numbers::Parse(first, last, value);
}
inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  return convlens_numbers::Parse(first, last, value);
}
inline from_chars_result from_chars(const char* first, const char* last, long double& value) {
  return convlens_numbers::Parse(first, last, value);
}
}  // namespace std
#endif
#endif
