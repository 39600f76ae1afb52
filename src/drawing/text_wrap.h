#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace convlens {

/// Breaks `text` into lines of at most `width`, by the rules of both languages: between words, and
/// between any two Chinese characters except before closing punctuation and after opening brackets.
/// What cannot be broken stays whole on a line of its own. `measure` gives the width of a piece.
std::string WrapText(std::string_view text, float width,
                     const std::function<float(std::string_view)>& measure);

}  // namespace convlens
