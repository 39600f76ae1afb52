#pragma once

#include <string>
#include <string_view>

#include "core/grid.h"
#include "core/result.h"

namespace convlens {

/// Rows of tab-separated numbers, as a spreadsheet copies its cells.
std::string ToTabSeparated(GridView grid);

/// NumPy source text: "np.array([[0, 1],\n          [2, 3]], dtype=np.float32)".
std::string ToNumPyText(GridView grid);

/// Reads either of these, and commas, semicolons, spaces, bare nested brackets and a true minus
/// sign too. Errors name the row and the text that is not a number, or the row of another length.
Result<Grid> ParseGridText(std::string_view text);

}  // namespace convlens
