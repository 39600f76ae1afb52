#include "io/image/exif.h"

#include <cstdint>

#include "io/image/raster.h"

namespace convlens {
namespace {

/// Numbers of a block in its byte order; 0 beyond its end.
class Block {
 public:
  Block(std::string_view bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

  uint32_t Number(uint64_t at, int length) const {
    if (at + static_cast<uint64_t>(length) > bytes_.size()) return 0;
    uint32_t number = 0;
    for (int i = 0; i < length; ++i) {
      const int shift = 8 * (big_endian_ ? length - 1 - i : i);
      const auto byte = static_cast<uint8_t>(bytes_[at + static_cast<uint64_t>(i)]);
      number |= static_cast<uint32_t>(byte) << shift;
    }
    return number;
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

}  // namespace

int ExifOrientation(std::string_view bytes) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  constexpr uint32_t kOrientation = 0x0112;
  constexpr uint32_t kShort = 3;
  constexpr uint64_t kEntryLength = 12;
  if (bytes.starts_with(kPrefix)) bytes.remove_prefix(kPrefix.size());
  const Block block(bytes, bytes.starts_with("MM"));
  const uint64_t directory = block.Number(4, 4);
  const uint32_t entries = block.Number(directory, 2);
  for (uint64_t i = 0; i < entries; ++i) {
    const uint64_t entry = directory + 2 + i * kEntryLength;
    if (entry + kEntryLength > bytes.size()) break;
    if (block.Number(entry, 2) != kOrientation) continue;
    const uint32_t value = block.Number(entry + 8, 2);
    const bool known = block.Number(entry + 2, 2) == kShort && value >= 1 && value <= 8;
    return known ? static_cast<int>(value) : kUpright;
  }
  return kUpright;
}

}  // namespace convlens
