#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/grid/result.h"

namespace convlens {

/// The words of a text, row by row, which must be numbers but have not been read yet.
struct TextRows {
  std::vector<std::vector<std::string>> rows;
  /// Whether a comma inside a word can be a decimal comma, since something else separates words.
  bool commas_inside = false;
};

/// What each way of writing rows gives for a plain text (see plain_text.h). Errors say
/// what in the text is not understood. "[[0, 1], [2, 3]]", "[0 1; 2 3]", "{{0, 1}, {2,
/// 3}}", "((0, 1), (2, 3))", with a name and a call around it that leave the numbers as
/// they are.
Result<TextRows> RowsInBrackets(std::string_view text);
/// "0 & 1 \\ 2 & 3", with or without its environment.
Result<TextRows> RowsOfLatex(std::string_view text);
/// What R prints for a matrix, with "[,1]" over its columns and "[1,]" before its rows.
Result<TextRows> RowsOfR(std::string_view text);
bool IsMatrixOfR(std::string_view text);
/// A line for each row, its words between tabs, semicolons, commas, bars (Markdown) or blanks.
Result<TextRows> RowsOfLines(std::string_view text);

}  // namespace convlens
