#pragma once

#include <charconv>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace convlens {

/// The parts of `text` between commas, empty ones included: "1," has two.
std::vector<std::string> CommaParts(std::string_view text);

/// The whole numbers between commas, decimal ("010" is ten); a number that an int does not hold is
/// cut to the nearest one that it does. Nothing when any part is something else.
std::vector<int> WholeNumbers(const std::string& text);

/// Says that `text` is not a whole number from `lowest` to `highest`.
std::string NotWhole(const std::string& text, const std::string& lowest,
                     const std::string& highest);

/// An option whose argument is a decimal whole number from `lowest` to `highest`, which `take` is
/// called with.
template <typename Whole>
CLI::Option* AddWholeOption(CLI::App& command, const std::string& name, Whole lowest, Whole highest,
                            std::function<void(Whole)> take, const std::string& help) {
  const std::string shown = name.substr(0, name.find(','));
  const auto read = [=](const std::string& text) {
    Whole value{};
    const char* end = text.data() + text.size();
    const std::from_chars_result result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end || value < lowest || value > highest) {
      throw CLI::ValidationError(shown,
                                 NotWhole(text, std::to_string(lowest), std::to_string(highest)));
    }
    take(value);
  };
  return command.add_option_function<std::string>(name, read, help)->type_name("n");
}

}  // namespace convlens
