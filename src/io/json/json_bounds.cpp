#include "io/json/json_bounds.h"

namespace convlens {
namespace {

/// Behind the closing quote of the text that begins at `at`, behind its opening quote.
size_t EndOfText(std::string_view text, size_t at) {
  for (;;) {
    const size_t quote = text.find('"', at);
    if (quote == std::string_view::npos) return text.size();
    size_t first = quote;
    while (first > at && text[first - 1] == '\\') --first;
    const bool escaped = (quote - first) % 2 == 1;
    if (!escaped) return quote + 1;
    at = quote + 1;
  }
}

}  // namespace

std::optional<Message> JsonBoundsProblem(std::string_view text, const std::string& source) {
  int64_t values = 1;
  int depth = 0;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '"') at = EndOfText(text, at);
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (c == '[' || c == '{' || c == ',') ++values;
    if (depth > kMaxJsonDepth) {
      return Message{"{} holds lists within lists, more than {} deep: it is not a ConvLens file.",
                     {source, std::to_string(kMaxJsonDepth)}};
    }
    if (values > kMaxJsonValues) {
      return Message{"{} holds more than {} million values: remove grids, layers or runs from it.",
                     {source, std::to_string(kMaxJsonValues >> 20)}};
    }
  }
  return std::nullopt;
}

}  // namespace convlens
