#include <charconv>

#include "io/text/plain_text.h"
#include "io/text/rows.h"

namespace convlens {
namespace {

std::string_view TakeWord(std::string_view& line) {
  line = TrimmedText(line);
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

/// The number in "[3,]", a row's label; 0 in another word.
size_t RowOf(std::string_view word) {
  size_t row = 0;
  if (!word.starts_with('[') || !word.ends_with(",]")) return 0;
  const std::from_chars_result read =
      std::from_chars(word.data() + 1, word.data() + word.size(), row);
  return read.ec == std::errc() && read.ptr == word.data() + word.size() - 2 ? row : 0;
}

bool IsColumn(std::string_view word) { return word.starts_with("[,") && word.ends_with(']'); }

}  // namespace

bool IsMatrixOfR(std::string_view text) { return IsColumn(TakeWord(text)); }

Result<TextRows> RowsOfR(std::string_view text) {
  TextRows table;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::string_view label = TakeWord(line);
    if (label.empty() || IsColumn(label)) continue;
    const size_t row = RowOf(label);
    // The rows of a wide matrix go on below, under the labels of further columns.
    if (row == 0 || row > table.rows.size() + 1) {
      return Message{"{} is not the label of a row, such as [1,].", {std::string(label)}};
    }
    if (row > table.rows.size()) table.rows.emplace_back();
    while (!TrimmedText(line).empty()) table.rows[row - 1].emplace_back(TakeWord(line));
  }
  return table;
}

}  // namespace convlens
