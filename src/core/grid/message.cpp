#include "core/grid/message.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace convlens {
namespace {

constexpr std::string_view kUnprintable = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::string_view kChoicesPlace = "{*}";

/// The bytes of the UTF-8 character that `text` begins with; 0 when it begins with none.
size_t CharacterLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF5   ? 0
                        : first >= 0xF0 ? 4
                        : first >= 0xE0 ? 3
                        : first >= 0xC2 ? 2
                                        : 0;
  if (length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  // Too long a form, half of a surrogate pair, beyond Unicode.
  const bool wrong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
                     (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
  return wrong ? 0 : length;
}

/// Whether `character` steers a terminal or the direction of a text instead of being seen.
bool Controls(std::string_view character) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(character[i]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
  if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;  // U+0080 to U+009F
  if (character.size() != 3 || byte(0) != 0xE2) return false;
  const bool lines_or_embeddings = byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE;
  const bool isolates = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return lines_or_embeddings || isolates;
}

bool ContinuesCharacter(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) == 0x80; }

/// `text` with its middle left out where it has more than `most` bytes: a path's folder and its
/// name stay.
std::string Shortened(const std::string& text, size_t most) {
  if (text.size() <= most) return text;
  size_t head = most / 2;
  size_t tail = text.size() - most / 2;
  while (head > 0 && ContinuesCharacter(text[head])) --head;
  while (tail < text.size() && ContinuesCharacter(text[tail])) ++tail;
  return text.substr(0, head).append(kEllipsis).append(text, tail);
}

size_t PlacesIn(std::string_view pattern) {
  size_t places = 0;
  for (size_t at = 0; (at = pattern.find("{}", at)) != std::string_view::npos; at += 2) ++places;
  return places;
}

std::string ListOf(const std::vector<std::string>& choices) {
  std::string list;
  for (const std::string& choice : choices) {
    list.append(list.empty() ? "" : ", ").append(PrintableText(choice));
  }
  return list;
}

size_t TotalSize(const std::string& pattern, const std::vector<std::string>& arguments) {
  size_t size = pattern.size();
  for (const std::string& argument : arguments) size += argument.size();
  return size;
}

}  // namespace

std::string FillIn(const std::string& pattern, const std::vector<std::string>& arguments) {
  std::string text;
  size_t next = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 1 < pattern.size() && pattern[i + 1] == '}';
    if (!place || next == arguments.size()) {
      text += pattern[i];
      continue;
    }
    text += arguments[next++];
    ++i;
  }
  return text;
}

std::string PrintableText(std::string_view text) {
  std::string printable;
  while (!text.empty()) {
    const size_t length = CharacterLength(text);
    const std::string_view character = text.substr(0, std::max<size_t>(length, 1));
    const bool blank = std::string_view("\t\n\v\f\r").find(character) != std::string_view::npos;
    const bool shown = length > 0 && !Controls(character);
    printable.append(blank ? std::string_view(" ") : shown ? character : kUnprintable);
    text.remove_prefix(character.size());
  }
  return printable;
}

std::string FillInMessage(const std::string& pattern, const std::vector<std::string>& arguments,
                          const std::vector<std::string>& choices) {
  std::vector<std::string> shown;
  shown.reserve(arguments.size());
  for (const std::string& argument : arguments) {
    shown.push_back(PrintableText(Shortened(argument, kMostMessageBytes)));
  }
  constexpr size_t kShortest = 16;
  size_t most = kMostMessageBytes;
  while (TotalSize(pattern, shown) > kMostMessageBytes && most > kShortest) {
    most = most * 3 / 4;
    for (std::string& argument : shown) argument = Shortened(argument, most);
  }
  const size_t list = pattern.find(kChoicesPlace);
  if (list == std::string::npos) return FillIn(pattern, shown);
  const std::string before = pattern.substr(0, list);
  const auto first_after =
      shown.begin() + static_cast<std::ptrdiff_t>(std::min(PlacesIn(before), shown.size()));
  return FillIn(before, shown)
      .append(ListOf(choices))
      .append(FillIn(pattern.substr(list + kChoicesPlace.size()), {first_after, shown.end()}));
}

std::string ToEnglish(const Message& message) {
  return FillInMessage(message.pattern, message.arguments, message.choices);
}

}  // namespace convlens
