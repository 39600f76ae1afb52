#pragma once

#include <string>
#include <string_view>

#include "core/grid/grid.h"
#include "core/grid/result.h"

namespace convlens {

/// The cells of `grid` as text: float32, little-endian, row by row; byte-shuffled (all first bytes,
/// then all second bytes, …, which brings similar bytes together and compresses images about twice
/// as well); deflated (zlib stream); in Base64. Every bit survives, NaN payloads too.
std::string PackFloats(GridView grid);

/// The grid of exactly `shape` that `text` holds. Problems lack their first two arguments:
/// the names of the file and of the field. Memory follows from `shape` only, and only when `text`
/// can be that long.
Result<Grid> UnpackFloats(std::string_view text, Shape shape);

}  // namespace convlens
