#include "cli/command.h"

#include <charconv>
#include <cmath>
#include <exception>
#include <iostream>
#include <new>

namespace convlens {

int FailWith(const Message& problem) {
  std::cerr << "convlens: " << ToEnglish(problem) << std::endl;
  return kExitBadInput;
}

int RunGuarded(const CommandAction& action) try {
  const int exit_code = action();
  std::cout.flush();
  if (std::cout) return exit_code;
  std::cout.clear();
  return FailWith(
      {"Standard output cannot be written: the disk is full, or the reader has closed the pipe.",
       {}});
} catch (const std::bad_alloc&) {
  return FailWith({"There is not enough memory: use a smaller input or kernel.", {}});
} catch (const std::exception& error) {
  return FailWith({"{}", {error.what()}});
}

CLI::Validator FiniteFloat() {
  const auto check = [](std::string& text) {
    float value = 0;
    const bool number = CLI::detail::lexical_cast(text, value);
    return number && std::isfinite(value) ? std::string() : text + " is not a finite number";
  };
  return CLI::Validator(check, "");
}

Result<Shape> ParseShape(const std::string& text, const std::string& option) {
  Shape shape;
  const char* end = text.data() + text.size();
  const std::from_chars_result height = std::from_chars(text.data(), end, shape.height);
  const bool cross = height.ec == std::errc() && height.ptr != end && *height.ptr == 'x';
  const std::from_chars_result width =
      cross ? std::from_chars(height.ptr + 1, end, shape.width) : height;
  if (!cross || width.ec != std::errc() || width.ptr != end || shape.empty()) {
    return Message{"{}: {} is not a height and a width from 1 to 2147483647, such as 3x3.",
                   {option, text}};
  }
  return shape;
}

}  // namespace convlens
