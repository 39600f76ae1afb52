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
  void operator()(void* image) const { stbi_image_free(image); }
};

/// RGBA as stb decoded it, 8 or 16 bits a sample.
struct Decoded {
  Shape shape;
  bool wide = false;  ///< 16 bits
  std::unique_ptr<void, FreeImage> rgba;

  template <typename Sample>
  const Sample* samples() const {
    return static_cast<const Sample*>(rgba.get());
  }
};

enum class Depth { kAsStored, kEightBits };

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

Result<Decoded> Decode(std::string_view bytes, const std::string& source, Depth depth) {
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
  const bool wide = depth == Depth::kAsStored && stbi_is_16_bit_from_memory(Data(bytes), length);
  void* image = nullptr;
  if (width > 0 && height > 0) {
    const auto load = [&](auto decode) {
      return static_cast<void*>(decode(Data(bytes), length, &width, &height, &channels, 4));
    };
    image = wide ? load(stbi_load_16_from_memory) : load(stbi_load_from_memory);
  }
  if (image == nullptr) {
    return Message{"{} cannot be decoded: the image is damaged or of an unusual kind.", {source}};
  }
  return Decoded{{height, width}, wide, std::unique_ptr<void, FreeImage>(image)};
}

/// What a pixel's `value`, 0 to the largest sample, is in 0..1 with its alpha over white.
template <typename Sample>
float OverWhite(double value, const Sample* rgba) {
  constexpr double kMost = std::numeric_limits<Sample>::max();
  if (rgba[3] == kMost) return static_cast<float>(value / kMost);
  const double alpha = rgba[3] / kMost;
  return static_cast<float>(value / kMost * alpha + (1.0 - alpha));
}

template <typename Sample>
float Luma(const Sample* rgba) {
  // In double, so that white is exactly 1 and a grey exactly its value over 255.
  return OverWhite(0.299 * rgba[0] + 0.587 * rgba[1] + 0.114 * rgba[2], rgba);
}

/// A grid of `value(pixel)`, a pixel being its four samples.
template <typename Sample, typename Value>
Grid GridOf(const Decoded& image, Value value) {
  Grid grid(image.shape);
  const Sample* pixel = image.samples<Sample>();
  for (int r = 0; r < grid.height(); ++r) {
    float* row = grid.row(r);
    for (int c = 0; c < grid.width(); ++c, pixel += 4) row[c] = value(pixel);
  }
  return grid;
}

template <typename Sample>
bool AllGrey(const Decoded& image) {
  const Sample* pixel = image.samples<Sample>();
  const Sample* end = pixel + image.shape.count() * 4;
  for (; pixel != end; pixel += 4) {
    if (pixel[0] != pixel[1] || pixel[0] != pixel[2]) return false;
  }
  return true;
}

template <typename Sample>
Picture PictureOf(const Decoded& image) {
  Picture picture;
  picture.luma = GridOf<Sample>(image, Luma<Sample>);
  if (AllGrey<Sample>(image)) return picture;
  for (int c = 0; c < 3; ++c) {
    picture.color.channels.emplace_back(
        GridOf<Sample>(image, [c](const Sample* rgba) { return OverWhite(rgba[c], rgba); }));
  }
  return picture;
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
  const Result<Decoded> image = Decode(bytes, source, Depth::kAsStored);
  if (!image.ok()) return image.problem();
  return image->wide ? GridOf<stbi_us>(*image, Luma<stbi_us>)
                     : GridOf<stbi_uc>(*image, Luma<stbi_uc>);
}

Result<Picture> PictureFromBytes(std::string_view bytes, const std::string& source) {
  const Result<Decoded> image = Decode(bytes, source, Depth::kAsStored);
  if (!image.ok()) return image.problem();
  return image->wide ? PictureOf<stbi_us>(*image) : PictureOf<stbi_uc>(*image);
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
  const Result<Decoded> image = Decode(*bytes, path.filename().string(), Depth::kEightBits);
  if (!image.ok()) return image.problem();
  const stbi_uc* first = image->samples<stbi_uc>();
  return Pixels{image->shape.width, image->shape.height,
                std::vector<uint8_t>(first, first + image->shape.count() * 4)};
}

}  // namespace convlens
