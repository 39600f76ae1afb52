#include "ui/text_wrap.h"

#include <cstdint>
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

// Pieces between which a line may end; a piece carries the blank that follows it.
std::vector<std::string_view> Pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  size_t start = 0;
  uint32_t before = 0;
  for (size_t i = 0; i < text.size();) {
    const Character c = Next(text.substr(i));
    const bool after_blank = before == ' ';
    const bool between_wide = (IsWide(before) || IsWide(c.code)) && !IsClosing(c.code) &&
                              !IsOpening(before) && before != 0;
    if ((after_blank && c.code != ' ') || (between_wide && c.code != ' ')) {
      pieces.push_back(text.substr(start, i - start));
      start = i;
    }
    before = c.code;
    i += c.bytes.size();
  }
  pieces.push_back(text.substr(start));
  return pieces;
}

std::string_view WithoutTrailingBlank(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

void WrapLine(std::string_view line, float width,
              const std::function<float(std::string_view)>& measure, std::string* result) {
  std::string current;
  for (const std::string_view piece : Pieces(line)) {
    const std::string longer = current + std::string(WithoutTrailingBlank(piece));
    if (!current.empty() && measure(longer) > width) {
      *result += WithoutTrailingBlank(current);
      *result += '\n';
      current.clear();
    }
    current += piece;
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
