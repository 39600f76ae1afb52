#include "io/image_file.h"

#include <zlib.h>

#include <cstdlib>
#include <limits>
#include <memory>

#include "io/file.h"
#include "io/jpeg_guard.h"

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

#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_TGA
#define STBI_ONLY_GIF
#define STBI_ONLY_PSD
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>
#define STBI_WRITE_NO_STDIO
#define STBIW_ZLIB_COMPRESS PackPng
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

namespace convlens {
namespace {

struct FreeImage {
  void operator()(stbi_uc* image) const { stbi_image_free(image); }
};

/// 8-bit RGBA as stb decoded it.
struct Decoded {
  Shape shape;
  std::unique_ptr<stbi_uc, FreeImage> rgba;
};

const stbi_uc* Data(std::string_view bytes) {
  return reinterpret_cast<const stbi_uc*>(bytes.data());
}

bool HasMagicWord(std::string_view bytes) {
  for (const std::string_view magic :
       {"\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF", "GIF87a", "GIF89a", "8BPS"}) {
    if (bytes.starts_with(magic)) return true;
  }
  return false;
}

/// Whether stb may look at `bytes` at all (see jpeg_guard.h; stb counts by int).
bool IsSafe(std::string_view bytes) {
  return bytes.size() <= static_cast<size_t>(std::numeric_limits<int>::max()) &&
         HasSoundHuffmanTables(bytes);
}

Result<Decoded> Decode(std::string_view bytes, const std::string& source) {
  int width = 0;
  int height = 0;
  int channels = 0;
  const int length = IsSafe(bytes) ? static_cast<int>(bytes.size()) : 0;
  const std::string limit = std::to_string(kMaxInputSide);
  if (stbi_info_from_memory(Data(bytes), length, &width, &height, &channels) == 0) {
    // What stb refuses by its own limit, beyond ours, looks like damage from here.
    if (HasMagicWord(bytes)) {
      return Message{"{} is a damaged image, or far larger than the allowed {}×{}.",
                     {source, limit, limit}};
    }
    return Message{"{} is not an image that can be read (PNG, JPEG, BMP, TGA, GIF or PSD).",
                   {source}};
  }
  if (height > kMaxInputSide || width > kMaxInputSide) {
    return Message{"{} is {}×{}, larger than the allowed {}×{}.",
                   {source, std::to_string(height), std::to_string(width), limit, limit}};
  }
  stbi_uc* image = nullptr;
  if (width > 0 && height > 0) {
    image = stbi_load_from_memory(Data(bytes), length, &width, &height, &channels, 4);
  }
  if (image == nullptr) {
    return Message{"{} cannot be decoded: the image is damaged or of an unusual kind.", {source}};
  }
  return Decoded{{height, width}, std::unique_ptr<stbi_uc, FreeImage>(image)};
}

float Luma(const stbi_uc* rgba) {
  // In double, so that white is exactly 1 and a grey exactly its value over 255.
  const double luma = 0.299 * rgba[0] + 0.587 * rgba[1] + 0.114 * rgba[2];
  if (rgba[3] == 255) return static_cast<float>(luma / 255.0);
  const double alpha = rgba[3] / 255.0;
  return static_cast<float>(luma / 255.0 * alpha + (1.0 - alpha));
}

void AppendBytes(void* text, void* data, int length) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(data),
                                          static_cast<size_t>(length));
}

}  // namespace

bool StartsAsImage(std::string_view bytes) {
  if (HasMagicWord(bytes)) return true;
  if (!IsSafe(bytes)) return false;
  // BMP's two letters could begin a text, and TGA has no magic word: their headers decide.
  int width = 0;
  int height = 0;
  int channels = 0;
  return stbi_info_from_memory(Data(bytes), static_cast<int>(bytes.size()), &width, &height,
                               &channels) != 0;
}

Result<Grid> ImageFromBytes(std::string_view bytes, const std::string& source) {
  const Result<Decoded> image = Decode(bytes, source);
  if (!image.ok()) return image.problem();
  Grid grid(image->shape);
  const stbi_uc* pixel = image->rgba.get();
  for (int r = 0; r < grid.height(); ++r) {
    float* row = grid.row(r);
    for (int c = 0; c < grid.width(); ++c, pixel += 4) row[c] = Luma(pixel);
  }
  return grid;
}

Result<Grid> ReadImage(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.problem();
  return ImageFromBytes(*bytes, path.filename().string());
}

Result<Done> WritePng(const std::filesystem::path& path, const Pixels& pixels) {
  std::string bytes;
  const int row_bytes = pixels.width * 4;
  if (stbi_write_png_to_func(AppendBytes, &bytes, pixels.width, pixels.height, 4,
                             pixels.rgba.data(), row_bytes) == 0) {
    return Message{"{} cannot be written: there is not enough memory.", {path.string()}};
  }
  return WriteFileAtomically(path, bytes);
}

Result<Pixels> ReadPng(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.problem();
  const Result<Decoded> image = Decode(*bytes, path.filename().string());
  if (!image.ok()) return image.problem();
  const stbi_uc* first = image->rgba.get();
  return Pixels{image->shape.width, image->shape.height,
                std::vector<uint8_t>(first, first + image->shape.count() * 4)};
}

}  // namespace convlens
