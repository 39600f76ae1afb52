#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid.h"
#include "core/result.h"

namespace convlens {

Result<std::string> ReadFile(const std::filesystem::path& path);

/// Writes to a temporary file in the same folder, flushes it to the disk and renames it: the file
/// is at all times the old one or the new one, whole.
Result<Done> WriteFileAtomically(const std::filesystem::path& path, std::string_view bytes);

enum class FileKind { kImage, kNpy, kSession, kUnknown };
/// By the file's first bytes, not by its name.
FileKind KindOf(const std::filesystem::path& path);

/// What names of such files end in, with the dot, for a list of files.
std::vector<std::string> ImageExtensions();
std::vector<std::string> ArrayExtensions();

/// An image's luma or an .npy array, by content.
Result<Grid> ReadGrid(const std::filesystem::path& path);

}  // namespace convlens
