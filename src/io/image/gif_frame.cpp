#include "io/image/gif_frame.h"

#include <array>

#include "io/image/byte_reader.h"

namespace convlens {
namespace {

constexpr int kMostBits = 12;

/// The codes of LZW data, which lies in blocks of up to 255 bytes; -1 behind the end.
class CodeReader {
 public:
  explicit CodeReader(ByteReader& bytes) : bytes_(bytes) {}

  int Take(int size) {
    while (held_ < size) {
      if (left_in_block_ == 0) left_in_block_ = bytes_.Take();
      if (left_in_block_ == 0) return -1;
      bits_ |= bytes_.Take() << held_;
      if (bytes_.ended_early()) return -1;
      --left_in_block_;
      held_ += 8;
    }
    const int code = static_cast<int>(bits_ & ((1U << size) - 1));
    bits_ >>= size;
    held_ -= size;
    return code;
  }

 private:
  ByteReader& bytes_;
  uint32_t left_in_block_ = 0;
  uint32_t bits_ = 0;
  int held_ = 0;
};

/// How many pixels the data stands for, which begins with its code size; at most about `enough`.
int64_t PixelsOf(ByteReader& bytes, int64_t enough) {
  const auto bits = static_cast<int>(bytes.Take());
  if (bits < 1 || bits >= kMostBits) return 0;
  const int clear = 1 << bits;
  CodeReader codes(bytes);
  std::array<int64_t, 1 << kMostBits> lengths{};  // of what each code stands for
  lengths.fill(1);
  int64_t pixels = 0;
  int size = bits + 1;
  int next = clear + 2;
  int previous = -1;
  while (pixels < enough) {
    const int code = codes.Take(size);
    if (code < 0 || code == clear + 1 || code > next) return pixels;
    if (code == clear) {
      size = bits + 1;
      next = clear + 2;
      previous = -1;
      continue;
    }
    const auto at = [&](int known) -> int64_t& { return lengths[static_cast<size_t>(known)]; };
    if (previous >= 0 && next < (1 << kMostBits)) at(next++) = at(previous) + 1;
    if (code >= next) return pixels;
    pixels += at(code);
    previous = code;
    if (next == (1 << size) && size < kMostBits) ++size;
  }
  return pixels;
}

void SkipColors(ByteReader& bytes, uint32_t flags) {
  if ((flags & 0x80U) != 0) bytes.Skip(uint64_t{3} << ((flags & 7U) + 1));
}

void SkipBlocks(ByteReader& bytes) {
  while (const uint32_t length = bytes.Take()) bytes.Skip(length);
}

}  // namespace

bool FirstGifFrameIsWhole(std::string_view gif) {
  constexpr uint32_t kExtension = 0x21;
  constexpr uint32_t kFrame = 0x2C;
  ByteReader bytes(gif);
  bytes.Skip(10);  // magic number, width and height
  const uint32_t flags = bytes.Take();
  bytes.Skip(2);
  SkipColors(bytes, flags);
  uint32_t kind = bytes.Take();
  for (; kind == kExtension; kind = bytes.Take()) {
    bytes.Skip(1);
    SkipBlocks(bytes);
  }
  if (kind != kFrame) return false;
  bytes.Skip(4);  // where it lies
  const auto width = static_cast<int64_t>(bytes.Take(2));
  const auto height = static_cast<int64_t>(bytes.Take(2));
  SkipColors(bytes, bytes.Take());
  return PixelsOf(bytes, width * height) >= width * height;
}

}  // namespace convlens
