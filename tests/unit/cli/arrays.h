#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "io/grids/npy_file.h"
#include "unit/grids.h"

namespace convlens {

/// Writes `grid` where a command can read it; its path as an argument.
inline std::string Save(const std::filesystem::path& path, const Grid& grid) {
  REQUIRE(WriteNpy(path, grid).ok());
  return path.string();
}

inline Grid Load(const std::filesystem::path& path) {
  const Result<Grid> grid = ReadNpy(path);
  REQUIRE(grid.ok());
  return *grid;
}

}  // namespace convlens
