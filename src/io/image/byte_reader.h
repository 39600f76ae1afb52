#pragma once

#include <cstdint>
#include <string_view>

namespace convlens {

/// Takes little-endian numbers from the front of bytes. Beyond their end it gives 0 and remembers
/// that the bytes ended early.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  /// A number of 1 to 4 bytes.
  uint32_t Take(int length = 1) {
    uint32_t number = 0;
    for (int i = 0; i < length; ++i) {
      if (at_ == bytes_.size()) {
        short_ = true;
        return 0;
      }
      number |= static_cast<uint32_t>(static_cast<uint8_t>(bytes_[at_++])) << (8 * i);
    }
    return number;
  }
  int32_t TakeSigned() { return static_cast<int32_t>(Take(4)); }
  /// Goes on at `offset` from the start.
  void Seek(uint64_t offset) {
    short_ = short_ || offset > bytes_.size();
    at_ = short_ ? bytes_.size() : static_cast<size_t>(offset);
  }
  void Skip(uint64_t length) { Seek(at_ + length); }

  size_t at() const { return at_; }
  size_t left() const { return bytes_.size() - at_; }
  /// Whether more was asked for than there is.
  bool ended_early() const { return short_; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool short_ = false;
};

}  // namespace convlens
