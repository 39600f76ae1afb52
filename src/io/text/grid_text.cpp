#include "io/text/grid_text.h"

#include <cmath>
#include <vector>

#include "io/text/decimal_commas.h"
#include "io/text/number_words.h"
#include "io/text/plain_text.h"
#include "io/text/rows.h"

namespace convlens {
namespace {

using Words = std::vector<std::string>;

/// `word` for a message: not longer than a line.
std::string Quoted(std::string_view word) {
  constexpr size_t kLongest = 24;
  if (word.size() <= kLongest) return std::string(word);
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  return std::string(word.substr(0, end)).append("…");
}

Message NotANumber(const std::string& row, std::string_view word) {
  if (IsBeyondFloat32(word)) {
    return {"Row {}: {} is beyond float32 (3.4e38).", {row, Quoted(word)}};
  }
  return {"Row {}: {} is not a number.", {row, Quoted(word)}};
}

Result<Grid> GridOf(const std::vector<Words>& rows) {
  if (rows.empty() || rows.front().empty()) return Message{"The text holds no numbers.", {}};
  const size_t width = rows.front().size();
  if (rows.size() > kMaxInputSide || width > kMaxInputSide) {
    const std::string limit = std::to_string(kMaxInputSide);
    return Message{"The text holds {}×{} numbers, more than the allowed {}×{}.",
                   {std::to_string(rows.size()), std::to_string(width), limit, limit}};
  }
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(width));
  for (int r = 0; r < grid.height(); ++r) {
    const Words& row = rows[static_cast<size_t>(r)];
    const std::string row_number = std::to_string(r + 1);
    if (row.size() != width) {
      return Message{"Row {} has {} numbers where the first row has {}.",
                     {row_number, std::to_string(row.size()), std::to_string(width)}};
    }
    for (int c = 0; c < grid.width(); ++c) {
      const std::string_view word = row[static_cast<size_t>(c)];
      const std::optional<float> number = NumberFromText(word);
      if (word.empty()) return Message{"Row {} has an empty cell.", {row_number}};
      if (!number) return NotANumber(row_number, word);
      grid.at(r, c) = *number;
    }
  }
  return grid;
}

std::string NumPyNumber(float value) {
  if (std::isnan(value)) return "np.nan";
  if (std::isinf(value)) return value > 0 ? "np.inf" : "-np.inf";
  return NumberToText(value);
}

/// Whether a bracket opens numbers: LaTeX has brackets of other kinds, and a Markdown table may.
bool HasBrackets(std::string_view text) {
  size_t open = text.find_first_of("[{");
  if (open == std::string_view::npos) {
    open = text.find('(');
    if (open == std::string_view::npos) return false;
    return text.substr(open, text.find(')', open) - open).find_first_of(", ") !=
           std::string_view::npos;
  }
  // "2×3 Matrix{Float64}:" is a title, its numbers stand below.
  const size_t line_end = text.find('\n', open);
  const std::string_view line = TrimmedText(text.substr(open, line_end - open));
  return !(line.ends_with(':') && line_end != std::string_view::npos);
}

bool IsLatex(std::string_view text) {
  return text.find("\\\\") != std::string_view::npos ||
         text.find("\\begin") != std::string_view::npos ||
         (text.find('&') != std::string_view::npos && text.find('[') == std::string_view::npos);
}

Result<TextRows> RowsOf(const std::string& text) {
  if (IsLatex(text)) return RowsOfLatex(text);
  if (IsMatrixOfR(text)) return RowsOfR(text);
  return HasBrackets(text) ? RowsInBrackets(text) : RowsOfLines(text);
}

}  // namespace

std::string ToTabSeparated(GridView grid) {
  std::string text;
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) {
      if (c > 0) text.append(1, '\t');
      text.append(NumberToText(grid.at(r, c)));
    }
    text.append(1, '\n');
  }
  return text;
}

std::string ToNumPyText(GridView grid) {
  std::string text = "np.array([";
  for (int r = 0; r < grid.height; ++r) {
    text.append(r == 0 ? "[" : ",\n          [");
    for (int c = 0; c < grid.width; ++c) {
      if (c > 0) text.append(", ");
      text.append(NumPyNumber(grid.at(r, c)));
    }
    text.append(1, ']');
  }
  return text.append("], dtype=np.float32)");
}

Result<Grid> ParseGridText(std::string_view text) {
  const std::string plain = WithoutComments(PlainText(text));
  Result<TextRows> rows = RowsOf(plain);
  if (!rows.ok()) return rows.problem();
  if (rows->commas_inside) {
    if (const auto problem = ResolveCommas(*rows)) return *problem;
  }
  return GridOf(rows->rows);
}

}  // namespace convlens
