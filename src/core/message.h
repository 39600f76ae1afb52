#pragma once

#include <string>
#include <vector>

namespace convlens {

/// A sentence for a person: an English pattern with `{}` places, and what goes into them.
/// The pattern is also the key by which the interface finds its translation, so an error made deep
/// in the core is still shown in the reader's language.
struct Message {
  std::string pattern;
  std::vector<std::string> arguments;

  bool operator==(const Message&) const = default;
  bool empty() const { return pattern.empty(); }
};

/// `message` in English, its arguments put into the `{}` places in order. A place without an
/// argument stays `{}`; an argument without a place is dropped.
std::string ToEnglish(const Message& message);

/// `pattern` with `arguments` put into its `{}` places in order (see `ToEnglish`).
std::string FillIn(const std::string& pattern, const std::vector<std::string>& arguments);

}  // namespace convlens
