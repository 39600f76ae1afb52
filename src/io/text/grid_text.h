#pragma once

#include <string>
#include <string_view>

#include "core/grid/grid.h"
#include "core/grid/result.h"

namespace convlens {

/// Rows of tab-separated numbers, as a spreadsheet copies its cells.
std::string ToTabSeparated(GridView grid);

/// NumPy source text: "np.array([[0, 1],\n          [2, 3]], dtype=np.float32)".
std::string ToNumPyText(GridView grid);

/// Reads either of these, and what other programs write: CSV with quotes, a first row of names and
/// comments; tabs or semicolons with decimal commas; lists and calls of Python, NumPy and PyTorch;
/// matrices of MATLAB, Julia, Mathematica, C, Markdown and LaTeX; UTF-8 or UTF-16 (io/text). What
/// can be read in two ways is refused, never guessed. Errors name the row and the text that is not
/// a number, the row of another length, or what is not clear.
Result<Grid> ParseGridText(std::string_view text);

}  // namespace convlens
