// Windows bitmaps, with headers from OS/2 1 to version 5. Source: Microsoft, "Bitmap Storage"
// (BITMAPINFOHEADER, BITMAPV5HEADER, "Bitmap Compression").

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "io/image/byte_reader.h"
#include "io/image/decoders.h"

namespace convlens {
namespace {

enum Compression : uint32_t { kNone = 0, kRle8 = 1, kRle4 = 2, kMasks = 3, kMasksWithAlpha = 6 };

using Color = std::array<uint8_t, 4>;

/// One channel of a pixel of 16 or 32 bits.
struct Mask {
  uint32_t bits = 0;

  /// The channel of `pixel` as 0..255; `absent` where there is no such channel.
  uint8_t Of(uint32_t pixel, uint8_t absent) const {
    if (bits == 0) return absent;
    const uint64_t most = bits >> std::countr_zero(bits);
    const uint64_t value = (pixel & bits) >> std::countr_zero(bits);
    return static_cast<uint8_t>((value * 255 + most / 2) / most);
  }
};

class BmpReader {
 public:
  BmpReader(std::string_view bytes, const std::string& source) : bytes_(bytes), source_(source) {}

  Result<Raster> Read() {
    ReadHeader();
    if (bytes_.ended_early() || data_ < header_end_) return Damaged();
    if (const auto problem = CheckSize(std::abs(height_), width_, source_)) return *problem;
    if (!IsKnown()) {
      return UnusualImage(
          source_, "BMP",
          std::to_string(depth_) + " bits, compression " + std::to_string(compression_));
    }
    // What the rows need is known before memory is taken for them.
    const bool packed = compression_ == kRle8 || compression_ == kRle4;
    bytes_.Seek(data_);
    if (!packed && bytes_.left() + LastPadding() < RowLength() * Rows()) return Damaged();
    raster_ = MakeRaster({static_cast<int>(Rows()), static_cast<int>(width_)});
    if (packed) {
      if (!ReadRuns()) return Damaged();
    } else {
      for (size_t i = 0; i < Rows(); ++i) ReadRow(i);
      if (bytes_.ended_early()) return Damaged();
      if (!some_alpha_) MakeOpaque();
    }
    return std::move(raster_);
  }

 private:
  Message Damaged() const { return DamagedImage(source_, "BMP"); }

  void ReadHeader() {
    constexpr uint32_t kOs2Header = 12;
    bytes_.Seek(10);
    data_ = bytes_.Take(4);
    const size_t start = bytes_.at();
    const uint32_t length = bytes_.Take(4);
    header_end_ = static_cast<uint64_t>(start) + length;
    const bool os2 = length == kOs2Header;
    width_ = os2 ? static_cast<int64_t>(bytes_.Take(2)) : bytes_.TakeSigned();
    height_ = os2 ? static_cast<int64_t>(bytes_.Take(2)) : bytes_.TakeSigned();
    bytes_.Take(2);  // planes
    depth_ = bytes_.Take(2);
    if (length >= 40) {
      compression_ = bytes_.Take(4);
      bytes_.Skip(12);
      colors_used_ = bytes_.Take(4);
      bytes_.Skip(4);
    }
    ReadMasks(length);
    bytes_.Seek(std::max<uint64_t>(header_end_, bytes_.at()));
    if (depth_ <= 8) ReadPalette(os2 ? 3 : 4);
  }

  void ReadMasks(uint32_t header_length) {
    if (depth_ == 16) masks_ = {Mask{0x7C00}, Mask{0x03E0}, Mask{0x001F}, Mask{}};
    if (depth_ == 24 || depth_ == 32) {
      masks_ = {Mask{0xFF0000}, Mask{0xFF00}, Mask{0xFF}, Mask{depth_ == 32 ? 0xFF000000 : 0}};
    }
    if (compression_ != kMasks && compression_ != kMasksWithAlpha) return;
    // Behind a header of 40 bytes, or at that place of a longer one.
    const bool alpha = compression_ == kMasksWithAlpha || header_length >= 56;
    for (size_t i = 0; i < (alpha ? 4U : 3U); ++i) masks_[i].bits = bytes_.Take(4);
    if (!alpha) masks_[3].bits = 0;
  }

  void ReadPalette(uint32_t entry_length) {
    const uint32_t most = 1U << depth_;
    const uint32_t count = colors_used_ == 0 || colors_used_ > most ? most : colors_used_;
    const size_t room = data_ > bytes_.at() ? (data_ - bytes_.at()) / entry_length : 0;
    palette_.assign(most, Color{0, 0, 0, 255});
    for (uint32_t i = 0; i < std::min<size_t>(count, room); ++i) {
      for (const size_t channel : {2U, 1U, 0U}) {
        palette_[i][channel] = static_cast<uint8_t>(bytes_.Take());
      }
      if (entry_length == 4) bytes_.Take();
    }
  }

  bool IsKnown() const {
    switch (compression_) {
      case kNone:
        return depth_ == 1 || depth_ == 2 || depth_ == 4 || depth_ == 8 || depth_ == 16 ||
               depth_ == 24 || depth_ == 32;
      case kRle8:
        return depth_ == 8 && height_ > 0;
      case kRle4:
        return depth_ == 4 && height_ > 0;
      case kMasks:
      case kMasksWithAlpha:
        return depth_ == 16 || depth_ == 32;
      default:
        return false;
    }
  }

