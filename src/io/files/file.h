#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/grid/grid.h"
#include "core/grid/result.h"

namespace convlens {

/// The bytes of a file. Pipes and devices, which might have to be waited for, and files of more
/// than `kMostFileBytes` are refused before they are read.
Result<std::string> ReadFile(const std::filesystem::path& path);
inline constexpr int64_t kMostFileBytes = int64_t{3} << 30;

/// Writes to a temporary file in the same folder, flushes it to the disk and renames it: the file
/// is at all times the old one or the new one, whole.
Result<Done> WriteFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// What a command reads: `name` is a file or a pipe, or "-" for standard input; of an .npz
/// archive's arrays one is named behind a colon ("weights.npz:conv1").
struct InputBytes {
  std::string source;  ///< for messages
  std::string member;  ///< of an archive; empty: its only one
  std::string bytes;
};
Result<InputBytes> ReadInput(const std::string& name);

}  // namespace convlens
