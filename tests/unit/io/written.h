#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "io/files/file.h"

namespace convlens {

/// What tests find where something was written.
inline std::string Contents(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  REQUIRE(bytes.ok());
  return *bytes;
}

inline size_t FilesIn(const std::filesystem::path& folder) {
  return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                           std::filesystem::directory_iterator()));
}

}  // namespace convlens
