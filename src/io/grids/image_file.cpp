#include "io/grids/image_file.h"

#include <limits>
#include <new>

#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/image/encode.h"
#include "io/image/formats.h"

namespace convlens {
namespace {

template <typename Sample>
const Sample* SamplesOf(const Raster& image) {
  if constexpr (sizeof(Sample) == 1) {
    return image.samples8.data();
  } else {
    return image.samples16.data();
  }
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
Grid GridOf(const Raster& image, Value value) {
  Grid grid(image.shape);
  const Sample* pixel = SamplesOf<Sample>(image);
  for (int r = 0; r < grid.height(); ++r) {
    float* row = grid.row(r);
    for (int c = 0; c < grid.width(); ++c, pixel += 4) row[c] = value(pixel);
  }
  return grid;
}

template <typename Sample>
bool AllGrey(const Raster& image) {
  const Sample* pixel = SamplesOf<Sample>(image);
  const Sample* end = pixel + image.shape.count() * 4;
  for (; pixel != end; pixel += 4) {
    if (pixel[0] != pixel[1] || pixel[0] != pixel[2]) return false;
  }
  return true;
}

template <typename Sample>
Picture PictureOf(const Raster& image) {
  Picture picture;
  picture.luma = GridOf<Sample>(image, Luma<Sample>);
  if (AllGrey<Sample>(image)) return picture;
  for (int c = 0; c < 3; ++c) {
    picture.color.channels.emplace_back(
        GridOf<Sample>(image, [c](const Sample* rgba) { return OverWhite(rgba[c], rgba); }));
  }
  return picture;
}

/// What `make` makes of the image that `bytes` are, or the message that there is not enough memory
/// to decode it or to make it.
template <typename Made, typename Make>
Result<Made> OfImage(std::string_view bytes, const std::string& source, Make make) try {
  Result<Raster> image = DecodeImage(bytes, source);
  if (!image.ok()) return image.problem();
  return make(*image);
} catch (const std::bad_alloc&) {
  return Message{"{} cannot be opened: there is not enough memory.", {source}};
}

}  // namespace

Result<Grid> ImageFromBytes(std::string_view bytes, const std::string& source) {
  return OfImage<Grid>(bytes, source, [](const Raster& image) {
    return image.wide() ? GridOf<uint16_t>(image, Luma<uint16_t>)
                        : GridOf<uint8_t>(image, Luma<uint8_t>);
  });
}

Result<Picture> PictureFromBytes(std::string_view bytes, const std::string& source) {
  return OfImage<Picture>(bytes, source, [](const Raster& image) {
    return image.wide() ? PictureOf<uint16_t>(image) : PictureOf<uint8_t>(image);
  });
}

Result<Done> WritePng(const std::filesystem::path& path, const Pixels& pixels) {
  const std::string bytes = EncodePng(pixels);
  if (bytes.empty()) {
    return Message{"{} cannot be written: there is not enough memory.", {TextOf(path)}};
  }
  return WriteFileAtomically(path, bytes);
}

}  // namespace convlens
