#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/grid/grid.h"
#include "core/grid/pixels.h"
#include "core/grid/result.h"
#include "layer/settings/tensor.h"

namespace convlens {

/// Luma of the bytes of an image file (PNG, JPEG, BMP, a GIF's or WebP's first frame, TIFF,
/// TGA, PSD, PNM), upright as its Exif orientation says, 0..1: 0.299 R + 0.587 G
/// + 0.114 B of 8-bit values, divided by 255. Alpha is laid over white. 16 bits
/// per channel are kept: such values are divided by 65535. `source` names them in errors:
/// not an image, damage (also a file that ends early), a side over
/// `kMaxInputSide`.
Result<Grid> ImageFromBytes(std::string_view bytes, const std::string& source);

/// An image in both forms that an input can have.
struct Picture {
  SharedGrid luma;
  Tensor color;  ///< red, green, blue, 0..1; empty where every pixel is grey
};
Result<Picture> PictureFromBytes(std::string_view bytes, const std::string& source);

Result<Done> WritePng(const std::filesystem::path& path, const Pixels& pixels);

}  // namespace convlens
