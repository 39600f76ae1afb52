#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// A message for a person: an English pattern with `{}` places, and what goes into them.
/// The pattern is also the key by which the interface finds its translation, so an error made deep
/// in the core is still shown in the reader's language.
struct Message {
  std::string pattern;
  std::vector<std::string> arguments;
  std::vector<std::string> choices = {};  ///< what may be given instead: the place `{*}`

  bool operator==(const Message&) const = default;
  bool empty() const { return pattern.empty(); }
};

/// About the length of a message with everything that is put into it: a line or two.
inline constexpr size_t kMostMessageBytes = 290;

/// `message` in English, its arguments put into the `{}` places in order (see `FillInMessage`). A
/// place without an argument stays `{}`; an argument without a place is dropped.
std::string ToEnglish(const Message& message);

/// `pattern` with `arguments` put into its `{}` places in order (see `ToEnglish`).
std::string FillIn(const std::string& pattern, const std::vector<std::string>& arguments);

/// The same for arguments from outside (names, bytes of a file): made `Printable`, and the middle
/// left out of the longest ones where the whole is over `kMostMessageBytes`. The place `{*}`
/// becomes the list of `choices`, of which nothing is left out: whoever reads it must choose from
/// it.
std::string FillInMessage(const std::string& pattern, const std::vector<std::string>& arguments,
                          const std::vector<std::string>& choices = {});

/// `text` as one line of valid UTF-8 that cannot steer a terminal: blanks for tabs and line breaks,
/// U+FFFD for other control characters, marks of direction and bytes that are no UTF-8.
std::string PrintableText(std::string_view text);

}  // namespace convlens
