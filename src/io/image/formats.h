#pragma once

#include <string>
#include <string_view>

#include "core/grid/result.h"
#include "io/image/raster.h"

namespace convlens {

/// Whether `bytes`, the beginning of a file (4 KiB suffice), start as one of the formats does,
/// whether or not this build can decode it.
bool StartsAsImage(std::string_view bytes);

/// The image of a whole file's bytes, upright. Errors name `source`: no image, a format that this
/// build was made without, damage, a side over `kMaxInputSide`. Throws std::bad_alloc.
Result<Raster> DecodeImage(std::string_view bytes, const std::string& source);

}  // namespace convlens
