#include "code/script_steps.h"

#include <cctype>

namespace convlens {

std::string Replaced(std::string text, char mark, const std::string& by) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size())) {
    text.replace(at, 1, by);
  }
  return text;
}

Lines BackLines(const ScriptStep& step, size_t place, bool passes) {
  Lines lines = step.back;
  if (passes) lines.insert(lines.end(), step.back_input.begin(), step.back_input.end());
  const std::string in = "A[" + std::to_string(place) + "]";
  const std::string out = "A[" + std::to_string(place + 1) + "]";
  for (std::string& line : lines) line = Replaced(Replaced(line, '@', in), '#', out);
  return lines;
}

bool Calls(std::string_view text, std::string_view name) {
  const std::string call = std::string(name) + "(";
  for (size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_' && before != '.') {
      return true;
    }
  }
  return false;
}

}  // namespace convlens
