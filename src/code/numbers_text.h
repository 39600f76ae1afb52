#pragma once

#include <string>
#include <vector>

#include "code/script.h"
#include "core/grid/number_text.h"

namespace convlens {

/// Numbers with a shape, as a script knows them.
struct ScriptNumbers {
  std::vector<int> shape;
  std::vector<SharedGrid> grids;  ///< one after the other, of one shape

  int64_t count() const;
  bool finite() const;
};
ScriptNumbers NumbersOf(const Tensor& tensor);     ///< [channels, rows, columns]
ScriptNumbers NumbersOf(const Weights& weights);   ///< [first, second, rows, columns]
ScriptNumbers NumbersOf(std::vector<float> list);  ///< [count]

/// How a language writes numbers.
struct NumberStyle {
  const char* nan = "np.nan";
  const char* infinity = "np.inf";
  bool points = false;  ///< whole numbers end in a point: "2."
};
std::string NumberIn(const NumberStyle& style, float value);

/// The numbers as lists in lists, each row on a line of its own, `indent` columns from the left.
/// Leading axes of length 1 beyond the last `axes` are left out.
std::string NestedList(const ScriptNumbers& numbers, const NumberStyle& style, int axes,
                       size_t indent);
/// The numbers one after the other, each row on a line of its own.
std::string FlatList(const ScriptNumbers& numbers, const NumberStyle& style, size_t indent);

/// Axes of length 1 in front of the last two.
int LeadingOnes(const std::vector<int>& shape);

/// Makes `numbers` one of the files of `script`, and gives its name: "stem-X.npy".
std::string AddArray(Script& script, const std::string& stem, const std::string& name,
                     const ScriptNumbers& numbers);

/// A line of a script that names its files, behind `comment` ("# "); empty where it has none.
std::string ArraysComment(const Script& script, const std::string& comment);

/// `values` with `separator` between them.
std::string Joined(const std::vector<std::string>& values, const std::string& separator);

/// "3×28×28" for a comment.
std::string ShapeComment(TensorShape shape);

}  // namespace convlens
