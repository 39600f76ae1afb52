#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/grid.h"
#include "core/result.h"
#include "scene/pixels.h"

namespace convlens {

/// Luma of an image file (PNG, JPEG, BMP, TGA, a GIF's first frame, PSD), 0..1:
/// 0.299 R + 0.587 G + 0.114 B of 8-bit values, divided by 255. Alpha is laid over white.
/// Errors: no such file, not an image, a side over `kMaxInputSide`.
Result<Grid> ReadImage(const std::filesystem::path& path);

/// The same of an image file's bytes; `source` names them in errors.
Result<Grid> ImageFromBytes(std::string_view bytes, const std::string& source);

/// Whether `bytes`, the beginning of a file, start as one of these images do.
bool StartsAsImage(std::string_view bytes);

Result<Done> WritePng(const std::filesystem::path& path, const Pixels& pixels);
Result<Pixels> ReadPng(const std::filesystem::path& path);

}  // namespace convlens
