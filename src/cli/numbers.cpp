#include "cli/numbers.h"

#include <limits>
#include <optional>

namespace convlens {
namespace {

std::optional<int> Whole(const std::string& part) {
  int number = 0;
  const char* end = part.data() + part.size();
  const std::from_chars_result read = std::from_chars(part.data(), end, number);
  if (read.ptr != end || read.ec == std::errc::invalid_argument) return std::nullopt;
  if (read.ec == std::errc()) return number;
  return part.front() == '-' ? std::numeric_limits<int>::min() : std::numeric_limits<int>::max();
}

/// Long texts would hide what the message says about them.
std::string Shortened(const std::string& text) {
  constexpr size_t kMost = 40;
  return text.size() <= kMost ? text : text.substr(0, kMost).append("…");
}

}  // namespace

std::vector<std::string> CommaParts(std::string_view text) {
  std::vector<std::string> parts;
  for (size_t comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma + 1);
  }
  parts.emplace_back(text);
  return parts;
}

std::vector<int> WholeNumbers(const std::string& text) {
  std::vector<int> numbers;
  for (const std::string& part : CommaParts(text)) {
    const std::optional<int> number = Whole(part);
    if (!number) return {};
    numbers.push_back(*number);
  }
  return numbers;
}

std::string NotWhole(const std::string& text, const std::string& lowest,
                     const std::string& highest) {
  return FillIn("{} is not a whole number from {} to {}", {Shortened(text), lowest, highest});
}

}  // namespace convlens
