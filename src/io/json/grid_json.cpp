#include "io/json/grid_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/grid/number_text.h"
#include "io/json/packed_floats.h"

namespace convlens {
namespace {

template <typename Float>
std::string Shortest(Float value) {
  // As an integer a JSON reader drops the sign of zero.
  return value == 0 && std::signbit(value) ? "-0.0" : ShortestText(value);
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
  return true;
}

/// Whether `rows` is a list of lists of one length: no memory is taken for others.
bool CheckRows(JsonReading& reading, const nlohmann::json& rows, const std::string& path) {
  for (size_t r = 0; r < rows.size(); ++r) {
    if (!rows[r].is_array()) {
      reading.Fail("{}: {} is not a list of rows.", {path});
      return false;
    }
    if (rows[r].size() != rows[0].size()) {
      reading.Fail("{}: {} has {} numbers where the first row has {}.",
                   {FillIn("{}[{}]", {path, std::to_string(r)}), std::to_string(rows[r].size()),
                    std::to_string(rows[0].size())});
      return false;
    }
  }
  return true;
}

std::optional<Grid> GridFromRows(JsonReading& reading, const nlohmann::json& rows,
                                 const std::string& path, GridLimits limits) {
  if (!CheckRows(reading, rows, path)) return std::nullopt;
  const size_t width = rows.empty() ? 0 : rows.front().size();
  if (!CheckShape(reading, path, rows.size(), width, limits)) return std::nullopt;
  if (width == 0) return Grid();
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(width));
  for (int r = 0; r < grid.height(); ++r) {
    const nlohmann::json& row = rows[static_cast<size_t>(r)];
    for (int c = 0; c < grid.width(); ++c) {
      const std::optional<float> number = FloatFromJson(row[static_cast<size_t>(c)]);
      if (!number) {
        reading.Fail("{}: {} is not a number.",
                     {FillIn("{}[{}][{}]", {path, std::to_string(r), std::to_string(c)})});
        return std::nullopt;
      }
      grid.at(r, c) = *number;
    }
  }
  return grid;
}

/// `value` as two whole numbers, none negative.
std::optional<std::array<uint64_t, 2>> PairFrom(const nlohmann::json& value) {
  if (!value.is_array() || value.size() != 2) return std::nullopt;
  if (!value[0].is_number_unsigned() || !value[1].is_number_unsigned()) return std::nullopt;
  return std::array{value[0].get<uint64_t>(), value[1].get<uint64_t>()};
}

/// The field `name` of the object at `path`, or nullptr with a problem.
const nlohmann::json* FieldOf(JsonReading& reading, const nlohmann::json& value,
                              const std::string& path, const char* name) {
  const auto found = value.find(name);
  if (found != value.end()) return &*found;
  reading.Fail("{}: the field {} is missing.", {path + "." + name});
  return nullptr;
}

/// The shape of the object at `path`, where `limits` allow it.
std::optional<Shape> ShapeFrom(JsonReading& reading, const nlohmann::json& value,
                               const std::string& path, GridLimits limits) {
  const nlohmann::json* field = FieldOf(reading, value, path, "shape");
  if (field == nullptr) return std::nullopt;
  const auto shape = PairFrom(*field);
  if (!shape) {
    reading.Fail("{}: {} is not a height and a width.", {path + ".shape"});
    return std::nullopt;
  }
  if (!CheckShape(reading, path, (*shape)[0], (*shape)[1], limits)) return std::nullopt;
  return Shape{static_cast<int>((*shape)[0]), static_cast<int>((*shape)[1])};
}

/// Puts the cells of one of a stored grid's changes in their place; false with a problem.
bool Change(JsonReading& reading, const nlohmann::json& change, const std::string& path,
            Grid& grid) {
  const nlohmann::json* at = change.is_object() ? FieldOf(reading, change, path, "at") : nullptr;
  const nlohmann::json* cells = at != nullptr ? FieldOf(reading, change, path, "cells") : nullptr;
  const std::optional<Grid> part =
      cells != nullptr ? GridFromJson(reading, *cells, path + ".cells", {}) : std::nullopt;
  if (!part) return false;
  const auto corner = PairFrom(*at);
  const Shape room{grid.height() - part->height(), grid.width() - part->width()};
  const bool inside = corner && room.height >= 0 && room.width >= 0 &&
                      (*corner)[0] <= static_cast<uint64_t>(room.height) &&
                      (*corner)[1] <= static_cast<uint64_t>(room.width);
  if (!inside) {
    reading.Fail("{}: {} is not inside the grid.", {path});
    return false;
  }
  const CellRect rect{static_cast<int>((*corner)[0]), static_cast<int>((*corner)[1]),
                      part->height(), part->width()};
  CopyGrid(*part, grid.view().Sub(rect));
  return true;
}

std::optional<Grid> GridFromStored(JsonReading& reading, const nlohmann::json& value,
                                   const std::string& path, GridLimits limits) {
  const nlohmann::json* changes = FieldOf(reading, value, path, "changes");
  const std::optional<Shape> shape =
      changes != nullptr ? ShapeFrom(reading, value, path, limits) : std::nullopt;
  if (!shape) return std::nullopt;
  const nlohmann::json& name = value["stored"];
  if (!name.is_string() || !changes->is_array() || !reading.load_kept) {
    reading.Fail("{}: {} is not a grid.", {path});
    return std::nullopt;
  }
  Result<Grid> grid = reading.load_kept(name.get<std::string>());
  if (!grid.ok() || grid->shape() != *shape) {
    reading.Fail("{}: {} is kept in the file {}, which is missing or damaged.",
                 {path, name.get<std::string>()});
    return std::nullopt;
  }
  for (size_t i = 0; i < changes->size(); ++i) {
    const std::string change_path = path + ".changes[" + std::to_string(i) + "]";
    if (!Change(reading, (*changes)[i], change_path, *grid)) return std::nullopt;
  }
  return std::move(*grid);
}

std::optional<Grid> GridFromPacked(JsonReading& reading, const nlohmann::json& value,
                                   const std::string& path, GridLimits limits) {
  if (FieldOf(reading, value, path, "shape") == nullptr) return std::nullopt;
  const nlohmann::json* bytes = FieldOf(reading, value, path, "float32");
  const std::optional<Shape> shape =
      bytes != nullptr ? ShapeFrom(reading, value, path, limits) : std::nullopt;
  if (!shape) return std::nullopt;
  if (!bytes->is_string()) {
    reading.Fail("{}: {} is not a string.", {path + ".float32"});
    return std::nullopt;
  }
  Result<Grid> grid = UnpackFloats(bytes->get_ref<const std::string&>(), *shape);
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
  return PackedGridToJson(grid);
}

std::string PackedGridToJson(GridView grid) {
  return "{\"shape\":[" + std::to_string(grid.height) + "," + std::to_string(grid.width) +
         "],\"float32\":\"" + PackFloats(grid) + "\"}";
}

std::optional<Shape> PackedShape(const nlohmann::json& value) {
  if (!value.is_object()) return std::nullopt;
  if (!value.contains("float32") && !value.contains("stored")) return std::nullopt;
  const auto shape = value.find("shape");
  const auto sides = shape != value.end() ? PairFrom(*shape) : std::nullopt;
  if (!sides) return std::nullopt;
  constexpr uint64_t kMost = std::numeric_limits<int>::max();
  return Shape{static_cast<int>(std::min((*sides)[0], kMost)),
               static_cast<int>(std::min((*sides)[1], kMost))};
}

std::optional<Grid> GridFromJson(JsonReading& reading, const nlohmann::json& value,
                                 const std::string& path, GridLimits limits) {
  if (value.is_array()) return GridFromRows(reading, value, path, limits);
  if (value.is_object() && value.contains("stored")) {
    return GridFromStored(reading, value, path, limits);
  }
  if (value.is_object()) return GridFromPacked(reading, value, path, limits);
  reading.Fail("{}: {} is not a grid.", {path});
  return std::nullopt;
}

}  // namespace convlens
