#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/grid/grid.h"
#include "io/json/json_fields.h"

namespace convlens {

/// Grids of at most this many cells are written as rows of decimals, as long as there are not too
/// many of them in a session: a parsed decimal takes four times its memory.
inline constexpr int64_t kMaxCellsAsRows = 4096;
inline constexpr int64_t kMaxCellsAsRowsInAll = 1 << 18;

/// `value` as JSON: the shortest decimal that reads back as the same float32, or one of the texts
/// "NaN", "Infinity", "-Infinity". The sign of -0 is kept.
std::string FloatToJson(float value);
/// The same for a finite double.
std::string DoubleToJson(double value);

/// Whether the float32 nearest to `value` is finite.
bool RoundsToFiniteFloat(double value);

/// The float32 that `value` stands for; nothing when it is not a number or is beyond float32.
std::optional<float> FloatFromJson(const nlohmann::json& value);

/// `grid` as JSON: `[[0,1],[2,3]]`, `[]` when empty, or, when large,
/// `{"shape":[h,w],"float32":"…"}` (see packed_floats.h).
std::string GridToJson(GridView grid);
/// The latter form for a grid of any size but an empty one.
std::string PackedGridToJson(GridView grid);

/// The shape that a packed or stored grid says it has, before it is read; nothing where `value` is
/// none. Sides beyond an int are the largest one.
std::optional<Shape> PackedShape(const nlohmann::json& value);

/// The grid in either form, or, of a copy that autosave keeps, `{"stored":"NAME","shape":[h,w],
/// "changes":[{"at":[r,c],"cells":…},…]}`: as in that file but for some rectangles. Nothing, with a
/// problem in `reading`, when `value` is none. Nothing of a size that `limits` refuse is ever
/// allocated.
std::optional<Grid> GridFromJson(JsonReading& reading, const nlohmann::json& value,
                                 const std::string& path, GridLimits limits);

}  // namespace convlens
