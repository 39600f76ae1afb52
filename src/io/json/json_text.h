#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "io/json/json_fields.h"

namespace convlens {

// Writes the JSON of sessions by hand: faster, and in an order that a person can read.

/// `text` as a JSON string.
inline std::string QuotedJson(const std::string& text) {
  // A file name need not be valid UTF-8; what is not becomes U+FFFD.
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// One JSON object, field by field; `separator` goes between them.
class ObjectText {
 public:
  explicit ObjectText(std::string_view separator = ",") : separator_(separator) {}

  ObjectText& Add(std::string_view name, std::string_view json) {
    if (text_.size() > 1) text_.append(separator_);
    text_.append(1, '"').append(name).append("\":").append(json);
    return *this;
  }
  ObjectText& AddFlag(std::string_view name, bool value) {
    return Add(name, value ? "true" : "false");
  }
  std::string Close() { return std::move(text_.append(1, '}')); }

 private:
  std::string_view separator_;
  std::string text_ = "{";
};

/// The word of the file that stands for `value`.
template <typename Enum, size_t N>
std::string WordFor(Enum value, const Word<Enum> (&words)[N]) {
  return std::string(1, '"').append(WordOf(words, value).word).append(1, '"');
}

}  // namespace convlens
