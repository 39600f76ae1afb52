#include "io/grids/npy_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "core/grid/number_text.h"
#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/grids/npy_header.h"
#include "layer/settings/layer_settings.h"

namespace convlens {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they stand");

/// Where the numbers of one grid stand in a file: number (r, c) is the one at
/// first + r · row_step + c · col_step.
struct Numbers {
  size_t first = 0;
  size_t row_step = 0;
  size_t col_step = 1;
};

/// IEEE 754's binary16.
struct Half {
  uint16_t bits;
};

float ToFloat(Half half) {
  const int exponent = half.bits >> 10 & 0x1F;
  const auto fraction = static_cast<float>(half.bits & 0x3FF);
  const float sign = (half.bits & 0x8000) != 0 ? -1.0F : 1.0F;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  if (exponent < 31) return sign * std::ldexp(1024 + fraction, exponent - 25);
  return fraction == 0 ? sign * std::numeric_limits<float>::infinity()
                       : std::numeric_limits<float>::quiet_NaN();
}

/// NumPy takes any byte but 0 for true.
struct Truth {
  uint8_t byte;
};
float ToFloat(Truth truth) { return truth.byte != 0 ? 1.0F : 0.0F; }

template <typename Number>
float ToFloat(Number number) {
  return static_cast<float>(number);
}

/// Copies the numbers of one type to a grid, the bytes of each reversed where `swap`. Stops at a
/// finite number that float32 does not hold, and returns it.
using Fill = std::optional<double> (*)(const char* from, const Numbers& numbers, bool swap,
                                       Grid& to);

template <typename Number>
std::optional<double> FillFrom(const char* from, const Numbers& numbers, bool swap, Grid& to) {
  for (int r = 0; r < to.height(); ++r) {
    float* row = to.row(r);
    for (int c = 0; c < to.width(); ++c) {
      const size_t index = numbers.first + static_cast<size_t>(r) * numbers.row_step +
                           static_cast<size_t>(c) * numbers.col_step;
      char bytes[sizeof(Number)];
      std::memcpy(bytes, from + index * sizeof(Number), sizeof(Number));
      if (swap) std::reverse(bytes, bytes + sizeof(Number));
      const auto number = std::bit_cast<Number>(bytes);
      row[c] = ToFloat(number);
      if constexpr (std::is_same_v<Number, double>) {
        if (std::isinf(row[c]) && std::isfinite(number)) return number;
      }
    }
  }
  return std::nullopt;
}

struct NumberType {
  std::string_view name;  ///< without its byte order
  size_t size;
  Fill fill;
};
constexpr NumberType kTypes[] = {
    {"f2", 2, FillFrom<Half>},     {"f4", 4, FillFrom<float>},    {"f8", 8, FillFrom<double>},
    {"b1", 1, FillFrom<Truth>},    {"u1", 1, FillFrom<uint8_t>},  {"i1", 1, FillFrom<int8_t>},
    {"u2", 2, FillFrom<uint16_t>}, {"i2", 2, FillFrom<int16_t>},  {"u4", 4, FillFrom<uint32_t>},
    {"i4", 4, FillFrom<int32_t>},  {"u8", 8, FillFrom<uint64_t>}, {"i8", 8, FillFrom<int64_t>},
};

Result<NumberType> TypeOf(const NpyHeader& header, const std::string& source) {
  const std::string_view order_and_name = header.type;
  const char order = order_and_name.front();
  const bool has_order = order == '<' || order == '>' || order == '=' || order == '|';
  const std::string_view name = order_and_name.substr(has_order ? 1 : 0);
  for (const NumberType& type : kTypes) {
    if (type.name == name) return type;
  }
  return Message{
      "{} holds values of type {}, but only real numbers can be read: convert it with "
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

/// Whether the last axis, not the first, is that of colours: a picture as most programs keep it.
/// Sixteen channels of 5×3 are none, but a small picture of about a square is.
bool ChannelsAreLast(const std::vector<uint64_t>& shape) {
  if (shape.size() != 3 || (shape[2] != 3 && shape[2] != 4)) return false;
  const auto [shorter, longer] = std::minmax(shape[0], shape[1]);
  return shorter >= 8 || (shorter >= 5 && longer <= 2 * shorter);
}

Message ChannelsFirst(const std::vector<uint64_t>& shape, const std::string& source,
                      size_t most_axes) {
  const std::vector<std::string> arguments{source, ShapeText(shape)};
  if (most_axes == 2) {
    return {"{} has the shape {}, but one grid is needed: pick a channel with a[:, :, 0].",
            arguments};
  }
  return {"{} has the shape {}, but channels come first here: turn it with a.transpose(2, 0, 1).",
          arguments};
}

Message AxesProblem(const NpyHeader& header, const std::string& source, size_t most_axes) {
  const std::vector<std::string> arguments{source, std::to_string(header.shape.size()),
                                           ShapeText(header.shape)};
  if (most_axes == 2) {
    return {"{} is an array of {} axes ({}). Two are needed: height and width.", arguments};
  }
  if (most_axes == 3) {
    return {"{} is an array of {} axes ({}). Two or three are needed: channels, height and width.",
            arguments};
  }
  return {
      "{} is an array of {} axes ({}). Two to four are needed: outputs, channels, height and "
      "width.",
      arguments};
}

/// `shape` without the leading axes of length 1 that are more than `most` axes. A header may name
/// millions of them.
std::vector<uint64_t> WithoutLeadingOnes(const std::vector<uint64_t>& shape, size_t most) {
  auto first = shape.begin();
  while (shape.end() - first > static_cast<ptrdiff_t>(most) && *first == 1) ++first;
  return {first, shape.end()};
}

/// The axes that count, at least two: leading ones of length 1 are dropped where there are too
/// many.
Result<std::vector<uint64_t>> SidesOf(const NpyHeader& header, const std::string& source,
                                      size_t most_axes) {
  std::vector<uint64_t> sides = WithoutLeadingOnes(header.shape, most_axes);
  while (sides.size() < 2) sides.insert(sides.begin(), 1);  // a list is a row
  const std::vector<uint64_t> picture = WithoutLeadingOnes(header.shape, 3);
  if (most_axes <= 3 && ChannelsAreLast(picture)) return ChannelsFirst(picture, source, most_axes);
  if (sides.size() < 2 || sides.size() > most_axes) return AxesProblem(header, source, most_axes);
  if (std::count(sides.begin(), sides.end(), 0U) != 0) {
    return Message{"{} has no cells: its shape is {}.", {source, ShapeText(sides)}};
  }
  const std::string limit = std::to_string(kMaxInputSide);
  uint64_t planes = 1;
  for (size_t axis = 0; axis < sides.size(); ++axis) {
    if (sides[axis] > kMaxInputSide) {
      return Message{"{} is {}, larger than the allowed {}×{}.",
                     {source, ShapeText(sides), limit, limit}};
    }
    if (axis + 2 < sides.size()) planes *= sides[axis];
  }
  const uint64_t cells = sides[sides.size() - 2] * sides.back();
  if (planes > static_cast<uint64_t>(kMaxTensorCells) / cells) {
    return Message{"{} is {}, more than the allowed {} million numbers.",
                   {source, ShapeText(sides), std::to_string(kMaxTensorCells >> 20)}};
  }
  return sides;
}

/// The numbers of each grid of an array, in C order of the axes before the last two.
std::vector<Numbers> GridsOf(const std::vector<uint64_t>& sides, bool fortran_order) {
  const size_t height = sides[sides.size() - 2];
  const size_t width = sides.back();
  const std::vector<uint64_t> leading(sides.begin(), sides.end() - 2);
  size_t planes = 1;
  for (const uint64_t side : leading) planes *= side;
  std::vector<Numbers> grids;
  for (size_t plane = 0; plane < planes; ++plane) {
    if (!fortran_order) {
      grids.push_back({plane * height * width, width, 1});
      continue;
    }
    // The first axis varies fastest: the place of the plane's indices, from the last to the first.
    size_t rest = plane;
    size_t first = 0;
    for (size_t axis = leading.size(); axis-- > 0; rest /= leading[axis]) {
      size_t step = 1;
      for (size_t before = 0; before < axis; ++before) step *= leading[before];
      first += rest % leading[axis] * step;
    }
    grids.push_back({first, planes, planes * height});
  }
  return grids;
}

}  // namespace

Result<NpyGrids> NpyGridsFromBytes(std::string_view bytes, const std::string& source,
                                   int most_axes) {
  const Result<NpyHeader> header = ReadNpyHeader(bytes, source);
  if (!header.ok()) return header.problem();
  const Result<NumberType> type = TypeOf(*header, source);
  if (!type.ok()) return type.problem();
  const Result<std::vector<uint64_t>> sides =
      SidesOf(*header, source, static_cast<size_t>(most_axes));
  if (!sides.ok()) return sides.problem();
  size_t needed = type->size;
  for (const uint64_t side : *sides) needed *= side;
  const size_t have = bytes.size() - header->data_start;
  if (have < needed) {
    return Message{"{} ends too early: it holds {} of {} bytes of numbers.",
                   {source, std::to_string(have), std::to_string(needed)}};
  }
  NpyGrids array{{sides->begin(), sides->end() - 2}, {}};
  const Shape shape{static_cast<int>((*sides)[sides->size() - 2]), static_cast<int>(sides->back())};
  const bool swap = header->type.front() == '>';
  for (const Numbers& numbers : GridsOf(*sides, header->fortran_order)) {
    const std::optional<double> beyond = type->fill(bytes.data() + header->data_start, numbers,
                                                    swap, array.grids.emplace_back(shape));
    if (beyond) {
      return Message{"{} holds {}, which is beyond float32: scale the numbers down first.",
                     {source, ShortestText(*beyond)}};
    }
  }
  return array;
}

Result<Grid> NpyFromBytes(std::string_view bytes, const std::string& source) {
  Result<NpyGrids> array = NpyGridsFromBytes(bytes, source, 2);
  if (!array.ok()) return array.problem();
  return std::move(array->grids.front());
}

std::string NpyToBytes(GridView grid) { return NpyToBytes({grid.height, grid.width}, {&grid, 1}); }

std::string NpyToBytes(const std::vector<int>& shape, std::span<const GridView> grids) {
  std::string bytes = MakeNpyHeader(shape);
  size_t cells = 0;
  for (const GridView& grid : grids) cells += static_cast<size_t>(grid.shape().count());
  bytes.reserve(bytes.size() + cells * sizeof(float));
  for (const GridView& grid : grids) {
    for (int r = 0; r < grid.height; ++r) {
      bytes.append(reinterpret_cast<const char*>(grid.row(r)),
                   static_cast<size_t>(grid.width) * sizeof(float));
    }
  }
  return bytes;
}

Result<Grid> ReadNpy(const std::filesystem::path& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.problem();
  return NpyFromBytes(*bytes, TextOf(path.filename()));
}

Result<Done> WriteNpy(const std::filesystem::path& path, GridView grid) {
  return WriteFileAtomically(path, NpyToBytes(grid));
}

}  // namespace convlens
