#include "drawing/text_wrap.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>
#include <vector>

namespace convlens {
namespace {

struct Character {
  std::string_view bytes;
  uint32_t code = 0;
};

Character Next(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (size_t i = 1; i < length && i < text.size(); ++i) {
    code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return {text.substr(0, length), code};
}

bool IsWide(uint32_t code) {
  return (code >= 0x3000 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF) ||
         (code >= 0xFF00 && code <= 0xFFEF);
}

bool IsClosing(uint32_t code) {
  constexpr std::u32string_view kClosing = U"，。；：？！、）】》」』”’…";
  return kClosing.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

bool IsOpening(uint32_t code) {
  constexpr std::u32string_view kOpening = U"（【《「『“‘";
  return kOpening.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

/// Signs with a blank on both sides: what they join is one formula.
bool IsSign(std::string_view word) {
  constexpr std::string_view kSigns[] = {"=", "+", "−", "±", "×", "·", "/", "⋆", "★",
                                         "∗", "<", ">", "≤", "≥", "≈", "≠", "∈", "≡"};
  return std::find(std::begin(kSigns), std::end(kSigns), word) != std::end(kSigns);
}

std::string_view WordBefore(std::string_view text, size_t blank) {
  const size_t start = text.substr(0, blank).find_last_of(' ');
  return start == std::string_view::npos ? text.substr(0, blank)
                                         : text.substr(start + 1, blank - start - 1);
}

std::string_view WordAfter(std::string_view text, size_t start) {
  return text.substr(start, text.find(' ', start) - start);
}

/// Whether `text` before `end` has opened a list such as [1, −1] or max(0, 1) that is not closed.
bool InList(std::string_view text, size_t end) {
  int square = 0;
  int call = 0;
  for (size_t i = 0; i < end; ++i) {
    const bool follows = i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0;
    if (text[i] == '[') ++square;
    if (text[i] == ']') --square;
    if (text[i] == '(' && (follows || call > 0)) ++call;
    if (text[i] == ')' && call > 0) --call;
  }
  return square > 0 || call > 0;
}

/// Rather than a symbol of a formula.
bool IsPlainWord(std::string_view word) {
  return word.size() > 2 && std::all_of(word.begin(), word.end(), [](char c) {
           return std::islower(static_cast<unsigned char>(c)) != 0;
         });
}

/// Whether the sign at `start` joins what stands around it: not in "the + after the layers".
bool Joins(std::string_view text, size_t start) {
  const std::string_view sign = WordAfter(text, start);
  const size_t end = start + sign.size();
  if (!IsSign(sign) || start == 0 || end >= text.size()) return IsSign(sign);
  return !IsPlainWord(WordBefore(text, start - 1)) || !IsPlainWord(WordAfter(text, end + 1));
}

/// Whether the blank before `start` is inside a formula.
bool InFormula(std::string_view text, size_t start) {
  const size_t before = start - 1 - WordBefore(text, start - 1).size();
  return Joins(text, before) || Joins(text, start) || InList(text, start);
}

/// A part of a text, with the blank that follows it, before which a line may break.
struct Piece {
  std::string_view text;
  bool in_formula = false;  ///< only if the formula is longer than a line
};

std::vector<Piece> Pieces(std::string_view text) {
  std::vector<Piece> pieces;
  size_t start = 0;
  bool in_formula = false;
  uint32_t before = 0;
  for (size_t i = 0; i < text.size();) {
    const Character c = Next(text.substr(i));
    const bool after_blank = before == ' ';
    const bool between_wide = (IsWide(before) || IsWide(c.code)) && !IsClosing(c.code) &&
                              !IsOpening(before) && before != 0;
    if ((after_blank || between_wide) && c.code != ' ') {
      pieces.push_back({text.substr(start, i - start), in_formula});
      start = i;
      in_formula = after_blank && InFormula(text, i);
    }
    before = c.code;
    i += c.bytes.size();
  }
  pieces.push_back({text.substr(start), in_formula});
  return pieces;
}

std::string_view WithoutTrailingBlank(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The pieces of the formula that begins with `first`, or that piece alone.
std::string_view FormulaFrom(const std::vector<Piece>& pieces, size_t first) {
  const char* begin = pieces[first].text.data();
  std::string_view last = pieces[first].text;
  for (size_t i = first + 1; i < pieces.size() && pieces[i].in_formula; ++i) last = pieces[i].text;
  const auto length = static_cast<size_t>(last.data() + last.size() - begin);
  return WithoutTrailingBlank({begin, length});
}

void WrapLine(std::string_view line, float width,
              const std::function<float(std::string_view)>& measure, std::string* result) {
  const std::vector<Piece> pieces = Pieces(line);
  std::string current;
  bool long_formula = false;
  for (size_t i = 0; i < pieces.size(); ++i) {
    std::string_view unbroken = WithoutTrailingBlank(pieces[i].text);
    if (!pieces[i].in_formula) {
      const std::string_view formula = FormulaFrom(pieces, i);
      long_formula = measure(formula) > width;
      if (!long_formula) unbroken = formula;
    }
    const bool may_break = !pieces[i].in_formula || long_formula;
    if (may_break && !current.empty() && measure(current + std::string(unbroken)) > width) {
      *result += WithoutTrailingBlank(current);
      *result += '\n';
      current.clear();
    }
    current += pieces[i].text;
  }
  *result += WithoutTrailingBlank(current);
}

}  // namespace

std::string WrapText(std::string_view text, float width,
                     const std::function<float(std::string_view)>& measure) {
  std::string result;
  while (true) {
    const size_t end = text.find('\n');
    WrapLine(text.substr(0, end), width, measure, &result);
    if (end == std::string_view::npos) return result;
    result += '\n';
    text.remove_prefix(end + 1);
  }
}

}  // namespace convlens
