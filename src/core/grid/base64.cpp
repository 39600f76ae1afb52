#include "core/grid/base64.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr uint8_t kNoDigit = 255;

constexpr std::array<uint8_t, 256> MakeDigits() {
  std::array<uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (size_t i = 0; i < kBase64Digits.size(); ++i) {
    digits[static_cast<uint8_t>(kBase64Digits[i])] = static_cast<uint8_t>(i);
  }
  return digits;
}
constexpr std::array<uint8_t, 256> kDigits = MakeDigits();

}  // namespace

std::string ToBase64(std::span<const uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t have = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < have ? bytes[i + j] : 0U);
    for (size_t j = 0; j < 4; ++j) {
      text += j <= have ? kBase64Digits[bits >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

Base64Reader::Base64Reader(std::string_view text) : text_(text) {
  possible_ = text_.size() % 4 == 0;
  while (!text_.empty() && text_.back() == '=') text_.remove_suffix(1);
  possible_ = possible_ && text_.size() % 4 != 1;
}

std::optional<std::span<uint8_t>> Base64Reader::Next() {
  if (!possible_) return std::nullopt;
  size_t count = 0;
  uint32_t bits = 0;
  int held = 0;
  const std::string_view piece = text_.substr(0, kPiece / 3 * 4);
  for (const char c : piece) {
    const uint8_t digit = kDigits[static_cast<uint8_t>(c)];
    if (digit == kNoDigit) return std::nullopt;
    bits = bits << 6 | digit;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes_[count++] = static_cast<uint8_t>(bits >> held & 255U);
  }
  text_.remove_prefix(piece.size());
  return std::span(bytes_.data(), count);
}

}  // namespace convlens
