#include <png.h>

#include <algorithm>
#include <bit>
#include <csetjmp>
#include <new>

#include "io/image/decoders.h"
#include "io/image/exif.h"

namespace convlens {
namespace {

/// Reads one PNG. What libpng leaves by longjmp are only the member functions that `Guarded` calls,
/// which own nothing.
class PngReader {
 public:
  explicit PngReader(std::string_view bytes) : rest_(bytes) {
    // Neither is printed: the reader's message says what there is to say.
    const auto leave = [](png_structp png, png_const_charp) { png_longjmp(png, 1); };
    const auto ignore = [](png_structp, png_const_charp) {};
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore);
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
    if (info_ == nullptr) throw std::bad_alloc();
  }
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  Result<Raster> Read(const std::string& source) {
    // Before libpng, which refuses the largest sizes without naming them.
    if (const auto problem = CheckSize(Side(20), Side(16), source)) return *problem;
    if (!Guarded(&PngReader::ReadHeader)) return DamagedImage(source, "PNG");
    const png_uint_32 height = png_get_image_height(png_, info_);
    const png_uint_32 width = png_get_image_width(png_, info_);
    raster_ = MakeRaster({static_cast<int>(height), static_cast<int>(width)},
                         png_get_bit_depth(png_, info_) == 16);
    PointAtRows();
    if (!Guarded(&PngReader::ReadPixels)) return DamagedImage(source, "PNG");
    return OrientedRaster(std::move(raster_), Orientation());
  }

 private:
  /// A side of the image, the big-endian number at `offset`; 1 where the file ends before it.
  int64_t Side(size_t offset) const {
    if (rest_.size() < offset + 4) return 1;
    int64_t side = 0;
    for (size_t i = 0; i < 4; ++i) side = side * 256 + static_cast<uint8_t>(rest_[offset + i]);
    return side;
  }

  bool Guarded(void (PngReader::*action)()) {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    (this->*action)();
    return true;
  }

  static void TakeBytes(png_structp png, png_bytep to, size_t length) {
    std::string_view& rest = static_cast<PngReader*>(png_get_io_ptr(png))->rest_;
    if (length > rest.size()) png_error(png, "the file ends early");
    std::copy(rest.data(), rest.data() + length, reinterpret_cast<char*>(to));
    rest.remove_prefix(length);
  }

  void ReadHeader() {
    // Chunks beside the pixels (a profile, a text) must not grow without bound.
    constexpr png_alloc_size_t kMostInAChunk = png_alloc_size_t{1} << 24;
    constexpr png_uint_32 kMostSide = 1U << 30;
    png_set_read_fn(png_, this, TakeBytes);
    png_set_chunk_malloc_max(png_, kMostInAChunk);
    png_set_user_limits(png_, kMostSide, kMostSide);  // refused by CheckSize, which names the size
    png_set_crc_action(png_, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_read_info(png_, info_);
  }

  void PointAtRows() {
    const auto samples = static_cast<size_t>(raster_.shape.width) * 4;
    for (size_t r = 0; r < static_cast<size_t>(raster_.shape.height); ++r) {
      rows_.push_back(raster_.wide() ? reinterpret_cast<png_bytep>(&raster_.samples16[r * samples])
                                     : &raster_.samples8[r * samples]);
    }
  }

  void ReadPixels() {
    png_set_expand(png_);  // palettes, single bits, transparent colours
    png_set_gray_to_rgb(png_);
    png_set_add_alpha(png_, 0xFFFF, PNG_FILLER_AFTER);
    if (std::endian::native == std::endian::little) png_set_swap(png_);
    png_read_image(png_, rows_.data());
    png_read_end(png_, info_);
  }

  int Orientation() {
    png_bytep block = nullptr;
    png_uint_32 length = 0;
    if (png_get_eXIf_1(png_, info_, &length, &block) == 0) return kUpright;
    return ExifOrientation({reinterpret_cast<const char*>(block), length});
  }

  std::string_view rest_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  Raster raster_;
  std::vector<png_bytep> rows_;
};

}  // namespace

Result<Raster> DecodePng(std::string_view bytes, const std::string& source) {
  return PngReader(bytes).Read(source);
}

}  // namespace convlens
