#include "io/packed_floats.h"

#include <zlib.h>

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <vector>

namespace convlens {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNoDigit = 255;
/// Deflate cannot shrink by more than this (zlib's technical details).
constexpr size_t kMaxDeflateRatio = 1032;

using Bytes = std::vector<uint8_t>;

std::string ToBase64(const Bytes& bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t have = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < have ? bytes[i + j] : 0U);
    for (size_t j = 0; j < 4; ++j) {
      text += j <= have ? kAlphabet[bits >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

constexpr std::array<uint8_t, 256> MakeDigits() {
  std::array<uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<uint8_t>(kAlphabet[i])] = static_cast<uint8_t>(i);
  }
  return digits;
}
constexpr std::array<uint8_t, 256> kDigits = MakeDigits();

/// False when `text` is not base 64 with its padding.
bool FromBase64(std::string_view text, Bytes& bytes) {
  if (text.size() % 4 != 0) return false;
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  if (text.size() % 4 == 1) return false;
  bytes.reserve(text.size() * 3 / 4);
  uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const uint8_t digit = kDigits[static_cast<uint8_t>(c)];
    if (digit == kNoDigit) return false;
    bits = bits << 6 | digit;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<uint8_t>(bits >> held & 255U));
  }
  return true;
}

Bytes Shuffled(GridView grid) {
  const auto count = static_cast<size_t>(grid.shape().count());
  Bytes planes(count * 4);
  size_t i = 0;
  for (int r = 0; r < grid.height; ++r) {
    const float* row = grid.row(r);
    for (int c = 0; c < grid.width; ++c, ++i) {
      const auto bits = std::bit_cast<uint32_t>(row[c]);
      for (size_t b = 0; b < 4; ++b) planes[b * count + i] = bits >> (8 * b) & 255U;
    }
  }
  return planes;
}

Grid Unshuffled(const Bytes& planes, Shape shape) {
  const auto count = static_cast<size_t>(shape.count());
  Grid grid(shape);
  size_t i = 0;
  for (int r = 0; r < shape.height; ++r) {
    float* row = grid.row(r);
    for (int c = 0; c < shape.width; ++c, ++i) {
      uint32_t bits = 0;
      for (size_t b = 0; b < 4; ++b) bits |= uint32_t{planes[b * count + i]} << (8 * b);
      row[c] = std::bit_cast<float>(bits);
    }
  }
  return grid;
}

Message WrongSize(Shape shape) {
  return {"{}: {} does not hold the {}×{} numbers that it should.",
          {std::to_string(shape.height), std::to_string(shape.width)}};
}

/// Fills `out` from the zlib stream `in`: Z_OK, or Z_BUF_ERROR for another size, or another error.
int Inflate(const Bytes& in, Bytes& out) {
  auto size = static_cast<uLongf>(out.size());
  auto used = static_cast<uLong>(in.size());
  const int status = uncompress2(out.data(), &size, in.data(), &used);
  if (status == Z_OK && size != out.size()) return Z_BUF_ERROR;
  return status;
}

}  // namespace

std::string PackFloats(GridView grid) {
  const Bytes planes = Shuffled(grid);
  auto size = compressBound(static_cast<uLong>(planes.size()));
  Bytes packed(size);
  compress2(packed.data(), &size, planes.data(), static_cast<uLong>(planes.size()), Z_BEST_SPEED);
  packed.resize(size);
  return ToBase64(packed);
}

Result<Grid> UnpackFloats(std::string_view text, Shape shape) {
  Bytes packed;
  if (!FromBase64(text, packed)) return Message{"{}: {} is not base 64.", {}};
  const auto size = static_cast<size_t>(shape.count()) * 4;
  if (size / kMaxDeflateRatio > packed.size()) return WrongSize(shape);
  if (size == 0) return Grid();
  Bytes planes(size);
  const int status = Inflate(packed, planes);
  if (status == Z_BUF_ERROR) return WrongSize(shape);
  if (status != Z_OK) return Message{"{}: {} is not deflated data, or it is damaged.", {}};
  return Unshuffled(planes, shape);
}

}  // namespace convlens
