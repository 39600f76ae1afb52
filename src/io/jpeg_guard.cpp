#include "io/jpeg_guard.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace convlens {
namespace {

constexpr uint8_t kMarkerStart = 0xFF;
constexpr uint8_t kHuffmanTables = 0xC4;
constexpr size_t kCounts = 16;  // one for each code length
constexpr size_t kMaxSymbols = 256;

/// `tables` is the inside of one marker segment: for each table a class, counts and symbols.
bool TablesAreSound(std::string_view tables) {
  while (tables.size() > kCounts) {
    size_t symbols = 0;
    for (size_t i = 1; i <= kCounts; ++i) symbols += static_cast<uint8_t>(tables[i]);
    if (symbols > kMaxSymbols) return false;
    tables.remove_prefix(std::min(tables.size(), 1 + kCounts + symbols));
  }
  // Counts that are cut off would be read on from what follows.
  return tables.empty();
}

/// Markers that stand alone: no length and no content follow.
bool StandsAlone(uint8_t marker) {
  return marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD9);
}

}  // namespace

bool HasSoundHuffmanTables(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xD8")) return true;
  const auto byte = [bytes](size_t i) { return static_cast<uint8_t>(bytes[i]); };
  size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (byte(at) != kMarkerStart || byte(at + 1) == kMarkerStart || StandsAlone(byte(at + 1))) {
      ++at;
      continue;
    }
    const size_t length = static_cast<size_t>(byte(at + 2)) << 8 | byte(at + 3);
    if (byte(at + 1) == kHuffmanTables) {
      if (length < 2 || !TablesAreSound(bytes.substr(at + 4, length - 2))) return false;
    }
    at += 2 + length;
  }
  return true;
}

}  // namespace convlens
