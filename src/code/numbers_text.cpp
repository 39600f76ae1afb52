#include "code/numbers_text.h"

#include <cmath>

#include "core/grid/statistics.h"

namespace convlens {
namespace {

std::string RowText(const float* row, int width, const NumberStyle& style) {
  std::string text;
  for (int c = 0; c < width; ++c) {
    if (c > 0) text += ", ";
    text += NumberIn(style, row[c]);
  }
  return text;
}

/// Every row of the last axis, in order.
std::vector<std::string> RowTexts(const ScriptNumbers& numbers, const NumberStyle& style) {
  std::vector<std::string> rows;
  const int width = numbers.shape.back();
  for (const SharedGrid& grid : numbers.grids) {
    for (int r = 0; r < grid->height(); ++r) {
      // A row of a matrix of weights holds several rows of kernels.
      for (int c = 0; c < grid->width(); c += width) {
        rows.push_back(RowText(grid->row(r) + c, width, style));
      }
    }
  }
  return rows;
}

}  // namespace

int64_t ScriptNumbers::count() const {
  int64_t all = 1;
  for (const int length : shape) all *= length;
  return all;
}

bool ScriptNumbers::finite() const {
  for (const SharedGrid& grid : grids) {
    if (!StatisticsOf(*grid).finite()) return false;
  }
  return true;
}

ScriptNumbers NumbersOf(const Tensor& tensor) {
  const TensorShape shape = tensor.shape();
  return {{shape.channels, shape.grid.height, shape.grid.width}, tensor.channels};
}

ScriptNumbers NumbersOf(const Weights& weights) {
  const Shape window = weights.window();
  return {{weights.first(), weights.second(), window.height, window.width}, {weights.matrix()}};
}

ScriptNumbers NumbersOf(std::vector<float> list) {
  Grid grid(1, static_cast<int>(list.size()));
  std::copy(list.begin(), list.end(), grid.row(0));
  return {{grid.width()}, {SharedGrid(std::move(grid))}};
}

std::string NumberIn(const NumberStyle& style, float value) {
  if (std::isnan(value)) return style.nan;
  if (std::isinf(value)) return (value < 0 ? "-" : "") + std::string(style.infinity);
  std::string text = ShortestText(value);
  if (style.points && text.find_first_of(".e") == std::string::npos) text += '.';
  return text;
}

std::string NestedList(const ScriptNumbers& numbers, const NumberStyle& style, int axes,
                       size_t indent) {
  const std::vector<int>& shape = numbers.shape;
  const std::vector<std::string> rows = RowTexts(numbers, style);
  const auto depth = static_cast<size_t>(axes);
  std::string text;
  for (size_t i = 0; i < rows.size(); ++i) {
    // How many lists end with the row before this one.
    size_t ended = i == 0 ? depth : 1;
    size_t block = 1;
    for (size_t axis = 1; i > 0 && axis < depth; ++axis) {
      block *= static_cast<size_t>(shape[shape.size() - 1 - axis]);
      if (i % block == 0) ended = axis + 1;
    }
    if (i > 0) {
      text += std::string(ended, ']') + ",\n" + std::string(indent + depth - ended, ' ');
    }
    text += std::string(ended, '[') + rows[i];
  }
  return text + std::string(depth, ']');
}

std::string FlatList(const ScriptNumbers& numbers, const NumberStyle& style, size_t indent) {
  return Joined(RowTexts(numbers, style), ",\n" + std::string(indent, ' '));
}

int LeadingOnes(const std::vector<int>& shape) {
  int ones = 0;
  const int leading = static_cast<int>(shape.size()) - 2;
  while (ones < leading && shape[static_cast<size_t>(ones)] == 1) ++ones;
  return ones;
}

std::string AddArray(Script& script, const std::string& stem, const std::string& name,
                     const ScriptNumbers& numbers) {
  script.arrays.push_back({stem + "-" + name + ".npy", numbers.shape, numbers.grids});
  return script.arrays.back().file;
}

std::string ArraysComment(const Script& script, const std::string& comment) {
  if (script.arrays.empty()) return "";
  std::vector<std::string> names;
  for (const ScriptArray& array : script.arrays) names.push_back(array.file);
  return comment + "Run it in the folder of " + Joined(names, ", ") + ".\n" + comment +
         "convlens code SESSION -o FILE writes them beside the script.\n";
}

std::string Joined(const std::vector<std::string>& values, const std::string& separator) {
  std::string text;
  for (const std::string& value : values) {
    if (&value != values.data()) text += separator;
    text += value;
  }
  return text;
}

std::string ShapeComment(TensorShape shape) {
  return std::to_string(shape.channels) + "×" + ShapeText(shape.grid);
}

}  // namespace convlens
