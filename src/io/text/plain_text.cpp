#include "io/text/plain_text.h"

#include <cstdint>
#include <optional>

namespace convlens {
namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v";

void AppendUtf8(std::string& text, char32_t c) {
  const auto byte = [&](char32_t bits) { text += static_cast<char>(bits); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      byte(0xE0 | c >> 12);
    } else {
      byte(0xF0 | c >> 18);
      byte(0x80 | (c >> 12 & 0x3F));
    }
    byte(0x80 | (c >> 6 & 0x3F));
  }
  byte(0x80 | (c & 0x3F));
}

enum class Order { kLittle, kBig };

/// How the bytes are UTF-16, if they are.
std::optional<Order> Utf16Order(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Order::kLittle;
  if (bytes.starts_with("\xFE\xFF")) return Order::kBig;
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return std::nullopt;
  // Without a mark: numbers are ASCII, so that every second byte is zero.
  if (bytes[0] != '\0' && bytes[1] == '\0') return Order::kLittle;
  if (bytes[0] == '\0' && bytes[1] != '\0') return Order::kBig;
  return std::nullopt;
}

std::string FromUtf16(std::string_view bytes, Order order) {
  std::string text;
  const auto unit = [&](size_t at) {
    const auto first = static_cast<uint8_t>(bytes[at]);
    const auto second = static_cast<uint8_t>(bytes[at + 1]);
    return static_cast<char32_t>(order == Order::kBig ? first << 8 | second : second << 8 | first);
  };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    const bool high = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size();
    if (high && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    }
    AppendUtf8(text, c);
  }
  return text;
}

/// The character that `text` begins with, and its length in bytes; bytes that are no UTF-8 stand
/// for themselves.
char32_t FirstCharacter(std::string_view text, size_t& length) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const auto more = [&](size_t i) {
    return i < text.size() && (byte(i) & 0xC0) == 0x80 ? byte(i) & 0x3FU : 0x100U;
  };
  length = 1;
  if (byte(0) < 0xC2) return byte(0);
  const size_t count = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  char32_t c = byte(0) & (0xFFU >> (count + 1));
  for (size_t i = 1; i < count; ++i) {
    if (more(i) == 0x100) return byte(0);
    c = c << 6 | more(i);
  }
  length = count;
  return c;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether `text` goes on with exactly three digits.
bool IsGroup(std::string_view text) {
  return text.size() >= 3 && IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[2]) &&
         (text.size() == 3 || !IsDigit(text[3]));
}

/// What stands for `c` in plain text; nothing when it stays.
std::optional<std::string_view> Plain(char32_t c) {
  switch (c) {
    case 0x2010:  // dashes
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
    case 0xFE63:
      return "-";
    case 0x00A0:  // blanks
    case 0x2007:
    case 0x2009:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return " ";
    case 0x0085:  // line ends
    case 0x2028:
    case 0x2029:
      return "\n";
    case 0x200B:  // nothing to be seen
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return "";
    case 0x2018:  // quotes
    case 0x2019:
      return "'";
    case 0x201C:
    case 0x201D:
      return "\"";
    case 0x2026:
      return "...";
    case 0x221E:
      return "inf";
    case 0x3001:
      return ",";
    default:
      if (c >= 0x2002 && c <= 0x200A) return " ";
      if (c >= 0x239B && c <= 0x23AD) return " ";  // pieces of a tall bracket
      return std::nullopt;
  }
}

bool GroupsDigits(char32_t c) { return c == 0x2007 || c == 0x2009 || c == 0x202F; }

/// Lines that end in "\r\n" or "\r" end in "\n".
std::string WithPlainLineEnds(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      plain += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

bool IsSpreadsheetError(std::string_view text) {
  for (const std::string_view error :
       {"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}) {
    if (text.starts_with(error)) return true;
  }
  return false;
}

/// Whether a comment to the line's end begins here, `before` being the character before it.
bool StartsComment(std::string_view text, char before, bool in_code) {
  if (kBlank.find(before) == std::string_view::npos) return false;
  if (text.front() == '#') return !IsSpreadsheetError(text);
  // A spreadsheet writes "10 %".
  const bool here = in_code || before == '\n';
  return here && (text.front() == '%' || text.starts_with("//"));
}

}  // namespace

std::string PlainText(std::string_view bytes) {
  const std::optional<Order> order = Utf16Order(bytes);
  std::string decoded = order ? FromUtf16(bytes, *order) : std::string(bytes);
  std::string_view rest = decoded;
  std::string text;
  while (!rest.empty()) {
    size_t length = 1;
    const char32_t c = FirstCharacter(rest, length);
    const std::string_view character = rest.substr(0, length);
    rest.remove_prefix(length);
    constexpr char32_t kNoBreakSpace = 0xA0;
    if (c == kNoBreakSpace && !text.empty() && IsDigit(text.back()) && IsGroup(rest)) {
      text += character;  // thousands or two numbers: left to be refused
      continue;
    }
    if (GroupsDigits(c) && !text.empty() && IsDigit(text.back()) && IsGroup(rest)) continue;
    if (length > 1 && c >= 0xFF01 && c <= 0xFF5E) {
      text += static_cast<char>(c - 0xFEE0);  // full-width ASCII
    } else if (const auto plain = length > 1 ? Plain(c) : std::nullopt) {
      text += *plain;
    } else {
      text += character;
    }
  }
  return WithPlainLineEnds(text);
}

std::string WithoutComments(std::string_view text) {
  std::string kept;
  const bool in_code = text.find_first_of("[{") != std::string_view::npos;
  while (!text.empty()) {
    if (text.starts_with("/*")) {
      const size_t end = text.find("*/", 2);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
      continue;
    }
    if (StartsComment(text, kept.empty() ? '\n' : kept.back(), in_code)) {
      const size_t end = text.find('\n');
      text.remove_prefix(end == std::string_view::npos ? text.size() : end);
      continue;
    }
    kept += text.front();
    text.remove_prefix(1);
  }
  return kept;
}

std::string_view TrimmedText(std::string_view text) {
  const size_t start = text.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlank) - start + 1);
}

}  // namespace convlens
