#include "io/image/encode.h"

#include <zlib.h>

#include <cstdlib>

namespace {

/// Packs the PNG writer's rows by zlib: smaller and faster than the writer's own. Called by stb,
/// which frees the result.
unsigned char* PackPng(unsigned char* data, int length, int* packed_length, int quality) {
  uLongf size = compressBound(static_cast<uLong>(length));
  auto* packed = static_cast<unsigned char*>(std::malloc(size));
  if (packed == nullptr) return nullptr;
  if (compress2(packed, &size, data, static_cast<uLong>(length), quality) != Z_OK) {
    std::free(packed);
    return nullptr;
  }
  *packed_length = static_cast<int>(size);
  return packed;
}

}  // namespace

#define STBI_WRITE_NO_STDIO
#define STBIW_ZLIB_COMPRESS PackPng
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

namespace convlens {
namespace {

void AppendBytes(void* text, void* data, int length) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(data),
                                          static_cast<size_t>(length));
}

}  // namespace

std::string EncodePng(const Pixels& pixels) {
  std::string bytes;
  const int row_bytes = pixels.width * 4;
  const bool encoded = stbi_write_png_to_func(AppendBytes, &bytes, pixels.width, pixels.height, 4,
                                              pixels.rgba.data(), row_bytes) != 0;
  return encoded ? bytes : std::string();
}

std::string EncodeJpeg(const Pixels& pixels) {
  constexpr int kQuality = 90;
  std::string bytes;
  const bool encoded = stbi_write_jpg_to_func(AppendBytes, &bytes, pixels.width, pixels.height, 4,
                                              pixels.rgba.data(), kQuality) != 0;
  return encoded ? bytes : std::string();
}

}  // namespace convlens
