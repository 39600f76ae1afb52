#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/grid/result.h"
#include "io/image/raster.h"

namespace convlens {

// One decoder per format, each in the file of its name. A decoder is given the bytes of a whole
// file that starts as its format does, and the name of the file for messages. It gives every pixel,
// or a message: a file that ends early is damaged, however much of it could be shown. Sizes are
// checked before memory is taken for them (`CheckSize`).
Result<Raster> DecodeBmp(std::string_view bytes, const std::string& source);
Result<Raster> DecodeJpeg(std::string_view bytes, const std::string& source);
Result<Raster> DecodePng(std::string_view bytes, const std::string& source);
Result<Raster> DecodePnm(std::string_view bytes, const std::string& source);
Result<Raster> DecodeTiff(std::string_view bytes, const std::string& source);
Result<Raster> DecodeWebp(std::string_view bytes, const std::string& source);
// By stb_image.
Result<Raster> DecodeGif(std::string_view bytes, const std::string& source);
Result<Raster> DecodePsd(std::string_view bytes, const std::string& source);
Result<Raster> DecodeTga(std::string_view bytes, const std::string& source);

/// The message for an image that has no cells or a side over `kMaxInputSide`.
std::optional<Message> CheckSize(int64_t height, int64_t width, const std::string& source);

Message DamagedImage(const std::string& source, const std::string& format);
/// `kind` says what cannot be read: "12 bits a sample".
Message UnusualImage(const std::string& source, const std::string& format, const std::string& kind);

}  // namespace convlens
