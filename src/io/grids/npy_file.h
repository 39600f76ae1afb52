#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/grid.h"
#include "core/grid/result.h"

namespace convlens {

/// A 2-D array of NumPy's .npy format (versions 1 to 3): float16, float32, float64, (unsigned)
/// integers or booleans in either byte order, C or Fortran order; leading axes of length 1 beyond
/// two are dropped, and an array of one axis is a row. Values become float32, and must fit. Errors
/// name the file and what is wrong with it.
Result<Grid> ReadNpy(const std::filesystem::path& path);

/// Writes [H×W] float32 in C order, version 1.0; the file appears whole or not at all.
Result<Done> WriteNpy(const std::filesystem::path& path, GridView grid);

/// The same from and to memory; `source` names the bytes in errors.
Result<Grid> NpyFromBytes(std::string_view bytes, const std::string& source);
std::string NpyToBytes(GridView grid);

/// An array of two axes or more: a grid for each index of the leading ones, in C order.
struct NpyGrids {
  std::vector<int> leading;  ///< lengths of the axes before height and width
  std::vector<Grid> grids;   ///< at least one, all of one shape
};
/// The same for 2 to `most_axes` (at most 4) axes; leading ones of length 1 beyond are dropped.
Result<NpyGrids> NpyGridsFromBytes(std::string_view bytes, const std::string& source,
                                   int most_axes);
/// `grids`, all of one shape, one after the other as an array of `shape`, whose last two lengths
/// are theirs.
std::string NpyToBytes(const std::vector<int>& shape, std::span<const GridView> grids);

}  // namespace convlens
