#pragma once

#include <filesystem>
#include <utility>

#include "core/grid/pixels.h"
#include "io/files/file.h"
#include "io/image/formats.h"

namespace convlens {

/// The pixels of an image file of 8 bits a sample.
inline Result<Pixels> ReadPixels(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.problem();
  Result<Raster> image = DecodeImage(*bytes, path.filename().string());
  if (!image.ok()) return image.problem();
  return Pixels{image->shape.width, image->shape.height, std::move(image->samples8)};
}

}  // namespace convlens
