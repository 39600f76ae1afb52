// GIF, PSD and TGA by stb_image, which takes the end of a file for zeros: what it asks for is
// watched, so that a file that ends early is noticed.

#define STBI_NO_STDIO
#define STBI_ONLY_GIF
#define STBI_ONLY_PSD
#define STBI_ONLY_TGA
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>

#include <algorithm>
#include <memory>
#include <new>

#include "io/image/decoders.h"
#include "io/image/gif_frame.h"

namespace convlens {
namespace {

/// The bytes of a file, and whether more of them was asked for than there is.
struct WatchedBytes {
  std::string_view rest;
  /// The buffer that stb fills ahead, where fewer bytes than asked for are no sign of anything: it
  /// is what stb fills first.
  const char* ahead = nullptr;
  bool ended_early = false;
};

int Read(void* user, char* to, int length) {
  auto& bytes = *static_cast<WatchedBytes*>(user);
  const size_t read = std::min(bytes.rest.size(), static_cast<size_t>(std::max(length, 0)));
  if (bytes.ahead == nullptr) bytes.ahead = to;
  const bool short_of_bytes = to == bytes.ahead ? read == 0 : static_cast<int>(read) < length;
  bytes.ended_early = bytes.ended_early || short_of_bytes;
  std::copy(bytes.rest.data(), bytes.rest.data() + read, to);
  bytes.rest.remove_prefix(read);
  return static_cast<int>(read);
}

void Skip(void* user, int length) {
  auto& bytes = *static_cast<WatchedBytes*>(user);
  const auto skipped = static_cast<size_t>(std::max(length, 0));
  bytes.ended_early = bytes.ended_early || length < 0 || skipped > bytes.rest.size();
  bytes.rest.remove_prefix(std::min(skipped, bytes.rest.size()));
}

int AtEnd(void* user) { return static_cast<WatchedBytes*>(user)->rest.empty() ? 1 : 0; }

constexpr stbi_io_callbacks kCallbacks = {Read, Skip, AtEnd};

struct FreeImage {
  void operator()(void* image) const { stbi_image_free(image); }
};

Message ProblemOf(const std::string& source, const std::string& format) {
  if (std::string_view(stbi_failure_reason()) == "outofmem") throw std::bad_alloc();
  return DamagedImage(source, format);
}

/// The most pixels that a byte can stand for: in TGA and PSD two bytes repeat one up to 128 times;
/// a GIF may be much larger than the frame that is in it.
constexpr int64_t kMostByRepeating = 64;
constexpr int64_t kMostOfGif = int64_t{kMaxInputSide} * kMaxInputSide;

Result<Raster> DecodeByStb(std::string_view bytes, const std::string& source,
                           const std::string& format, int64_t most_pixels_a_byte) {
  int width = 0;
  int height = 0;
  int channels = 0;
  WatchedBytes header{bytes};
  if (stbi_info_from_callbacks(&kCallbacks, &header, &width, &height, &channels) == 0) {
    return DamagedImage(source, format);
  }
  if (const auto problem = CheckSize(height, width, source)) return *problem;
  // Before memory is taken for them.
  if (int64_t{height} * width / most_pixels_a_byte > static_cast<int64_t>(bytes.size())) {
    return DamagedImage(source, format);
  }
  WatchedBytes all{bytes};
  const bool wide = stbi_is_16_bit_from_callbacks(&kCallbacks, &all) != 0;
  all = {bytes};
  const auto load = [&](auto decode) {
    return static_cast<void*>(decode(&kCallbacks, &all, &width, &height, &channels, 4));
  };
  const std::unique_ptr<void, FreeImage> image(wide ? load(stbi_load_16_from_callbacks)
                                                    : load(stbi_load_from_callbacks));
  if (image == nullptr) return ProblemOf(source, format);
  if (all.ended_early) return DamagedImage(source, format);
  Raster raster = MakeRaster({height, width}, wide);
  const size_t samples = static_cast<size_t>(raster.shape.count()) * 4;
  if (wide) {
    std::copy_n(static_cast<const stbi_us*>(image.get()), samples, raster.samples16.data());
  } else {
    std::copy_n(static_cast<const stbi_uc*>(image.get()), samples, raster.samples8.data());
  }
  return raster;
}

}  // namespace

Result<Raster> DecodeGif(std::string_view bytes, const std::string& source) {
  Result<Raster> raster = DecodeByStb(bytes, source, "GIF", kMostOfGif);
  if (raster.ok() && !FirstGifFrameIsWhole(bytes)) return DamagedImage(source, "GIF");
  return raster;
}
Result<Raster> DecodePsd(std::string_view bytes, const std::string& source) {
  return DecodeByStb(bytes, source, "PSD", kMostByRepeating);
}
Result<Raster> DecodeTga(std::string_view bytes, const std::string& source) {
  // The bit that says that columns run from the right, which stb passes over.
  constexpr size_t kDescriptor = 17;
  constexpr int kFromTheRight = 0x10;
  constexpr int kMirrored = 2;
  const bool from_the_right = (bytes[kDescriptor] & kFromTheRight) != 0;
  Result<Raster> raster = DecodeByStb(bytes, source, "TGA", kMostByRepeating);
  if (!raster.ok() || !from_the_right) return raster;
  return OrientedRaster(std::move(*raster), kMirrored);
}

}  // namespace convlens