  size_t Rows() const { return static_cast<size_t>(std::abs(height_)); }
  size_t RowLength() const { return (static_cast<size_t>(width_) * depth_ + 31) / 32 * 4; }
  /// The bytes at the last row's end that hold no pixel, which some writers leave out.
  size_t LastPadding() const {
    return RowLength() - (static_cast<size_t>(width_) * depth_ + 7) / 8;
  }

  uint8_t* Pixel(size_t stored_row, size_t col) {
    const size_t row = height_ < 0 ? stored_row : Rows() - 1 - stored_row;
    return &raster_.samples8[(row * static_cast<size_t>(width_) + col) * 4];
  }

  void Put(size_t stored_row, size_t col, const Color& color) {
    std::copy(color.begin(), color.end(), Pixel(stored_row, col));
  }

  void ReadRow(size_t row) {
    const size_t start = bytes_.at();
    uint32_t packed = 0;
    for (size_t c = 0; c < static_cast<size_t>(width_); ++c) {
      if (depth_ > 8) {
        Put(row, c, ColorOf(bytes_.Take(static_cast<int>(depth_ / 8))));
        continue;
      }
      const size_t in_byte = c % (8 / depth_);
      if (in_byte == 0) packed = bytes_.Take();
      const uint32_t shift = 8 - depth_ * (static_cast<uint32_t>(in_byte) + 1);
      Put(row, c, palette_[(packed >> shift) & ((1U << depth_) - 1)]);
    }
    if (row + 1 < Rows()) bytes_.Seek(start + RowLength());
  }

  Color ColorOf(uint32_t pixel) {
    const Color color = {masks_[0].Of(pixel, 0), masks_[1].Of(pixel, 0), masks_[2].Of(pixel, 0),
                         masks_[3].Of(pixel, 255)};
    some_alpha_ = some_alpha_ || color[3] != 0;
    return color;
  }

  /// Most programs leave the fourth byte of a pixel 0, which does not mean transparency.
  void MakeOpaque() {
    if (depth_ <= 8) return;
    for (size_t i = 3; i < raster_.samples8.size(); i += 4) raster_.samples8[i] = 255;
  }

  /// Runs of one byte, literal bytes, ends of lines, jumps; false when they end before the bitmap
  /// does. What a jump passes over has the palette's first colour.
  bool ReadRuns() {
    for (size_t r = 0; r < Rows(); ++r) {
      for (size_t c = 0; c < static_cast<size_t>(width_); ++c) Put(r, c, palette_[0]);
    }
    size_t row = 0;
    size_t col = 0;
    while (!bytes_.ended_early()) {
      const uint32_t count = bytes_.Take();
      const uint32_t value = bytes_.Take();
      if (bytes_.ended_early()) break;
      if (count > 0) {
        PutRun(row, col, count, value);
      } else if (value == 0) {
        ++row;
        col = 0;
      } else if (value == 1) {
        return true;
      } else if (value == 2) {
        col += bytes_.Take();
        row += bytes_.Take();
      } else {
        PutLiteral(row, col, value);
      }
      // Some writers leave the end mark out behind the last pixel.
      if (row + 1 == Rows() && col >= static_cast<size_t>(width_) && bytes_.left() < 2) return true;
    }
    return false;
  }

  void PutIndex(size_t row, size_t col, uint32_t index) {
    if (row < Rows() && col < static_cast<size_t>(width_)) Put(row, col, palette_[index]);
  }

  void PutRun(size_t row, size_t& col, uint32_t count, uint32_t value) {
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t half = i % 2 == 0 ? value >> 4 : value & 0xF;
      PutIndex(row, col++, compression_ == kRle4 ? half : value);
    }
  }

  void PutLiteral(size_t row, size_t& col, uint32_t count) {
    const size_t start = bytes_.at();
    uint32_t value = 0;
    for (uint32_t i = 0; i < count; ++i) {
      if (compression_ == kRle8 || i % 2 == 0) value = bytes_.Take();
      const uint32_t half = i % 2 == 0 ? value >> 4 : value & 0xF;
      PutIndex(row, col++, compression_ == kRle4 ? half : value);
    }
    if ((bytes_.at() - start) % 2 != 0) bytes_.Take();  // whole words
  }

  ByteReader bytes_;
  const std::string& source_;
  uint64_t header_end_ = 0;
  uint32_t data_ = 0;  ///< where the pixels begin
  int64_t width_ = 0;
  int64_t height_ = 0;  ///< negative: the top row comes first
  uint32_t depth_ = 0;
  uint32_t compression_ = kNone;
  uint32_t colors_used_ = 0;
  std::array<Mask, 4> masks_;
  std::vector<Color> palette_;
  bool some_alpha_ = false;
  Raster raster_;
};

}  // namespace

Result<Raster> DecodeBmp(std::string_view bytes, const std::string& source) {
  return BmpReader(bytes, source).Read();
}

}  // namespace convlens
