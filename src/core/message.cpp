#include "core/message.h"

namespace convlens {

std::string FillIn(const std::string& pattern, const std::vector<std::string>& arguments) {
  std::string text;
  size_t next = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 1 < pattern.size() && pattern[i + 1] == '}';
    if (!place || next == arguments.size()) {
      text += pattern[i];
      continue;
    }
    text += arguments[next++];
    ++i;
  }
  return text;
}

std::string ToEnglish(const Message& message) { return FillIn(message.pattern, message.arguments); }

}  // namespace convlens
