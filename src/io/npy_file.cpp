#include "io/npy_file.h"

#include <bit>
#include <cstring>

#include "io/file.h"
#include "io/npy_header.h"

namespace convlens {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they stand");

/// Copies the numbers of one type to a grid.
using Fill = void (*)(const char* from, bool fortran_order, Grid& to);

template <typename Number>
void FillFrom(const char* from, bool fortran_order, Grid& to) {
  const auto height = static_cast<size_t>(to.height());
  const auto width = static_cast<size_t>(to.width());
  for (size_t r = 0; r < height; ++r) {
    float* row = to.row(static_cast<int>(r));
    for (size_t c = 0; c < width; ++c) {
      const size_t index = fortran_order ? c * height + r : r * width + c;
      Number number;
      std::memcpy(&number, from + index * sizeof(Number), sizeof(Number));
      row[c] = static_cast<float>(number);
    }
  }
}

struct NumberType {
  std::string_view name;  ///< without its byte order
  size_t size;
  Fill fill;
};
constexpr NumberType kTypes[] = {
    {"f4", 4, FillFrom<float>},    {"f8", 8, FillFrom<double>},   {"b1", 1, FillFrom<uint8_t>},
    {"u1", 1, FillFrom<uint8_t>},  {"i1", 1, FillFrom<int8_t>},   {"u2", 2, FillFrom<uint16_t>},
    {"i2", 2, FillFrom<int16_t>},  {"u4", 4, FillFrom<uint32_t>}, {"i4", 4, FillFrom<int32_t>},
    {"u8", 8, FillFrom<uint64_t>}, {"i8", 8, FillFrom<int64_t>},
};

Result<NumberType> TypeOf(const NpyHeader& header, const std::string& source) {
  const std::string_view order_and_name = header.type;
  const char order = order_and_name.front();
  const bool has_order = order == '<' || order == '>' || order == '=' || order == '|';
  const std::string_view name = order_and_name.substr(has_order ? 1 : 0);
  for (const NumberType& type : kTypes) {
    if (type.name != name) continue;
    if (order != '>' || type.size == 1) return type;
    return Message{
        "{} holds big-endian numbers ({}). Save it as little-endian, by "
        "a.astype(numpy.float32).",
        {source, header.type}};
  }
  return Message{
      "{} holds values of type {}. Real numbers can be read: save it by "
      "a.astype(numpy.float32).",
      {source, header.type}};
}

/// "3×4×5"
std::string ShapeText(const std::vector<uint64_t>& shape) {
  std::string text;
  for (const uint64_t side : shape) {
    if (!text.empty()) text.append("×");
    text.append(std::to_string(side));
  }
  return text;
}

Result<Shape> ShapeOf(const NpyHeader& header, const std::string& source) {
  std::vector<uint64_t> sides = header.shape;
  while (sides.size() > 2 && sides.front() == 1) sides.erase(sides.begin());
  if (sides.size() != 2) {
    return Message{"{} is an array of {} axes ({}). Two are needed: height and width.",
                   {source, std::to_string(header.shape.size()), ShapeText(header.shape)}};
  }
  if (sides[0] == 0 || sides[1] == 0) {
    return Message{"{} has no cells: its shape is {}.", {source, ShapeText(sides)}};
  }
  if (sides[0] > kMaxInputSide || sides[1] > kMaxInputSide) {
    const std::string limit = std::to_string(kMaxInputSide);
    return Message{"{} is {}, larger than the allowed {}×{}.",
                   {source, ShapeText(sides), limit, limit}};
  }
  return Shape{static_cast<int>(sides[0]), static_cast<int>(sides[1])};
}

}  // namespace

Result<Grid> NpyFromBytes(std::string_view bytes, const std::string& source) {
  const Result<NpyHeader> header = ReadNpyHeader(bytes, source);
  if (!header.ok()) return header.problem();
  const Result<NumberType> type = TypeOf(*header, source);
  if (!type.ok()) return type.problem();
  const Result<Shape> shape = ShapeOf(*header, source);
  if (!shape.ok()) return shape.problem();
  const size_t needed = static_cast<size_t>(shape->count()) * type->size;
  const size_t have = bytes.size() - header->data_start;
  if (have < needed) {
    return Message{"{} breaks off too early: it holds {} of {} bytes of numbers.",
                   {source, std::to_string(have), std::to_string(needed)}};
  }
  Grid grid(*shape);
  type->fill(bytes.data() + header->data_start, header->fortran_order, grid);
  return grid;
}

std::string NpyToBytes(GridView grid) {
  std::string bytes = MakeNpyHeader(grid.height, grid.width);
  bytes.reserve(bytes.size() + static_cast<size_t>(grid.shape().count()) * sizeof(float));
  for (int r = 0; r < grid.height; ++r) {
    bytes.append(reinterpret_cast<const char*>(grid.row(r)),
                 static_cast<size_t>(grid.width) * sizeof(float));
  }
  return bytes;
}

Result<Grid> ReadNpy(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.problem();
  return NpyFromBytes(*bytes, path.filename().string());
}

Result<Done> WriteNpy(const std::filesystem::path& path, GridView grid) {
  return WriteFileAtomically(path, NpyToBytes(grid));
}

}  // namespace convlens
