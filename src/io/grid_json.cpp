#include "io/grid_json.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "io/packed_floats.h"

namespace convlens {
namespace {

template <typename Float>
std::string Shortest(Float value) {
  // As an integer a JSON reader drops the sign of zero.
  if (value == 0 && std::signbit(value)) return "-0.0";
  char text[64];
  const std::to_chars_result end = std::to_chars(text, text + sizeof text, value);
  return std::string(text, end.ptr);
}

std::string RowsToJson(GridView grid) {
  std::string text = "[";
  for (int r = 0; r < grid.height; ++r) {
    text += r == 0 ? "[" : ",[";
    for (int c = 0; c < grid.width; ++c) {
      if (c > 0) text += ",";
      text += FloatToJson(grid.at(r, c));
    }
    text += "]";
  }
  return text + "]";
}

/// Whether `height` × `width` is a shape that `limits` allow.
bool CheckShape(JsonReading& reading, const std::string& path, uint64_t height, uint64_t width,
                GridLimits limits) {
  const auto max_side = static_cast<uint64_t>(limits.max_side);
  if (height > max_side || width > max_side) {
    reading.Fail("{}: {} is {}×{}, larger than the allowed {}×{}.",
                 {path, std::to_string(height), std::to_string(width), std::to_string(max_side),
                  std::to_string(max_side)});
    return false;
  }
  if ((height == 0 || width == 0) && !limits.may_be_empty) {
    reading.Fail("{}: {} has no cells.", {path});
    return false;
  }
  return reading.TakeCells(path, static_cast<int64_t>(height * width));
}

std::optional<Grid> GridFromRows(JsonReading& reading, const nlohmann::json& rows,
                                 const std::string& path, GridLimits limits) {
  for (const nlohmann::json& row : rows) {
    if (!row.is_array()) {
      reading.Fail("{}: {} is not a list of rows.", {path});
      return std::nullopt;
    }
  }
  const size_t width = rows.empty() ? 0 : rows.front().size();
  if (!CheckShape(reading, path, rows.size(), width, limits)) return std::nullopt;
  if (width == 0) return Grid();
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(width));
  for (int r = 0; r < grid.height(); ++r) {
    const nlohmann::json& row = rows[static_cast<size_t>(r)];
    const std::string row_path = path + "[" + std::to_string(r) + "]";
    if (row.size() != width) {
      reading.Fail("{}: {} has {} numbers where the first row has {}.",
                   {row_path, std::to_string(row.size()), std::to_string(width)});
      return std::nullopt;
    }
    for (int c = 0; c < grid.width(); ++c) {
      const std::optional<float> number = FloatFromJson(row[static_cast<size_t>(c)]);
      if (!number) {
        reading.Fail("{}: {} is not a number.", {row_path + "[" + std::to_string(c) + "]"});
        return std::nullopt;
      }
      grid.at(r, c) = *number;
    }
  }
  return grid;
}

std::optional<Grid> GridFromPacked(JsonReading& reading, const nlohmann::json& value,
                                   const std::string& path, GridLimits limits) {
  const auto shape = value.find("shape");
  const auto bytes = value.find("float32");
  if (shape == value.end() || bytes == value.end()) {
    reading.Fail("{}: the field {} is missing.",
                 {path + (shape == value.end() ? ".shape" : ".float32")});
    return std::nullopt;
  }
  if (!shape->is_array() || shape->size() != 2 || !(*shape)[0].is_number_unsigned() ||
      !(*shape)[1].is_number_unsigned()) {
    reading.Fail("{}: {} is not a height and a width.", {path + ".shape"});
    return std::nullopt;
  }
  if (!bytes->is_string()) {
    reading.Fail("{}: {} is not a text.", {path + ".float32"});
    return std::nullopt;
  }
  const auto height = (*shape)[0].get<uint64_t>();
  const auto width = (*shape)[1].get<uint64_t>();
  if (!CheckShape(reading, path, height, width, limits)) return std::nullopt;
  Result<Grid> grid = UnpackFloats(bytes->get_ref<const std::string&>(),
                                   {static_cast<int>(height), static_cast<int>(width)});
  if (grid.ok()) return std::move(*grid);
  Message why = grid.problem();
  why.arguments.insert(why.arguments.begin(), path + ".float32");
  reading.Fail(why.pattern, std::move(why.arguments));
  return std::nullopt;
}

}  // namespace

std::string FloatToJson(float value) {
  if (std::isnan(value)) return "\"NaN\"";
  if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  return Shortest(value);
}

std::string DoubleToJson(double value) { return Shortest(value); }

bool RoundsToFiniteFloat(double value) {
  // The largest float32 and half a unit of its last place.
  return std::abs(value) < 0x1.ffffffp127;
}

std::optional<float> FloatFromJson(const nlohmann::json& value) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (value.is_string()) {
    const auto& word = value.get_ref<const std::string&>();
    if (word == "NaN") return std::numeric_limits<float>::quiet_NaN();
    if (word == "Infinity") return kInfinity;
    if (word == "-Infinity") return -kInfinity;
    return std::nullopt;
  }
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  if (!RoundsToFiniteFloat(number)) return std::nullopt;
  return static_cast<float>(number);
}

std::string GridToJson(GridView grid) {
  if (grid.shape().empty()) return "[]";
  if (grid.shape().count() <= kMaxCellsAsRows) return RowsToJson(grid);
  return "{\"shape\":[" + std::to_string(grid.height) + "," + std::to_string(grid.width) +
         "],\"float32\":\"" + PackFloats(grid) + "\"}";
}

std::optional<Grid> GridFromJson(JsonReading& reading, const nlohmann::json& value,
                                 const std::string& path, GridLimits limits) {
  if (value.is_array()) return GridFromRows(reading, value, path, limits);
  if (value.is_object()) return GridFromPacked(reading, value, path, limits);
  reading.Fail("{}: {} is not a grid.", {path});
  return std::nullopt;
}

}  // namespace convlens
