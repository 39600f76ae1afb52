#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// As much of C++ as it takes to find texts: comments and white space are gone, neighbouring string
/// literals are one.
struct SourceToken {
  enum class Kind { kWord, kText, kSign };
  Kind kind = Kind::kSign;
  std::string value;  ///< of a text: what it stands for, without quotes and escapes

  bool operator==(const SourceToken&) const = default;
};
std::vector<SourceToken> TokensOf(std::string_view source);

/// Texts that are shown, by how they are written: the first argument of `tr(…)`, of `Message{…}`
/// and of `Message name{…}`, also where it chooses between texts; the label of a row of a table of
/// words, `{Border::kZeros, "Zeros", …`; and every text with `{}` places.
std::set<std::string> ShownTexts(const std::vector<SourceToken>& tokens);

/// How many `{}` places a pattern has.
int PlacesIn(std::string_view pattern);

}  // namespace convlens
