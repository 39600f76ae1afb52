#pragma once

#include <string_view>

namespace convlens {

/// How well what is typed fits `text`, for lists that are narrowed by typing: 0 not at all, and
/// more the better. Every word of `query` must be found: at the start of a word, inside one, or,
/// letter by letter, spread over the text ("cpn" finds "Copy as NumPy"). Capitals of ASCII are as
/// small letters; other letters are compared as they are. Nothing typed fits everything alike.
int MatchScore(std::string_view query, std::string_view text);
/// The same without the words that are spread: in a long text, almost any are.
int WholeMatchScore(std::string_view query, std::string_view text);

}  // namespace convlens
