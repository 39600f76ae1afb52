#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

/// By value, 0 to 63 (RFC 4648, section 4).
inline constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Padded with "=" to whole groups of four.
std::string ToBase64(std::span<const uint8_t> bytes);

/// Takes bytes in Base64 from a text, piece by piece.
class Base64Reader {
 public:
  /// `text` must outlive it.
  explicit Base64Reader(std::string_view text);

  /// Bytes that the text can hold.
  size_t size() const { return text_.size() * 3 / 4; }
  bool possible() const { return possible_; }
  bool done() const { return text_.empty(); }

  /// The next bytes, at most as many as a piece has; nothing where the text is no Base64.
  std::optional<std::span<uint8_t>> Next();

 private:
  static constexpr size_t kPiece = 3 << 14;
  std::string_view text_;
  bool possible_ = false;
  std::array<uint8_t, kPiece> bytes_{};
};

}  // namespace convlens
